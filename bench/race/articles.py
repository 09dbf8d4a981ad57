#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Real articles out of Debian's documentation packages: a section of a page is
an article, its heading the first line.

    articles.py SET FOLDER > ARTICLES.ndjson     packages unpacked in FOLDER
    articles.py packages SET                     their names
    articles.py given FILE.ndjson > ARTICLES.ndjson     articles of one's own

The words are made such that all engines cut them alike: letters and digits of
ASCII, with a full stop, comma, colon or question mark behind some of them. So
`don't` is `dont`, `read-only` is `read only`, and `a_b(c)` is `a b c`."""
import glob
import html.parser
import json
import os
import re
import sys
import unicodedata

DOC = 'usr/share/doc'

# Package, where its pages are, and what is none of them.
PERMISSIVE = [
    ('postgresql-doc-15', 'postgresql-doc-15/html/*.html', None),
    ('sqlite3-doc', 'sqlite3/**/*.html', None),
    ('apache2-doc', 'apache2-doc/manual/en/**/*.html', None),
    ('python3.11-doc', 'python3.11/html/**/*.html', '/_|genindex'),
    ('rust-doc', 'rust-doc/html/**/*.html', '/html/(core|src|test|alloc)/'),
]
OTHERS = [
    ('linux-doc-6.1', 'linux-doc-6.1/html/**/*.html', '/translations/'),
]
SETS = {'base': PERMISSIVE, 'real': PERMISSIVE + OTHERS}

HEADINGS = ('h1', 'h2', 'h3', 'h4')
PROSE = ('p', 'li', 'dd', 'dt', 'blockquote')
SKIPPED = ('pre', 'table', 'script', 'style', 'nav', 'header', 'footer',
           'svg', 'select', 'button', 'title')
COMMON = frozenset('the of to a in is and for that it be as with on'.split())
BYTES_MIN = 200


class Sections(html.parser.HTMLParser):
    """Collects [title, text] of each section of a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.sections = [['', []]]
        self.skipped = 0
        self.in_heading = False
        self.prose = 0

    def handle_starttag(self, tag, attributes):
        if tag in SKIPPED:
            self.skipped += 1
        elif tag in HEADINGS:
            self.in_heading = True
            self.sections.append(['', []])
        elif tag in PROSE:
            self.prose += 1
            self.sections[-1][1].append('\n')

    def handle_endtag(self, tag):
        if tag in SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        elif tag in HEADINGS:
            self.in_heading = False
        elif tag in PROSE:
            self.prose = max(0, self.prose - 1)
            self.sections[-1][1].append('\n')

    def handle_data(self, data):
        if self.in_heading:
            self.sections[-1][0] += data
        elif self.prose and not self.skipped:
            self.sections[-1][1].append(re.sub(r'\s+', ' ', data))


def words(text):
    """The text with words that every engine cuts alike, a paragraph a line."""
    text = unicodedata.normalize('NFKD', text)
    text = re.sub("['\u2019]", '', text).encode('ascii', 'ignore').decode()
    text = re.sub(r'[^A-Za-z0-9.,:;?!\s]+', ' ', text)
    text = re.sub(r'[.,:;?!]+(?=[A-Za-z0-9])', ' ', text)
    text = re.sub(r'(?<![A-Za-z0-9])[.,:;?!]+', ' ', text)
    text = re.sub(r'([.,:;?!])[.,:;?!]+', r'\1', text)
    lines = (' '.join(line.split()) for line in text.split('\n'))
    return '\n'.join(line for line in lines if line)


def is_prose(text):
    """True unless it is a list of names, or in another language."""
    found = re.findall('[a-z]+', text.lower())
    return sum(word in COMMON for word in found) > 0.12 * len(found)


def documents(sources, folder):
    """The sections of all pages: (id, title, text, category)."""
    folder = os.path.join(folder, DOC)
    for package, pattern, none_of in sources:
        paths = glob.glob(os.path.join(folder, pattern), recursive=True)
        for path in sorted(paths):
            if none_of and re.search(none_of, path):
                continue
            page = Sections()
            with open(path, encoding='utf-8', errors='replace') as file:
                page.feed(file.read())
            name = os.path.relpath(path, folder)
            for i, (title, text) in enumerate(page.sections):
                title = re.sub(r'^[\d. ]+', '', title)
                yield f'{name}#{i}', title, ''.join(text), package


def given(path):
    """Articles of NDJSON lines."""
    with open(path, encoding='utf-8') as file:
        for line in file:
            article = json.loads(line)
            yield (article['id'], article.get('title', ''), article['text'],
                   article.get('category') or 'given')


def main():
    what, name = sys.argv[1:3]
    if what == 'packages':
        print(*(package for package, _, _ in SETS[name]))
        return
    found = given(name) if what == 'given' else documents(SETS[what], name)
    seen = set()
    for number, title, text, category in found:
        text = words(text)
        if len(text) < BYTES_MIN or text in seen or not is_prose(text):
            continue
        seen.add(text)
        title = words(title).replace('\n', ' ')
        print(json.dumps({'id': number, 'text': f'{title}\n{text}',
                          'category': words(category)}))


main()
