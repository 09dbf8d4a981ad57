#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Trains the trees that tell an article's blocks: lib/page/forest_*.c.

  train.py html check BLOCKS SETS   scores on pages not trained on
  train.py html table BLOCKS SETS   prints forest_html.c, trained on all
  train.py text check BLOCKS SETS   the same for the pages' text, without
  train.py text table BLOCKS SETS   markup: forest_text.c

BLOCKS is the program bench/extract/blocks; SETS a folder with, for each set,
truth-dev/SET.ndjson (id, url, body) and SET/html/ID.html. Needs lightgbm,
numpy, scikit-learn, and html_text, which makes text of pages. See README.md
for where the sets are from.
"""
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from statistics import mean

import html_text
import lightgbm
import numpy

import cipher

SETS = ('aed421', 'wcxb-dev', 'mozread')
FOLDS = 5
THRESHOLD = 0.45                # of text; HTML has its own for each page
SHINGLE = 4
WORD = re.compile(r'\w+')

TREES = {
    'n_estimators': 300, 'subsample': 0.8, 'subsample_freq': 1,
    'reg_lambda': 5, 'verbose': -1, 'random_state': 1, 'deterministic': True,
    'force_col_wise': True, 'n_jobs': 1}

# Without markup there is less to go by: larger trees tell more there, and
# hardly more with it. Fewer bins halve the time that these take.
TREES_OF = {
    'html': {'learning_rate': 0.06, 'num_leaves': 15,
             'min_child_samples': 50, 'colsample_bytree': 0.3},
    'text': {'learning_rate': 0.07, 'num_leaves': 31,
             'min_child_samples': 40, 'colsample_bytree': 0.2,
             'max_bin': 127}}


def read_blocks(program, paths, kind):
    """A list of (texts, rows) of the pages."""
    command = [program] + (['--text'] if kind == 'text' else [])
    data = subprocess.run(command + paths, stdout=subprocess.PIPE,
                          check=True).stdout
    columns, = struct.unpack_from('I', data)
    at = 4
    pages = []
    for _ in paths:
        count, = struct.unpack_from('I', data, at)
        at += 4
        texts = []
        rows = numpy.zeros((count, columns), 'f4')
        for i in range(count):
            size, = struct.unpack_from('I', data, at)
            texts.append(data[at + 4:at + 4 + size].decode())
            at += 4 + size
            rows[i] = numpy.frombuffer(data, 'f4', columns, at)
            at += 4 * columns
        pages.append((texts, rows))
    return pages


def shingles(words):
    return [tuple(words[i:i + SHINGLE])
            for i in range(len(words) - SHINGLE + 1)]


def once_each(words, labels, truth):
    """Of blocks that begin alike, as many as the truth has: those whose
    neighbours are in it most."""
    alike = defaultdict(list)
    for i, block in enumerate(words):
        if len(block) >= SHINGLE and labels[i] > 0.5:
            alike[' '.join(block[:8])].append(i)
    for start, list_ in alike.items():
        wanted = max(1, truth.count(f' {start} '))
        if len(list_) <= wanted:
            continue

        def mass(i):
            near = range(max(0, i - 6), min(len(words), i + 7))
            return sum(len(words[k]) * labels[k]
                       for k in near if k not in list_)
        for i in sorted(list_, key=mass, reverse=True)[wanted:]:
            labels[i] = 0


def label(texts, body, word=WORD):
    """For each block the share of it that is in the article; the words of
    each block; the words of the article."""
    article = word.findall(body)
    truth = ' ' + ' '.join(article) + ' '
    runs = Counter(shingles(article))
    words = [word.findall(text) for text in texts]
    labels = [0.0] * len(texts)
    for i, block in enumerate(words):
        own = shingles(block)
        if own:
            labels[i] = sum(run in runs for run in own) / len(own)
    once_each(words, labels, truth)
    behind = [None] * len(texts)
    next_ = None
    for i in reversed(range(len(texts))):
        behind[i] = next_
        if len(words[i]) >= SHINGLE and labels[i] > 0.5:
            next_ = words[i][:2]
    before = None
    for i, block in enumerate(words):
        text = ' '.join(block)
        if len(block) < SHINGLE:
            labels[i] = float(
                (before and f' {" ".join(before)} {text} ' in truth)
                or (behind[i] and f' {text} {" ".join(behind[i])} ' in truth)
                or False)
        if labels[i] > 0.5:
            before = block[-2:] if len(block) > 1 else (
                (before or [])[-1:] + block)
    return numpy.array(labels), [len(block) for block in words], len(article)


def domain(page):
    """The site as its owner registered it, nearly: co.uk is no site."""
    host = re.match(r'https?://([^/]+)', page.get('url') or '')
    parts = (host.group(1) if host else page['id']).lower().split('.')
    short = len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
    return '.'.join(parts[-3 if short else -2:])


def flatten_pages(paths, folder):
    """Writes the text of each page to the folder; the paths of that."""
    texts = []
    for path in paths:
        with open(path, 'rb') as file:
            page = file.read()
        try:
            page = page.decode()
        except UnicodeDecodeError:
            page = page.decode('latin1')
        texts.append(os.path.join(folder, os.path.basename(path) + '.txt'))
        with open(texts[-1], 'w') as file:
            file.write(html_text.extract_text(page))
    return texts


def cipher_pages(pages, paths, folder, script):
    """Writes the pages in cipher to the folder; the paths of that."""
    written = []
    for page, path in zip(pages, paths):
        page['body'] = cipher.write_body(page['body'], cipher.CIPHERS[script])
        with open(path, 'rb') as file:
            data = cipher.write_page(file.read(), cipher.CIPHERS[script])
        written.append(os.path.join(folder, os.path.basename(path)))
        with open(written[-1], 'wb') as file:
            file.write(data)
    return written


def load(program, folder, name, kind, script=None):
    with open(os.path.join(folder, 'truth-dev', name + '.ndjson')) as file:
        pages = [json.loads(line) for line in file]
    pages = [page for page in pages if page.get('body')]
    paths = [os.path.join(folder, name, 'html', page['id'] + '.html')
             for page in pages]
    with tempfile.TemporaryDirectory() as other:
        if kind == 'text':
            paths = flatten_pages(paths, other)
        elif script:
            paths = cipher_pages(pages, paths, other, script)
        blocks = read_blocks(program, paths, kind)
    word = cipher.WORD if script else WORD
    for page, (texts, rows) in zip(pages, blocks):
        labels, words, length = label(texts, page['body'], word)
        # Each page counts alike, however many blocks it has.
        weights = [min(1, (n + 2) / max(60, length)) * 1000 for n in words]
        page.update(set=name, script=script, texts=texts, rows=rows,
                    labels=labels, word=word, words=numpy.array(words),
                    weights=weights)
    return pages


def train(pages, kind):
    rows = numpy.concatenate([page['rows'] for page in pages])
    labels = numpy.concatenate([page['labels'] > 0.5 for page in pages])
    weights = numpy.concatenate([page['weights'] for page in pages])
    return lightgbm.LGBMClassifier(**TREES, **TREES_OF[kind]).fit(
        rows, labels.astype(int), sample_weight=weights)


def shares(truth, found, word=WORD):
    """Of all shingles the shares found rightly, wrongly and not at all."""
    wanted, got = (Counter(shingles(word.findall(text)))
                   for text in (truth, found))
    counts = [sum(x.values()) for x in (wanted & got, got - wanted,
                                        wanted - got)]
    return [count / max(1, sum(counts)) for count in counts]


def score(pages):
    """F1, precision and recall of shingles, each a mean over pages."""
    all_ = [shares(page['body'], '\n\n'.join(
        text for text, kept in zip(page['texts'], page['kept']) if kept),
        page['word']) for page in pages]
    precision = mean(right / (right + wrong) if right else 0
                     for right, wrong, _ in all_ if right + wrong)
    recall = mean(right / (right + lost) if right else 0
                  for right, _, lost in all_ if right + lost)
    return 2 * precision * recall / (precision + recall), precision, recall


def folds(pages):
    """Of each site a number below FOLDS."""
    sites = sorted({domain(page) for page in pages})
    random.Random(1).shuffle(sites)
    return {site: i % FOLDS for i, site in enumerate(sites)}


def choose(likely, words):
    """The blocks of a page, as lib/page/choice.c chooses them."""
    order = numpy.argsort(-likely, kind='stable')
    right = numpy.cumsum((likely * words)[order])
    expected = (right / numpy.maximum(1, numpy.cumsum(words[order]))
                + right / max(right[-1], 1e-9))
    return likely >= likely[order[numpy.argmax(expected)]]


def tell(trees, page, kind):
    """Of each block if it is kept, by the trees alone."""
    if not page['texts']:
        return []
    likely = trees.predict_proba(page['rows'])[:, 1]
    return choose(likely, page['words']) if kind == 'html' \
        else likely > THRESHOLD


def check(pages, copies, kind):
    """Each site's pages are told by trees that saw none of them, and so are
    their copies in other letters."""
    fold = folds(pages)
    for i in range(FOLDS):
        trees = train([p for p in pages if fold[domain(p)] != i], kind)
        for page in pages + copies:
            if fold[domain(page)] == i:
                page['kept'] = tell(trees, page, kind)
    for script in (None, *cipher.CIPHERS):
        for name in SETS:
            chosen = [page for page in pages + copies
                      if page['set'] == name and page['script'] == script]
            if chosen:
                print('%s%s: %d pages, F1 %.3f, precision %.3f, recall %.3f'
                      % (name, f' in {script}' if script else '',
                         len(chosen), *score(chosen)))


def flatten(node, splits, leaves):
    """The number of the node in its tree; leaves are below zero."""
    if 'leaf_value' in node:
        leaves.append(node['leaf_value'])
        return -len(leaves)
    at = len(splits)
    splits.append(None)
    left = flatten(node['left_child'], splits, leaves)
    right = flatten(node['right_child'], splits, leaves)
    splits[at] = (node['split_feature'], left, right, node['threshold'])
    return at


def number(value):
    text = f'{value:.6g}'
    if 'e' not in text and '.' not in text:
        text += '.'
    return text.replace('0.', '.', 1) if text.lstrip('-')[:2] == '0.' \
        and len(text) > 2 + text.startswith('-') else text


def wrap(items, close):
    """Lines of at most 79 columns."""
    lines = ['\t\t']
    for item in items:
        if len(lines[-1].expandtabs()) + len(item) > 77:
            lines[-1] = lines[-1].rstrip()
            lines.append('\t\t')
        lines[-1] += item + ', '
    return '\n'.join(lines).rstrip(', ') + close


def table(pages, kind, file=None):
    trees = train(pages, kind).booster_.dump_model()['tree_info']
    pages_of = {'html': 'pages of HTML', 'text': 'text as crawled'}[kind]
    print(f'/* forest_{kind}.c: trees for {pages_of}, made by '
          'bench/extract/train.py. */', file=file)
    print('/* SPDX-License-Identifier: MIT */', file=file)
    print('#include "page/forest.h"\n', file=file)
    print(f'const struct tw_{kind}_tree tw_{kind}_forest[TW_FOREST_TREES] = {{',
          file=file)
    for tree in trees:
        splits, leaves = [], []
        flatten(tree['tree_structure'], splits, leaves)
        print('\t{{', file=file)
        print(wrap(['{%d, %d, %d, %sf}' % (*split[:3], number(split[3]))
                    for split in splits], '},'), file=file)
        print('\t\t{' + wrap([number(leaf) + 'f' for leaf in leaves],
                             '}},').lstrip('\t'), file=file)
    print('};', file=file)


def load_all(program, folder, kind, script=None):
    return [page for name in SETS
            for page in load(program, folder, name, kind, script)]


def main():
    kind, command, program, folder = sys.argv[1:]
    pages = load_all(program, folder, kind)
    if command == 'check':
        scripts = cipher.CIPHERS if kind == 'html' else ()
        check(pages, [page for script in scripts for page in load_all(
            program, folder, kind, script)], kind)
    else:
        table(pages, kind)


if __name__ == '__main__':
    main()
