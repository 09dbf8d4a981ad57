# SPDX-License-Identifier: MIT
"""measure.py: runs the drivers and keeps what they tell, a record a line."""
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import time

from engines import ENGINES
from prepare import build_unchecked, say

MODES = ('top10', 'top10_count', 'top100', 'top1000', 'scored', 'filtered',
         'by_date')
RUNS = 3                        # of a query in one round
COLD_QUERIES = 25
ADDED = 50
REPLACED = 1000
CHECK_RUNS = 5                  # of each query, with checks and without
CHURN_MOST = 50000              # articles of a corpus that is churned
CHURN_COMMITS = 200
BUSY_SECONDS = 15


class Race:
    def __init__(self, place, corpus, queries, names, folder):
        self.place = place
        self.corpus = corpus
        self.queries = queries
        self.names = names
        self.folder = folder
        self.log = os.path.join(folder, 'drivers.log')
        self.records = os.path.join(folder, 'records.ndjson')
        os.makedirs(os.path.join(folder, 'index'), exist_ok=True)
        with open(corpus, 'rb') as file:
            self.articles = sum(1 for _ in file)

    def keep(self, kind, **values):
        values = {'kind': kind, 'load': os.getloadavg()[0], **values}
        with open(self.records, 'a', encoding='ascii') as file:
            file.write(json.dumps(values) + '\n')

    def run(self, engine, *args, **environment):
        """What the driver prints; None if it failed."""
        command = [*self.place.command(engine), *map(str, args)]
        with open(self.log, 'a', encoding='utf-8') as log:
            print('$', *command, file=log, flush=True)
            done = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=log, text=True,
                env=dict(os.environ, **environment))
        if done.returncode == 0:
            return done.stdout
        say(f'{engine.name} failed: {args[0]}; see {self.log}')
        return None

    def index_of(self, engine):
        return os.path.join(self.folder, 'index', engine.index_name)

    def indexed(self):
        """The engines that have an index, in turn."""
        return [ENGINES[name] for name in self.names
                if os.path.exists(self.index_of(ENGINES[name]))]

    def index(self, rounds):
        for number in range(rounds):
            for name in self.names:
                engine = ENGINES[name]
                if engine.index_of or self.articles > engine.largest:
                    continue
                for threads in sorted(engine.threads, reverse=True):
                    self.index_once(engine, number, threads)

    def index_once(self, engine, number, threads):
        """The index of one thread comes last and is kept for the queries. What
        was written before is on the disk when it begins."""
        say(f'indexing: round {number + 1}, {engine.name}, '
            f'{threads} thread(s)')
        folder = self.index_of(engine)
        shutil.rmtree(folder, ignore_errors=True)
        os.sync()
        told = self.run(engine, 'index', folder, self.corpus, threads)
        if told is None:
            shutil.rmtree(folder, ignore_errors=True)
            return
        last = [line for line in told.splitlines() if line.startswith('{')][-1]
        self.keep('index', engine=engine.name, threads=threads,
                  bytes=size_of(folder), **json.loads(last))

    def search(self, rounds, modes=MODES):
        """All engines in turn, so that what the machine does otherwise
        strikes them alike."""
        for number in range(rounds):
            for engine in self.indexed():
                say(f'searching: round {number + 1}, {engine.name}')
                told = self.run(
                    engine, 'bench', self.index_of(engine), self.queries,
                    ','.join(modes), engine.stride(self.articles), RUNS,
                    *engine.extra)
                if told is not None:
                    self.keep_times(engine, number, told)

    def keep_times(self, engine, number, told):
        lines = [line.split('\t') for line in told.splitlines()]
        times, notes = [], {}
        floor = (0, 0)
        for line in lines:
            if line[0] == '#floor':
                floor = (int(line[1]), int(line[2]))
            elif line[0].startswith('#'):
                notes[line[0][1:]] = int(line[1])
            elif len(line) == 6:
                mode, kind, query, wall, cpu, total = line
                times.append((mode, kind, int(query), int(wall) - floor[0],
                              int(cpu) - floor[1], int(total)))
        self.keep('search', engine=engine.name, round=number, times=times,
                  **notes)

    def sample(self, count, kinds):
        with open(self.queries, encoding='ascii') as file:
            lines = [line.rstrip('\n').split('\t') for line in file]
        lines = [line for line in lines if line[0] in kinds]
        return random.Random(1).sample(lines, min(count, len(lines)))

    def cold(self):
        """A process that starts, answers one query and ends."""
        commands = {'true': lambda kind, text: ['/bin/true']}
        for engine in self.indexed():
            if engine.target != 'python':
                commands[engine.name] = self.cold_command(engine)
        program = f'{self.place.root}/bin/trawl'
        if 'trawl' in commands and os.path.exists(program):
            file = f'{self.index_of(ENGINES["trawl"])}/articles.trawl'
            commands['trawl search'] = lambda kind, text: [
                program, 'search', '-i', file, text]
        times = {name: [] for name in commands}
        for kind, text in self.sample(COLD_QUERIES, ('term', 'words')):
            for name, command in commands.items():
                times[name].append(best_of_three(command(kind, text)))
        for name, found in times.items():
            self.keep('cold', engine=name,
                      wall_ms=statistics.median(wall for wall, _ in found),
                      cpu_ms=statistics.median(cpu for _, cpu in found))

    def cold_command(self, engine):
        return lambda kind, text: [
            *self.place.command(engine, is_cold=True), 'one',
            self.index_of(engine), kind, text]

    def change(self, rounds):
        new = os.path.join(self.folder, 'new.ndjson')
        other = os.path.join(self.folder, 'other.ndjson')
        self.write_changes(new, other)
        for number in range(rounds):
            for engine in self.indexed():
                if engine.changes and not engine.index_of:
                    say(f'changing: round {number + 1}, {engine.name}')
                    self.change_once(engine, new, other)

    def change_once(self, engine, new, other):
        """Articles added one by one, and many replaced in one commit by other
        text, in a copy of the index that the disk has already."""
        copy = self.copy_of(engine)
        told = self.run(engine, 'add', copy, new, ADDED)
        if told:
            self.keep('add', engine=engine.name,
                      ms=[int(line) / 1e6 for line in told.split()])
        os.sync()
        told = self.run(engine, 'update', copy, other,
                        min(REPLACED, self.articles))
        if told:
            self.keep('update', engine=engine.name,
                      ms=int(told.split()[0]) / 1e6)
        shutil.rmtree(copy)

    def copy_of(self, engine):
        copy = os.path.join(self.folder, 'index', 'copy')
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.index_of(engine), copy)
        os.sync()
        return copy

    def write_changes(self, new, other):
        with open(self.corpus, encoding='ascii') as source:
            lines = [source.readline() for _ in range(REPLACED + 1)]
        articles = [json.loads(line) for line in lines if line]
        with open(new, 'w', encoding='ascii') as file:
            for article in articles[:ADDED]:
                added = dict(article, id='new-' + article['id'])
                file.write(json.dumps(added) + '\n')
        with open(other, 'w', encoding='ascii') as file:
            for article, following in zip(articles, articles[1:]):
                changed = dict(following, id=article['id'])
                file.write(json.dumps(changed) + '\n')

    def checks(self):
        """What checksums, and the validation of pages, cost trawl: the same
        queries by a library without them."""
        engine = ENGINES['trawl']
        without = {'LD_PRELOAD': build_unchecked(self.place)}
        say('searching without checks')
        for number in range(CHECK_RUNS):
            for name, library in (('with', {}), ('without', without)):
                told = self.run(engine, 'bench', self.index_of(engine),
                                self.queries, 'top10', 1, RUNS, **library)
                cold = [self.run(engine, 'one', self.index_of(engine), kind,
                                 text, **library)
                        for kind, text in self.sample(COLD_QUERIES,
                                                      ('term', 'words'))]
                self.keep(
                    'checks', library=name, round=number,
                    warm_us=[int(line.split('\t')[4]) / 1e3
                             for line in told.splitlines() if line[0] != '#'],
                    cold_us=[int(one.split('#cpu')[1].split()[0]) / 1e3
                             for one in cold])

    def life(self):
        """How large trawl's file becomes under changes, and how long queries
        take while another process indexes: by the programs in bench/."""
        programs = f'{self.place.trawl}/bench'
        if self.articles <= CHURN_MOST:
            say('churning')
            file = os.path.join(self.folder, 'index', 'churn')
            os.makedirs(file, exist_ok=True)
            told = self.tell([f'{programs}/churn', '-n', CHURN_COMMITS,
                              f'{file}/articles.trawl', self.corpus])
            self.keep('churn', lines=told.splitlines(),
                      most=float(re.search(r'At most ([0-9.]+)',
                                           told).group(1)))
            shutil.rmtree(file)
        say('searching while another process indexes')
        copy = self.copy_of(ENGINES['trawl'])
        with open(self.queries, encoding='ascii') as file:
            told = self.tell([f'{programs}/busy', '-t', BUSY_SECONDS,
                              f'{copy}/articles.trawl', self.corpus], file)
        found = re.findall(r'^(clock|cpu) +(\S+) +(\S+) +(\S+) +(\S+)$', told,
                           re.M)
        self.keep('busy', lines=told.splitlines(), times={
            f'{clock} {place}': [float(quiet), float(busy), float(ratio)]
            for clock, place, quiet, busy, ratio in found})
        shutil.rmtree(copy)

    def tell(self, command, stdin=subprocess.DEVNULL):
        with open(self.log, 'a', encoding='utf-8') as log:
            print('$', *command, file=log, flush=True)
            return subprocess.run(
                list(map(str, command)), stdin=stdin, stdout=subprocess.PIPE,
                stderr=log, text=True, check=True).stdout


def size_of(folder):
    return sum(os.path.getsize(os.path.join(where, name))
               for where, _, names in os.walk(folder) for name in names)


def best_of_three(command):
    """Milliseconds of wall and of CPU."""
    walls, cpus = [], []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        walls.append(1e3 * (time.perf_counter() - start))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpus.append(1e3 * (after.ru_utime - before.ru_utime +
                           after.ru_stime - before.ru_stime))
    return min(walls), min(cpus)
