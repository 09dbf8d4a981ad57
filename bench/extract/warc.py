#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Streams crawls of 50 MB and of 1 GB through `trawl extract`, and shows how
long it takes and the memory it needs; fails if the large one needs more memory,
or more than 1.5 times as long for each byte. Nothing is written to the disk.

  warc.py TRAWL       the program"""
import os
import random
import subprocess
import sys

SIZES = (50_000_000, 1_000_000_000)
PICTURE = random.Random(2).randbytes(200_000)
MENU = ''.join(f'<li><a href=/{i}>menu item {i}</a></li>' for i in range(40))
SCRIPT = 'var a = 1; ' * 1000


def record(uri, kind, content_type, block):
    head = (f'WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n'
            f'Content-Type: {content_type}\r\nContent-Length: {len(block)}'
            '\r\n\r\n')
    return head.encode() + block + b'\r\n\r\n'


def answer(content_type, body):
    return (f'HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n'
            .encode() + body)


def records(seed):
    """Requests, pages, and a picture for each fourth."""
    draw = random.Random(seed)
    words = [''.join(draw.choices('aeiourstln', k=draw.randint(2, 9)))
             for _ in range(5000)]
    http = 'application/http; msgtype='
    for number in range(1 << 30):
        uri = f'https://site{number % 50}.example/page/{number}'
        prose = ''.join('<p>' + ' '.join(draw.choices(words, k=60)) + '.'
                        for _ in range(6))
        page = (f'<title>Page {number}</title><nav><ul>{MENU}</ul></nav>'
                f'<article><h1>Page {number}</h1>{prose}</article>'
                f'<script>{SCRIPT}</script><footer>Copyright')
        yield record(uri, 'request', http + 'request', b'GET / HTTP/1.1\r\n')
        yield record(uri, 'response', http + 'response',
                     answer('text/html; charset=utf-8', page.encode()))
        if number % 4 == 0:
            yield record(uri + '.jpg', 'response', http + 'response',
                         answer('image/jpeg', PICTURE))


def run(trawl, size):
    """Seconds of CPU and KiB of memory."""
    with open(os.devnull, 'wb') as nowhere:
        process = subprocess.Popen([trawl, 'extract', '--type', 'warc', '-'],
                                   stdin=subprocess.PIPE, stdout=nowhere)
        for bytes_ in records(1):
            process.stdin.write(bytes_)
            size -= len(bytes_)
            if size <= 0:
                break
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f'{trawl} failed')
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    found = [run(sys.argv[1], size) for size in SIZES]
    for size, (seconds, memory) in zip(SIZES, found):
        print(f'{size // 1_000_000:5} MB {seconds:7.2f} s of CPU '
              f'{memory:7} KiB')
    (few_seconds, few_memory), (seconds, memory) = found
    slower = seconds / SIZES[1] > 1.5 * few_seconds / SIZES[0]
    return 1 if slower or memory > few_memory + 4096 else 0


if __name__ == '__main__':
    sys.exit(main())
