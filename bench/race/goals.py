# SPDX-License-Identifier: MIT
"""goals.py: what trawl is meant to reach in a race, and whether it does."""
import statistics

OURS = 'trawl'
LARGE = 500000                  # articles of a race that the goals are for
SITE = range(40000, 60001)      # of the usual site, which has some of its own
ALL_KINDS = ('term', 'or', 'words', 'question', 'and', 'phrase')

# (mode, kind, times better than the best peer, statistic)
SEARCHES = [
    ('top10', 'term', 4, 'mean'),
    ('top10', 'or', 2.5, 'mean'),
    ('top10', 'words', 2.5, 'mean'),
    ('top10', 'question', 2.5, 'mean'),
    ('top10', 'and', 2, 'mean'),
    ('top10', 'phrase', 2.5, 'mean'),
    ('top10', 'phrase', 3, 'p99'),
    ('top10', 'prefix', 1, 'mean'),
    ('scored', 'prefix', 4, 'mean'),
    *(('top100', kind, 2, 'mean') for kind in ALL_KINDS),
    *(('top1000', kind, 2, 'mean') for kind in ALL_KINDS),
    *(('top10_count', kind, 3, 'mean') for kind in ALL_KINDS),
    *((mode, kind, 2, 'mean') for mode in ('filtered', 'by_date')
      for kind in ALL_KINDS),
]
SITE_SEARCHES = [('top10', kind, 3 if kind in ('or', 'words', 'question')
                  else 2, 'mean') for kind in ALL_KINDS]

# (row of the table "The rest", peers, times better)
REST = [
    ('indexing, µs of CPU an article', ('tantivy',), 4),
    ('indexing, µs of CPU an article', ('lucene',), 7),
    ('index, bytes a byte of text', ('lucene',), 1 / 0.9),
    ('one article added, ms (median)', ('fts5',), 1),
    ('one article added, ms (median)', ('tantivy', 'lucene'), 40),
    ('1,000 articles replaced, ms', ('tantivy',), 3),
    ('a process for one answer, ms (elapsed)', None, 2),
]
SMALL_REST = [('indexing, µs of CPU an article', ('fts5',), 2)]
OWN_MEMORY_MIB = 16
START_MS = 1
CHECKS_WARM, CHECKS_COLD_US = 0.05, 100
CHURN, BUSY_P99 = 1.5, 3


def is_large(articles):
    return articles >= LARGE


def search_goals(results, ratio, names):
    """(what, found, goal, met) of the queries."""
    articles = results.race['articles']
    goals = (SITE_SEARCHES if articles in SITE else
             SEARCHES if is_large(articles) else [])
    for mode, kind, goal, statistic in goals:
        best = ratio(results.times.get((mode, kind), {}), statistic)
        if best is None:
            continue
        what = f'{names(mode, kind)}, {statistic}'
        yield (what, f'{best[0]:.2f} × {best[1]}', f'≥ {goal:g} ×',
               best[0] >= goal)


def rest_goals(results, rows):
    goals = REST if is_large(results.race['articles']) else REST + SMALL_REST
    for what, peers, goal in goals:
        values = rows.get(what, {})
        theirs = {name: value for name, value in values.items()
                  if name != OURS and name not in ('true', 'trawl search') and
                  (peers is None or name in peers)}
        if OURS not in values or not theirs:
            continue
        best = min(theirs, key=theirs.get)
        found = theirs[best] / values[OURS]
        yield (what, f'{found:.2f} × {best}', f'≥ {goal:.2g} ×', found >= goal)
    one, two = (rows.get(f'indexing, {threads} thread(s), seconds', {})
                .get(OURS) for threads in (1, 2))
    if one and two:
        yield ('indexing by two threads', f'{one / two:.2f} × one', '≥ 1.7 ×',
               one / two >= 1.7)


def own_goals(results, rows):
    """What no peer is needed for."""
    memory = rows.get('own memory after searching, MiB', {}).get(OURS)
    if memory is not None:
        yield ('own memory after searching', f'{memory:.1f} MiB',
               f'≤ {OWN_MEMORY_MIB} MiB', memory <= OWN_MEMORY_MIB)
    cold = rows.get('a process for one answer, ms (elapsed)', {})
    if {'true', 'trawl search'} <= cold.keys():
        over = cold['trawl search'] - cold['true']
        yield ('`trawl search` as a new process, over `true`',
               f'{over:.2f} ms', f'≤ {START_MS} ms', over <= START_MS)
    yield from check_goals(results.records['checks'])
    for record in results.records['churn'][-1:]:
        yield ('largest file under changes, in fresh ones',
               f'{record["most"]:.2f}', f'≤ {CHURN}', record['most'] <= CHURN)
    for record in results.records['busy'][-1:]:
        for place in ('clock p99', 'cpu p99'):
            found = record['times'][place]
            yield (f'while another process indexes, {place}',
                   f'{found[2]:.2f} × quiet ({found[1]:.0f} µs)',
                   f'≤ {BUSY_P99} ×', found[2] <= BUSY_P99)


def check_goals(records):
    """Of the rounds the best, as what disturbs only adds."""
    if not records:
        return

    def best(library, what):
        rounds = [record[what] for record in records
                  if record['library'] == library]
        return [min(times) for times in zip(*rounds)]

    warm = (statistics.fmean(best('with', 'warm_us')) /
            statistics.fmean(best('without', 'warm_us')) - 1)
    cold = (statistics.median(best('with', 'cold_us')) -
            statistics.median(best('without', 'cold_us')))
    yield ('checksums and validation, warm', f'{100 * warm:+.1f} %',
           f'≤ {100 * CHECKS_WARM:g} %', warm <= CHECKS_WARM)
    yield ('the same, one query of a new process', f'{cold:+.0f} µs',
           f'≤ {CHECKS_COLD_US} µs', cold <= CHECKS_COLD_US)


def goals(results, ratio, rows, names):
    """(what, found, goal, met) of all that was measured."""
    rows = dict(rows)
    yield from search_goals(results, ratio, names)
    yield from rest_goals(results, rows)
    yield from own_goals(results, rows)
