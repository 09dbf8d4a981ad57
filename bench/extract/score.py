#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scores trawl's extraction beside other extractors, on the same pages in one
run, and fails if trawl is below its last committed score.

  make bench-extract                 in the build folder; or
  score.py BUILD [--out FOLDER] [--sets NAME,...] [--no-peers]

The pages are those of TRAWL_SHARED/data/extraction, by whose score.py they
are scored; without it there is nothing to do. What the trees learned from is
told by trees that saw no page of its site: five programs are linked, each
with trees trained on four fifths of the sites. See README.md."""
import argparse
import datetime
import hashlib
import importlib.util
import json
import os
import platform
import re
import subprocess
import sys

import fields

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
SETS = ('aed421', 'wcxb-dev', 'mozread', 'traf990', 'htmldate')
PACK = 'article-dev.tar.zst'
SLACK = 0.0006                  # figures are rounded to thousandths
GOOD = ('F1', 'P', 'R', 'exact', 'snippets', 'title', 'title overlap',
        'author', 'author overlap', 'date', 'date given')


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument('build', help='folder that trawl was built in')
    parser.add_argument('--out', metavar='FOLDER', help=(
        'for DATE-extract-COMMIT.md and .json; default: bench/results'))
    parser.add_argument('--sets', default=','.join(SETS))
    parser.add_argument('--no-peers', action='store_true')
    return parser.parse_args()


def load_module(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def unpack(shared, work):
    """The folder of pages, from the pack unless that is done."""
    folder = os.path.join(work, 'sets')
    done = os.path.join(folder, 'done')
    if not os.path.exists(done):
        os.makedirs(folder, exist_ok=True)
        subprocess.run(['tar', '--zstd', '-xf', os.path.join(shared, PACK),
                        '-C', folder], check=True)
        open(done, 'w').close()
    return folder


def link(build, work, name, forests):
    """The program fields, with these trees in place of those shipped."""
    objects = []
    source = os.path.dirname(os.path.dirname(HERE))
    for path in forests:
        objects.append(path[:-2] + '.o')
        subprocess.run(
            ['cc', '-O2', '-I' + os.path.join(source, 'lib'),
             '-I' + os.path.join(source, 'include'),
             '-c', path, '-o', objects[-1]], check=True)
    program = os.path.join(build, 'bench', 'extract', 'fields')
    if os.path.exists(program):
        os.remove(program)
    subprocess.run(['make', '-s', '-C', build, 'bench/extract/fields',
                    'FOREST=' + ' '.join(objects)], check=True,
                   stdout=subprocess.DEVNULL)
    target = os.path.join(work, name)
    os.replace(program, target)
    return target


def forests_of_folds(build, work, folder):
    """Trees for each fold, and the fold of each site. Kept for the next run,
    if the numbers they are made of stay the same."""
    import train
    blocks = os.path.join(build, 'bench', 'extract', 'blocks')
    subprocess.run(['make', '-s', '-C', build, 'bench/extract/blocks'],
                   check=True, stdout=subprocess.DEVNULL)
    files = [[] for _ in range(train.FOLDS)]
    for kind in ('html', 'text'):
        pages = train.load_all(blocks, folder, kind)
        key = hashlib.sha256(open(train.__file__, 'rb').read())
        for page in pages:
            key.update(page['rows'].tobytes())
        fold = train.folds(pages)
        for i in range(train.FOLDS):
            path = os.path.join(
                work, f'{kind}-{i}-{key.hexdigest()[:12]}.c')
            files[i].append(path)
            if os.path.exists(path):
                continue
            with open(path + '.new', 'w') as file:
                train.table([page for page in pages
                             if fold[train.domain(page)] != i], kind, file)
            os.replace(path + '.new', path)
    return files, fold, train


class Runs:
    """All extractors on all pages of a set, in turn for each page."""

    def __init__(self, build, work, folder, peers):
        files, self.fold, self.train = forests_of_folds(build, work, folder)
        self.work = work
        self.folder = folder
        self.peers = peers
        self.programs = [fields.Trawl(link(build, work, f'fields-{i}', paths))
                         for i, paths in enumerate(files)]
        self.shipped = fields.Trawl(link(build, work, 'fields', []))

    def of_fold(self, name, page):
        if name not in self.train.SETS:
            return self.shipped
        return self.programs[self.fold.get(self.train.domain(page), 0)]

    def ways(self, name, page, path, text):
        """Each extractor and how it is asked for the page."""
        url = page.get('url')
        trawl = self.of_fold(name, page)
        return [
            ('trawl', lambda: trawl.run('html', path, url)),
            ('trawl, shipped', lambda: self.shipped.run('html', path, url)),
            ('trawl, of text', lambda: trawl.run('text', text, url))
        ] + [(peer, lambda peer=peer: self.peers.run(peer, path, url))
             for peer in self.peers.PEERS]

    def run(self, name):
        """Writes what each extractor found; the seconds each took."""
        with open(os.path.join(self.folder, 'truth-dev',
                               name + '.ndjson')) as file:
            pages = [json.loads(line) for line in file]
        paths = [os.path.join(self.folder, name, 'html', page['id'] + '.html')
                 for page in pages]
        flat = os.path.join(self.work, 'text', name)
        os.makedirs(flat, exist_ok=True)
        texts = self.train.flatten_pages(paths, flat)
        seconds = {}
        outputs = {}
        for i, page in enumerate(pages):
            ways = self.ways(name, page, paths[i], texts[i])
            turn = i % len(ways)
            for way, ask in ways[turn:] + ways[:turn]:
                found, took = ask()
                seconds[way] = seconds.get(way, 0) + took
                outputs.setdefault(way, []).append(
                    {'id': page['id'], **found})
        for way, lines in outputs.items():
            with open(output(self.work, name, way), 'w') as file:
                for line in lines:
                    file.write(json.dumps(line) + '\n')
        return {way: len(pages) / took for way, took in seconds.items()}


def output(work, name, way):
    return os.path.join(work, f'{name}.{re.sub("[^a-z]+", "-", way)}.ndjson')


def figures(score):
    """The numbers among what score.py says, by name."""
    kept = {key: score[key] for key in ('pages', 'F1', 'P', 'R', 'exact')
            if key in score}
    if 'snippets' in score:
        kept['snippets'] = float(score['snippets'].split()[-1])
    for key, names in (('title', ('title', 'title overlap')),
                       ('author', ('author', 'author overlap')),
                       ('date', ('date', 'date given'))):
        numbers = re.findall(r'(?:^| )([01]\.\d+)', score[key].split(';')[0])
        kept.update(zip(names, map(float, numbers)))
    return kept


def table(result):
    """The lines of the table, a set and an extractor a line."""
    columns = GOOD + ('pages a CPU second',)
    lines = ['| set | by | ' + ' | '.join(columns) + ' |',
             '|---|---|' + '---:|' * len(columns)]
    for name, ways in result['sets'].items():
        for way, got in ways.items():
            cells = [f'{got[key]:.3f}' if key in got else '–' for key in GOOD]
            lines.append(f'| {name} ({got["pages"]}) | {way} | '
                         + ' | '.join(cells)
                         + f' | {got["speed"]:.0f} |')
    return lines


def report(result):
    machine = result['machine']
    versions = ', '.join(f'{name} {version}' for name, version
                         in result['versions'].items())
    return '\n'.join([
        '# Pages into articles', '',
        f'{result["date"]}; trawl {result["commit"]}; {versions}; {machine}; '
        f'load {result["load"]:.1f}.', '',
        '`make bench-extract` made this. F1, P and R are of runs of four '
        'words, means of pages; snippets the F1 of given pieces of text that '
        'must and must not be there; title, author and date as the share of '
        'pages that have one where it is told equal (date: to the day), and '
        'overlapping, or given at all.', '',
        '*trawl* on aed421, wcxb-dev and mozread: the body told by trees that '
        'saw no page of the same site (five folds). *trawl, shipped*: by the '
        'trees that are shipped, which learned from these very pages: no '
        'score, but that of pages known before; on traf990 and htmldate, '
        'which no tree saw, both are the same. *trawl, of text*: from the '
        "page's text without markup, out of fold likewise. Which source of "
        'title, author and date is believed was counted on aed421 and '
        'wcxb-dev; these figures are of the same pages. traf990 is the set '
        'trafilatura is tuned on.', '',
        *table(result), '']) + '\n'


def newest(folder):
    """The last committed result, or None."""
    found = []
    for name in os.listdir(folder):
        if re.fullmatch(r'[\d-]+-extract-\w+\.json', name):
            with open(os.path.join(folder, name)) as file:
                found.append((json.load(file), name))
    return max(found, key=lambda pair: pair[0]['time'], default=(None, None))


def falls(result, before):
    """What trawl does worse now than before, a line each."""
    for name, ways in result['sets'].items():
        for way in ('trawl', 'trawl, of text'):
            old = before['sets'].get(name, {}).get(way, {})
            for key in GOOD:
                if key not in old or key == 'date given':
                    continue
                if ways[way].get(key, 0) < old[key] - SLACK:
                    yield (f'{name}: {way}: {key} {ways[way].get(key, 0):.3f},'
                           f' was {old[key]:.3f}')


def commit_of(source):
    def git(*command):
        return subprocess.run(['git', '-C', source, *command],
                              capture_output=True, text=True).stdout.strip()
    dirty = git('status', '--porcelain', '--untracked-files=no')
    return git('rev-parse', '--short', 'HEAD') + ('-changed' if dirty else '')


def main():
    options = arguments()
    shared = os.path.join(os.environ.get('TRAWL_SHARED', ''),
                          'data', 'extraction')
    if not os.environ.get('TRAWL_SHARED') or not os.path.exists(
            os.path.join(shared, PACK)):
        print('score.py: skipped: no data/extraction in TRAWL_SHARED')
        return SKIPPED
    sys.path.insert(0, HERE)
    import peers
    if options.no_peers:
        peers.PEERS.clear()
    scorer = load_module('scorer', os.path.join(shared, 'score.py'))
    build = os.path.abspath(options.build)
    work = os.path.join(build, 'bench', 'extract', 'score')
    os.makedirs(work, exist_ok=True)
    folder = unpack(shared, work)
    runs = Runs(build, work, folder, peers)
    now = datetime.datetime.now()
    source = os.path.dirname(os.path.dirname(HERE))
    result = {
        'v': 1, 'date': f'{now:%Y-%m-%d}', 'time': now.isoformat(),
        'commit': commit_of(source), 'load': os.getloadavg()[0],
        'machine': f'{platform.machine()}, {os.cpu_count()} cores, '
                   f'Linux {platform.release()}',
        'versions': peers.versions(), 'sets': {}}
    for name in options.sets.split(','):
        truth = os.path.join(folder, 'truth-dev', name + '.ndjson')
        speeds = runs.run(name)
        result['sets'][name] = {
            way: {**figures(scorer.score(truth, output(work, name, way))),
                  'speed': speed} for way, speed in speeds.items()}
        print(*table({'sets': {name: result['sets'][name]}}), sep='\n',
              flush=True)
    results = os.path.join(source, 'bench', 'results')
    before, known = newest(results)
    out = os.path.join(options.out or results,
                       f'{result["date"]}-extract-{result["commit"]}')
    with open(out + '.md', 'w') as file:
        file.write(report(result))
    with open(out + '.json', 'w') as file:
        json.dump(result, file, indent='\t')
        file.write('\n')
    worse = list(falls(result, before)) if before else []
    for line in worse:
        print(f'worse than {known}: {line}')
    return 1 if worse else 0


if __name__ == '__main__':
    sys.exit(main())
