#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""report.py RECORDS.ndjson RESULTS: a race's records as tables (RESULTS.md), a
picture (RESULTS.svg) and figures (RESULTS.json)."""
import collections
import datetime
import json
import os
import platform
import statistics
import sys

from engines import ENGINES, versions
from goals import goals
from measure import MODES
from picture import picture
from prepare import sha256

KINDS = {'term': 'one word', 'or': 'OR of 2–5 words',
         'words': 'question, no stop words', 'question': 'question as typed',
         'and': 'AND of 2–5 words', 'phrase': 'phrase of 2–3 words',
         'prefix': 'prefix'}
MODE_NAMES = {'top10': 'best 10', 'top10_count': 'best 10 and a count',
              'top100': 'best 100', 'top1000': 'best 1000',
              'scored': 'best 10, scored by its words',
              'filtered': 'best 10 of five years', 'by_date': 'newest 10'}
OURS = 'trawl'
NAMED = 30                      # of the queries that differ


def describe(place, race):
    """What a reader of the figures has to know."""
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        model = next((line.split(':')[1].strip() for line in file
                      if line.startswith('model name')), platform.machine())
    with open(race.corpus, encoding='ascii') as file:
        text_bytes = sum(len(json.loads(line)['text']) for line in file)
    return {
        'date': datetime.date.today().isoformat(),
        'machine': f'{model}, {os.cpu_count()} cores, '
                   f'{platform.system()} {platform.release()}',
        'versions': versions(place, race.names),
        'corpus': os.path.basename(race.corpus),
        'corpus_sha256': sha256(race.corpus),
        'queries_sha256': sha256(race.queries),
        'articles': race.articles,
        'text_bytes': text_bytes,
        'words': [len(text.split()) for text in query_texts(race.queries)],
    }


def query_texts(path):
    with open(path, encoding='ascii') as file:
        return [line.rstrip('\n').split('\t')[1] for line in file]


class Results:
    """The records, by what they tell of."""

    def __init__(self, path):
        self.records = collections.defaultdict(list)
        with open(path, encoding='ascii') as file:
            for line in file:
                record = json.loads(line)
                self.records[record['kind']].append(record)
        self.race = self.records['race'][-1]
        self.times, self.totals = self.read_times()

    def read_times(self):
        """{(mode, kind): {engine: {query: µs of CPU}}}: of the rounds' times
        the median; and {(engine, query): matches}, but for questions, where
        trawl leaves stop words out, and prefixes, where it adds stems."""
        rounds = collections.defaultdict(list)
        totals = {}
        for record in self.records['search']:
            engine = record['engine']
            for mode, kind, query, _, cpu, total in record['times']:
                rounds[mode, kind, engine, query].append(max(cpu, 1) / 1e3)
                if total >= 0 and kind not in ('question', 'prefix'):
                    totals[engine, query] = total
        times = collections.defaultdict(
            lambda: collections.defaultdict(dict))
        for (mode, kind, engine, query), found in rounds.items():
            times[mode, kind][engine][query] = statistics.median(found)
        return times, totals

    def engines(self):
        there = {record['engine'] for kind in ('index', 'search')
                 for record in self.records[kind]}
        return [name for name in ENGINES if name in there]

    def rows(self):
        """(mode, kind) of all that was asked, in the order of the tables."""
        return [(mode, kind) for mode in MODES for kind in KINDS
                if self.times.get((mode, kind))]


def at(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def mean(values):
    return statistics.fmean(values)


def p99(values):
    return at(values, 0.99)


def ratio(times, statistic):
    """The best peer over trawl, each pair on the queries that both had:
    (ratio, peer); None where one is missing."""
    ours = times.get(OURS)
    best = None
    for name, theirs in times.items():
        common = theirs.keys() & (ours or {}).keys()
        if name == OURS or not common:
            continue
        found = (statistic([theirs[query] for query in common]) /
                 statistic([ours[query] for query in common]))
        if best is None or found < best[0]:
            best = (found, name)
    return best


def figure(value):
    if value is None:
        return '–'
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f'{value:,.{digits}f}'


def best_figure(found):
    return '–' if found is None else f'**{figure(found[0])}** ({found[1]})'


def table(heads, rows):
    lines = ['| ' + ' | '.join(heads) + ' |',
             '|---' + '|---:' * (len(heads) - 1) + '|']
    lines += ['| ' + ' | '.join(row) + ' |' for row in rows]
    return '\n'.join(lines)


def query_table(results, rows, statistic):
    """Rows of (name, {engine: {query: µs}}) as one figure an engine."""
    engines = results.engines()
    lines = [[name,
              *(figure(statistic(times[engine].values())
                       if times.get(engine) else None)
                for engine in engines),
              best_figure(ratio(times, statistic))]
             for name, times in rows]
    return table(['', *engines, f'best peer / {OURS}'], lines)


def by_words(results):
    """The best ten, by how many words the query has."""
    words = results.race['words']
    for kind in ('or', 'words', 'and', 'phrase'):
        times = results.times.get(('top10', kind), {})
        sizes = sorted({words[query] for found in times.values()
                        for query in found})
        for size in sizes:
            yield f'{KINDS[kind].split(",")[0].split(" of ")[0]}: {size}', {
                engine: {query: time for query, time in found.items()
                         if words[query] == size}
                for engine, found in times.items()}


def medians(records, values):
    """{engine: figure}: the median of what the rounds' records have."""
    found = collections.defaultdict(list)
    for record in records:
        found[record['engine']] += values(record)
    return {name: statistics.median(all_of) for name, all_of in found.items()}


