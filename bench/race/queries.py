#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""queries.py CORPUS.ndjson STOP_WORDS SEED > QUERIES.tsv: queries of the kinds
that people ask, made from the corpus: lines of type, tab, words.

term, or, and: one word, two to five words, of bands of document frequency:
    f over 3 %, m over 0.1 %, r down to 5 articles; x takes any.
phrase: two or three words that follow each other.
question: five to eight words as typed, answered as OR.
words: the same questions without their stop words.
prefix: the beginning of a word."""
import collections
import json
import random
import re
import sys

COUNTED = 200000                # articles that frequencies are counted in
SAMPLED = 12000                 # articles that words are taken from
BANDS = 'fmr'
PATTERNS = ('how do i {} the {} of {}', 'what is the {} of a {} and a {}',
            'when does the {} {} need {}', 'where can i find the {} {} {}',
            'why is my {} not in the {} of {}',
            'who can use the {} for {} and {}')


class Maker:
    def __init__(self, path, stop_words, seed):
        self.random = random.Random(seed)
        # The corpus has no apostrophes: there's is theres in it.
        self.stop_words = stop_words.union(
            word.replace("'", '') for word in stop_words)
        self.queries = []
        self.seen = set()
        self.read(path)

    def read(self, path):
        """Counts words in articles spread over the corpus; keeps some."""
        with open(path, 'rb') as file:
            self.articles = sum(1 for _ in file)
        step = max(1, self.articles // COUNTED)
        keep = max(1, self.articles // SAMPLED)
        self.frequency = collections.Counter()
        self.counted = 0
        self.sample = []
        with open(path, encoding='ascii') as file:
            for i, line in enumerate(file):
                if i % step and i % keep:
                    continue
                text = json.loads(line)['text'].lower()
                found = re.findall('[a-z0-9]+', text)
                if i % step == 0:
                    self.frequency.update(set(found))
                    self.counted += 1
                if i % keep == 0:
                    self.sample.append(found)
        self.at_least = max(1, 5 * self.counted // self.articles)
        self.content = [self.content_words(found) for found in self.sample]

    def is_known(self, word):
        return (re.fullmatch('[a-z]{2,20}', word) is not None and
                self.frequency[word] >= self.at_least)

    def content_words(self, found):
        return [word for word in dict.fromkeys(found)
                if self.is_known(word) and word not in self.stop_words]

    def band(self, word):
        share = self.frequency[word] / self.counted
        return 'f' if share > 0.03 else 'm' if share > 0.001 else 'r'

    def add(self, kind, text):
        if (kind, text) in self.seen:
            return False
        self.seen.add((kind, text))
        self.queries.append((kind, text))
        return True

    def some(self, count, make):
        """Calls `make` until it has added `count` queries, within reason."""
        added = 0
        for _ in range(2000 * count):
            added += make()
            if added == count:
                return

    def words_of_band(self, kind, size, band):
        found = self.random.choice(self.content)
        if band != 'x':
            found = [word for word in found if self.band(word) == band]
        return (len(found) >= size and
                self.add(kind, ' '.join(self.random.sample(found, size))))

    def run_of_words(self, size):
        """Known words that follow each other somewhere; None if not there."""
        found = self.random.choice(self.sample)
        if len(found) < size:
            return None
        first = self.random.randrange(len(found) - size + 1)
        run = found[first:first + size]
        return run if all(map(self.is_known, run)) else None

    def phrase(self, size):
        run = self.run_of_words(size)
        if not run:
            return False
        stop = sum(word in self.stop_words for word in run)
        return stop <= (size - 1) // 2 and self.add('phrase', ' '.join(run))

    def question(self, text):
        words = [word for word in text.split() if word not in self.stop_words]
        if len(words) < 2 or not self.add('question', text):
            return False
        self.add('words', ' '.join(words))
        return True

    def asked_question(self):
        found = [word for word in self.random.choice(self.content)
                 if self.band(word) in 'fm']
        if len(found) < 3:
            return False
        pattern = self.random.choice(PATTERNS)
        return self.question(pattern.format(*self.random.sample(found, 3)))

    def typed_question(self):
        run = self.run_of_words(self.random.randint(5, 8))
        if not run or sum(word in self.stop_words for word in run) < 2:
            return False
        return self.question(' '.join(run))

    def prefix(self):
        long = [word for word in self.random.choice(self.content)
                if len(word) > 6]
        if not long:
            return False
        word = self.random.choice(long)
        return self.add('prefix', word[:self.random.randint(3, 5)])

    def make(self):
        for band in BANDS:
            self.some(80, lambda: self.words_of_band('term', 1, band))
        for kind in ('or', 'and'):
            for size in (2, 3, 4, 5):
                for band in BANDS + 'x':
                    self.some(15, lambda: self.words_of_band(kind, size, band))
        self.some(160, lambda: self.phrase(2))
        self.some(80, lambda: self.phrase(3))
        self.some(100, self.asked_question)
        self.some(100, self.typed_question)
        self.some(90, self.prefix)


def main():
    path, stop_words, seed = sys.argv[1:4]
    with open(stop_words, encoding='utf-8') as file:
        maker = Maker(path, frozenset(file.read().split()), int(seed))
    maker.make()
    for kind, text in maker.queries:
        print(kind, text, sep='\t')


main()
