# SPDX-License-Identifier: MIT
"""drive.py: what the drivers of the engines in Python share."""
import json
import resource
import sys
import time

LIMITS = {'top10': 10, 'top100': 100, 'top1000': 1000}


def texts(path):
    """(id, text) of each article of a corpus."""
    with open(path, 'rb') as file:
        for line in file:
            article = json.loads(line)
            yield article['id'], article['text']


def peak_kb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def own_kb():
    with open('/proc/self/status', encoding='ascii') as file:
        for line in file:
            if line.startswith('RssAnon:'):
                return int(line.split()[1])
    return 0


def index(create, merge):
    """index FOLDER CORPUS THREADS; `create` returns the number of articles."""
    folder, corpus, threads = sys.argv[2:5]
    start = time.time()
    count = create(folder, corpus, int(threads))
    wall, cpu = time.time() - start, time.process_time()
    merge(folder)
    print(json.dumps({
        'articles': count, 'wall_s': round(wall, 3), 'cpu_s': round(cpu, 3),
        'merged_wall_s': round(time.time() - start, 3),
        'merged_cpu_s': round(time.process_time(), 3), 'peak_kb': peak_kb()}))


def timed(search):
    wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
    search()
    return time.perf_counter_ns() - wall, time.thread_time_ns() - cpu


def bench(prepare):
    """bench FOLDER QUERIES MODES STRIDE RUNS; `prepare` takes the folder and
    a limit and returns a function from (type, words) to a search, or None."""
    folder, queries, modes, stride, runs = sys.argv[2:7]
    with open(queries, encoding='ascii') as file:
        lines = [line.rstrip('\n').split('\t') for line in file]
    for mode in modes.split(','):
        if mode not in LIMITS:
            continue
        searches = prepare(folder, LIMITS[mode])
        for number, (kind, words) in enumerate(lines):
            search = searches(kind, words)
            if number % int(stride) or search is None:
                continue
            timed(search)
            times = [timed(search) for _ in range(int(runs))]
            print(mode, kind, number, min(wall for wall, _ in times),
                  min(cpu for _, cpu in times), -1, sep='\t')
    print('#peak_kb', peak_kb(), sep='\t')
    print('#own_kb', own_kb(), sep='\t')