def index_rows(results):
    articles, text_bytes = (results.race[name]
                            for name in ('articles', 'text_bytes'))
    by_threads = {threads: [record for record in results.records['index']
                            if record['threads'] == threads]
                  for threads in (1, 2)}
    alone = by_threads[1]
    yield 'indexing, µs of CPU an article', medians(
        alone, lambda record: [record['cpu_s'] * 1e6 / articles])
    yield 'indexing and one segment, µs of CPU an article', medians(
        alone, lambda record: [record['merged_cpu_s'] * 1e6 / articles])
    yield 'indexing, peak memory, MiB', medians(
        alone, lambda record: [record['peak_kb'] / 1024])
    for threads, records in by_threads.items():
        yield f'indexing, {threads} thread(s), seconds', medians(
            records, lambda record: [record['wall_s']])
    yield 'index, bytes a byte of text', medians(
        [record for record in alone
         if ENGINES[record['engine']].has_positions],
        lambda record: [record['bytes'] / text_bytes])


def plain_rows(results):
    """(name, {engine: figure}) of all that is not a search."""
    yield from index_rows(results)
    added = results.records['add']
    yield 'one article added, ms (median)', medians(
        added, lambda record: record['ms'])
    yield 'one article added, ms (mean)', medians(
        added, lambda record: [mean(record['ms'])])
    yield '1,000 articles replaced, ms', medians(
        results.records['update'], lambda record: [record['ms']])
    for what, name in (('wall_ms', 'elapsed'), ('cpu_ms', 'CPU')):
        yield f'a process for one answer, ms ({name})', medians(
            results.records['cold'], lambda record, of=what: [record[of]])
    yield 'own memory after searching, MiB', {
        record['engine']: record['own_kb'] / 1024
        for record in results.records['search']}


def plain_ratio(values):
    peers = {name: value for name, value in values.items()
             if name in ENGINES and name != OURS}
    if OURS not in values or not peers or values[OURS] <= 0:
        return None
    best = min(peers, key=peers.get)
    return peers[best] / values[OURS], best


def plain_table(results):
    engines = results.engines()
    lines = [[name, *(figure(values.get(engine)) for engine in engines),
              best_figure(plain_ratio(values))]
             for name, values in plain_rows(results) if values]
    return table(['', *engines, f'best peer / {OURS}'], lines)


def agreement(results):
    lines = []
    for record in results.records['agree'][-1:]:
        same = [f'{KINDS[kind]} {record["same"].get(kind, 0)} of {count}'
                for kind, count in record['queries'].items()]
        lines.append('The same best ten as Lucene with our stop words, up to '
                     'ties: ' + ', '.join(same) + '.')
        if record['differing']:
            lines.append('Not the same: ' +
                         '; '.join(record['differing'][:NAMED]) + '.')
    for engine in results.engines():
        both = [query for name, query in results.totals
                if name == engine and (OURS, query) in results.totals]
        same = sum(results.totals[engine, query] == results.totals[OURS, query]
                   for query in both)
        if engine != OURS and both:
            lines.append(f'The same count as {engine}: {same} of {len(both)} '
                         'queries, questions as typed and prefixes apart.')
    rows = dict(plain_rows(results))
    elapsed, cpu = (rows[f'a process for one answer, ms ({name})']
                    for name in ('elapsed', 'CPU'))
    for name in ('true', 'trawl search'):
        if name in elapsed:
            lines.append(f'A process for one answer, `{name}`: '
                         f'{elapsed[name]:.2f} ms, of it CPU '
                         f'{cpu[name]:.2f} ms.')
    return '\n'.join(f'- {line}' for line in lines)


