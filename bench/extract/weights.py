#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Finds what each source of a date weighs: the table of lib/page/pubdate.c.

  weights.py DATES SETS

DATES is the program bench/extract/dates; SETS a folder as train.py has it. A
page's dates compete, and "none of them" does too: each is as likely as the
exponential of its sources' sum (conditional logit; McFadden, 1973), and the
weights are those under which the true dates of the sets are likeliest. Prints
the share of pages whose date is told right by weights that were found without
the pages of its site, and the weights of all, ten times. Needs numpy, scipy
(of scikit-learn)."""
import json
import os
import re
import subprocess
import sys

import numpy
from scipy.optimize import minimize

import train

SETS = ('aed421', 'wcxb-dev', 'traf990', 'htmldate')
HEADER = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      '../../lib/page/pubdate.h')
PENALTY = 0.5                   # of squares: few pages have some sources
GIVEN = {'FRONT', 'FILE'}       # told by hand, not by counts


def sources():
    with open(HEADER) as file:
        return re.findall(r'TW_DATED_(\w+),', file.read())


def load(program, folder, names):
    pages = []
    asked = []
    for name in SETS:
        with open(os.path.join(folder, 'truth-dev',
                               name + '.ndjson')) as file:
            found = [json.loads(line) for line in file]
        for page in found:
            if page.get('date'):
                page['set'] = name
                pages.append(page)
                asked.append(f'{folder}/{name}/html/{page["id"]}.html\t'
                             f'{page.get("url") or ""}\n')
    answer = subprocess.run([program], input=''.join(asked), text=True,
                            stdout=subprocess.PIPE, check=True).stdout
    answers = answer.split('\n')
    at = 0
    for page in pages:
        page['dates'] = []
        while answers[at]:
            date, bits, _ = answers[at].split()
            page['dates'].append(
                (date, [int(bits) >> i & 1 for i in range(len(names))]))
            at += 1
        at += 1
        page['rows'] = numpy.array([row for _, row in page['dates']], float)
        page['right'] = next((i for i, (date, _) in enumerate(page['dates'])
                              if date == page['date'][:10]), None)
    return pages


def find_weights(pages, width):
    told = [page for page in pages if page['dates']]

    def loss(weights):
        total = PENALTY * weights @ weights
        slope = 2 * PENALTY * weights
        for page in told:
            sums = page['rows'] @ weights
            top = max(sums.max(), 0)
            powers = numpy.exp(sums - top)
            whole = powers.sum() + numpy.exp(-top)
            total += numpy.log(whole) + top
            slope += page['rows'].T @ (powers / whole)
            if page['right'] is not None:
                total -= sums[page['right']]
                slope -= page['rows'][page['right']]
        return total, slope
    return minimize(loss, numpy.zeros(width), jac=True,
                    method='L-BFGS-B').x


def choose(page, weights):
    """The best date and its sum."""
    if not page['dates']:
        return None, 0
    sums = page['rows'] @ weights
    return int(sums.argmax()), sums.max()


def check(pages, width):
    fold = train.folds(pages)
    for i in range(train.FOLDS):
        weights = find_weights(
            [p for p in pages if fold[train.domain(p)] != i], width)
        for page in pages:
            if fold[train.domain(page)] == i:
                page['chosen'], page['sum'] = choose(page, weights)
    for name in SETS:
        chosen = [page for page in pages if page['set'] == name]
        print(f'{name}: {len(chosen)} pages', end='')
        for least in (-9, -0.5, 0, 1):
            given = [p for p in chosen if p['chosen'] is not None
                     and p['sum'] >= least]
            right = sum(p['chosen'] == p['right'] for p in given)
            print(f'; {least}: {right / len(chosen):.3f} right, '
                  f'{len(given) / len(chosen):.3f} given', end='')
        there = sum(p['right'] is not None for p in chosen)
        print(f'; on the page: {there / len(chosen):.3f}')


def main():
    program, folder = sys.argv[1:]
    names = sources()
    pages = load(program, folder, names)
    check(pages, len(names))
    weights = find_weights(pages, len(names))
    for i, name in enumerate(names):
        if name not in GIVEN:
            count = sum(page['rows'][:, i].any() for page in pages
                        if page['dates'])
            right = sum(page['rows'][page['right'], i] for page in pages
                        if page['right'] is not None)
            print(f'{name:18} {10 * weights[i]:6.0f}   on {count:4.0f} pages, '
                  f'right on {right:4.0f}')


if __name__ == '__main__':
    main()
