# SPDX-License-Identifier: MIT
"""The extractors that score.py holds side by side: each a function of a page's
bytes and address that gives title, author, date and text."""
import time
from importlib.metadata import version

import readability
import trafilatura
from html_text import extract_text
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree


def by_trafilatura(page, url):
    found = trafilatura.bare_extraction(
        page, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return {}
    return {'title': found.title, 'author': found.author, 'date': found.date,
            'text': found.text}


def by_readability(page, url):
    document = readability.Document(page, url=url)
    text = extract_text(document.summary(html_partial=True))
    author = document.author()
    return {'title': document.short_title(), 'text': text,
            'author': None if author == '[no-author]' else author}


def by_resiliparse(page, _url):
    tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page)))
    return {'title': tree.title, 'text': extract_plain_text(
        tree, main_content=True, alt_texts=False, list_bullets=False)}


PEERS = {
    'trafilatura': by_trafilatura,
    'readability-lxml': by_readability,
    'resiliparse': by_resiliparse}


def versions():
    return {name: version(name) for name in PEERS}


def run(name, path, url):
    """The fields found and the CPU seconds they took; a page that an extractor
    gives up on has none."""
    with open(path, 'rb') as file:
        page = file.read()
    start = time.process_time()
    try:
        found = PEERS[name](page, url)
    except Exception as fault:  # each has kinds of its own
        found = {'fault': repr(fault)[:200]}
    return found, time.process_time() - start