def nature(race):
    """Generated text flatters some: so it is said which it is."""
    return ('real articles out of documentation packages'
            if race['corpus'].startswith('real') else
            'articles made after real ones')


def reached(results):
    """(what, found, goal, met) of each goal that was measured."""
    statistics_named = {'mean': mean, 'p99': p99}
    return list(goals(
        results, lambda times, name: ratio(times, statistics_named[name]),
        [(name, values) for name, values in plain_rows(results) if values],
        lambda mode, kind: f'{KINDS[kind]}, {MODE_NAMES[mode]}'))


def goals_table(results):
    found = reached(results)
    lines = [[what, value, goal, 'yes' if met else '**no**']
             for what, value, goal, met in found]
    met = sum(met for _, _, _, met in found)
    return (f'{met} of {len(found)} met; those of searches are for a million '
            'articles, or for 50,000.\n\n' +
            table(['', 'found', 'goal', 'met'], lines))


def rounds(results):
    """How often all was measured."""
    names = {'index': 'indexing', 'search': 'searches', 'add': 'changes'}
    told = []
    for kind, name in names.items():
        times = collections.Counter(
            (record['engine'], record.get('threads'))
            for record in results.records[kind])
        if times:
            told.append(f'{max(times.values())} of {name}')
    return 'rounds: ' + ', '.join(told)


def markdown(results):
    race = results.race
    loads = [record['load'] for record in results.records['search']]
    rows = [(f'{KINDS[kind]}, {MODE_NAMES[mode]}', results.times[mode, kind])
            for mode, kind in results.rows()]
    top10 = [(KINDS[kind], results.times[mode, kind])
             for mode, kind in results.rows() if mode == 'top10']
    told = [f'{name} {version}' for name, version in race['versions'].items()]
    notes = [f'- {name}: {ENGINES[name].note}.' for name in results.engines()
             if ENGINES[name].note]
    return '\n\n'.join([
        f'# {race["articles"]:,} articles',
        f'{race["date"]}; {race["machine"]}; '
        f'load {min(loads, default=0):.1f}–{max(loads, default=0):.1f}; '
        f'{rounds(results)}.',
        f'{", ".join(told)}.',
        f'Corpus {race["corpus"]}, {nature(race)}: '
        f'{race["text_bytes"] / 1e6:.1f} MB of text, '
        f'sha256 {race["corpus_sha256"][:16]}; queries sha256 '
        f'{race["queries_sha256"][:16]}.',
        '## Goals', goals_table(results),
        '## Searching: mean CPU time of a query, µs',
        query_table(results, rows, mean),
        '## Best 10: median, µs', query_table(results, top10,
                                              statistics.median),
        '## Best 10: 99th percentile, µs', query_table(results, top10, p99),
        '## Best 10, by the number of words: mean, µs',
        query_table(results, list(by_words(results)), mean),
        '## The rest', plain_table(results),
        '## Are the answers the same?', agreement(results),
        '## Notes', '\n'.join(notes)]) + '\n'


def figures(results):
    """What other scripts need: means and ratios."""
    return {
        'race': {name: value for name, value in results.race.items()
                 if name != 'words'},
        'search': [{
            'mode': mode, 'kind': kind,
            'mean_us': {engine: round(mean(found.values()), 2)
                        for engine, found in results.times[mode, kind].items()},
            'p99_us': {engine: round(p99(found.values()), 2)
                       for engine, found in results.times[mode, kind].items()},
            'ratio': ratio(results.times[mode, kind], mean),
            'p99_ratio': ratio(results.times[mode, kind], p99)}
            for mode, kind in results.rows()],
        'goals': [{'what': what, 'found': value, 'goal': goal, 'met': met}
                  for what, value, goal, met in reached(results)],
        'rest': [{'what': name, 'values': values,
                  'ratio': plain_ratio(values)}
                 for name, values in plain_rows(results) if values]}


def bar(results, kind):
    times = results.times['top10', kind]
    best = ratio(times, mean)
    return (KINDS[kind],
            {engine: mean(found.values()) for engine, found in times.items()},
            best and best[0])


def write(records, path):
    results = Results(records)
    bars = [bar(results, kind) for mode, kind in results.rows()
            if mode == 'top10']
    title = (f'Best 10 of {results.race["articles"]:,} articles: '
             'mean CPU time of a query')
    for ending, text in (
            ('md', markdown(results)),
            ('json', json.dumps(figures(results), indent=1) + '\n'),
            ('svg', picture(title, bars, results.engines()))):
        with open(f'{path}.{ending}', 'w', encoding='utf-8') as file:
            file.write(text)
    print(f'{path}.md')


if __name__ == '__main__':
    write(*sys.argv[1:3])
