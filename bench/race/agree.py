# SPDX-License-Identifier: MIT
"""agree.py: whether trawl answers as Lucene does, where the model is the same:
Lucene with trawl's stop words, queries without any, the best ten and their
scores. Equal scores may come in any order."""
import collections
import math
import os
import shutil

from engines import ENGINES

DEPTH = 10
TOLERANCE = 2e-5                # of a score: both count in floats
KINDS = ('term', 'or', 'and', 'phrase', 'words')


def answers(told):
    """{query: [(id, score), ...]} of what a driver prints."""
    found = collections.defaultdict(list)
    for line in told.splitlines():
        query, number, score = line.split('\t')
        found[int(query)].append((number, float(score)))
    return found


def is_near(one, other):
    return math.isclose(one, other, rel_tol=TOLERANCE)


def agree(ours, theirs):
    """The same scores, and each article that is not tied with the last has
    the same score in both."""
    if len(ours) != len(theirs):
        return False
    if not all(is_near(one, other)
               for (_, one), (_, other) in zip(ours, theirs)):
        return False
    scores = dict(theirs)
    return all(number in scores and is_near(score, scores[number])
               for number, score in ours
               if not is_near(score, ours[-1][1]))


def filtered(path, words, kept):
    """Copies the queries that both models answer alike; their lines."""
    lines = []
    with open(path, encoding='ascii') as source, \
            open(kept, 'w', encoding='ascii') as file:
        for line in source:
            kind, text = line.rstrip('\n').split('\t')
            if kind in KINDS and not words.intersection(text.split()):
                lines.append((kind, text))
                file.write(line)
    return lines


def check(race, stop_words):
    """Keeps a record with the queries of each type, those that agree, and
    those that do not."""
    ours, theirs = ENGINES['trawl'], ENGINES['lucene']
    with open(stop_words, encoding='utf-8') as file:
        words = set(file.read().split())
    queries = os.path.join(race.folder, 'agree.tsv')
    lines = filtered(race.queries, words, queries)
    folder = os.path.join(race.folder, 'index', 'lucene-stop-words')
    told = race.run(theirs, 'index', folder, race.corpus, 1,
                    RACE_STOP_WORDS=stop_words)
    if told is None:
        return
    expected = race.run(theirs, 'answers', folder, queries, DEPTH,
                        RACE_STOP_WORDS=stop_words)
    shutil.rmtree(folder)
    found = race.run(ours, 'answers', race.index_of(ours), queries, DEPTH)
    if expected is None or found is None:
        return
    expected, found = answers(expected), answers(found)
    count, same, differing = collections.Counter(), collections.Counter(), []
    for query, (kind, text) in enumerate(lines):
        count[kind] += 1
        if agree(found[query], expected[query]):
            same[kind] += 1
        else:
            differing.append(text)
    race.keep('agree', queries=count, same=same, differing=differing)
