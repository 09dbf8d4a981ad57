#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes pages of 16 MiB that are hard on a parser, one kind after another, and
shows how long each takes from HTML to fields; fails if one takes over two
seconds of CPU. Most end in a refusal, as no page has so many tags.

  hard.py FIELDS      the program bench/extract/fields"""
import itertools
import os
import sys
import tempfile

import fields

SIZE = 16 << 20
MOST = 2.0                      # seconds of CPU
HEAD = b'<!doctype html><title>Lamps</title><h1>Lamps</h1>'
SENTENCE = (b'The council has put up new lamps on Tern Street, '
            b'and it will pay for them. ')

# What stands once, and what again and again behind it: bytes, or a function
# of how many there are already.
KINDS = {
    'one text': (HEAD + b'<p>', SENTENCE),
    'one word': (HEAD + b'<p>', b'a'),
    'lines': (HEAD + b'<pre>', b'x\n'),
    'spaces': (HEAD + b'<p>', b' '),
    'paragraphs': (HEAD, b'<p>' + SENTENCE),
    'short paragraphs': (HEAD, b'<p>x</p>'),
    '50,000 nested divs': (HEAD + b'<div>' * 50000, b'text '),
    'nested divs': (HEAD, b'<div>'),
    'nested tables': (HEAD, b'<table><tr><td>'),
    'unclosed formatting': (HEAD, b'<b><i><p>'),
    'misnested formatting': (HEAD, b'<a><b><p>x'),
    'entities': (HEAD + b'<p>', b'&amp;'),
    'unknown entities': (HEAD + b'<p>', b'&notanentity'),
    'ampersands': (HEAD, b'& '),
    'less-than signs': (HEAD, b'<'),
    'attributes': (HEAD + b'<div ', lambda i: b'a%d=%d ' % (i, i)),
    'one attribute': (HEAD + b'<div class="', b'article-body sidebar '),
    'classes': (HEAD, b'<div class="article-body comment">x y</div>'),
    'a long table': (HEAD + b'<table>', b'<tr><td>a cell<td>12</tr>'),
    'text out of tables': (HEAD + b'<table>', b'x<div>y'),
    'a million links': (HEAD, lambda i: b'<a href=%d>l</a> ' % i),
    'a menu': (HEAD + b'<ul>', b'<li><a href=/a>menu item</a></li>'),
    'a comment': (HEAD + b'<!--', b'x - '),
    'a script': (HEAD + b'<script>', b'var a="<p>b</p>";'),
    'a long JSON-LD': (
        HEAD + b'<script type=application/ld+json>[',
        b'{"@type":"Article","datePublished":"2020-05-03"},'),
    'a deep JSON-LD': (HEAD + b'<script type=application/ld+json>{"a":',
                       b'['),
    'metadata': (HEAD, b'<meta name=author content="Ann Lee">'
                       b'<meta name=date content=2020-05-03>'),
    'names in one tag': (HEAD + b'<meta name=author content="', b'Ann Lee, '),
    'dates': (HEAD + b'<p>', b'3 May 2020 | '),
    'bylines': (HEAD, b'<p>By Ann Lee, 3 May 2020</p>'),
    'times': (HEAD, b'<time datetime=2020-05-03>x</time>'),
    'headings': (HEAD, b'<h1>Lamps</h1>'),
    'titles': (b'', b'<title>a | b - c : d'),
    'one title': (b'<title>', b'a | b - c : '),
    'line breaks': (HEAD + b'<p>', b'x<br>'),
    'NULs': (HEAD + b'<p>', b'\0a'),
    'bytes that are no UTF-8': (HEAD + b'<p>', b'\xc0\x80\xed\xa0\x80 '),
    'Japanese': (HEAD + b'<p>', '灯火通りの議会は新しい灯りをつけた。'.encode()),
    'options': (HEAD + b'<select>', b'<option>x'),
    'foreign elements': (HEAD + b'<svg>', b'<g>'),
}


def page(head, unit):
    if isinstance(unit, bytes):
        return (head + unit * (SIZE // len(unit)))[:SIZE]
    parts, size = [head], len(head)
    for i in itertools.count():
        parts.append(unit(i))
        size += len(parts[-1])
        if size >= SIZE:
            return b''.join(parts)[:SIZE]


def main():
    program = sys.argv[1]
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'page.html')
        for name, (head, unit) in KINDS.items():
            with open(path, 'wb') as file:
                file.write(page(head, unit))
            trawl = fields.Trawl(program)
            # The least of two: the machine may have been busy elsewhere.
            found, seconds = min((trawl.run('html', path, '')
                                  for _ in range(2)), key=lambda run: run[1])
            trawl.close()
            print(f'{name:24} {seconds:5.2f} s  '
                  f'{len(found["text"])} characters of text', flush=True)
            if seconds > MOST:
                slow.append(name)
    for name in slow:
        print(f'over {MOST} s of CPU: {name}')
    return 1 if slow else 0


if __name__ == '__main__':
    sys.exit(main())
