# SPDX-License-Identifier: MIT
"""race_bm25s.py: bm25s in the race: all scores made when indexing, numba
adding them up; OR alone, no positions."""
import sys

import bm25s
import Stemmer

import drive


def create(folder, corpus, threads):
    texts = [text for _, text in drive.texts(corpus)]
    tokenizer = bm25s.tokenization.Tokenizer(
        stemmer=Stemmer.Stemmer('english'), stopwords=[])
    tokens = tokenizer.tokenize(texts, return_as='tuple', show_progress=False)
    engine = bm25s.BM25(k1=1.2, b=.75, backend='numba')
    engine.index(tokens, show_progress=False)
    engine.save(folder)
    tokenizer.save_vocab(folder)
    return len(texts)


def prepare(folder, limit):
    engine = bm25s.BM25.load(folder, mmap=True)
    engine.backend = 'numba'
    engine.activate_numba_scorer()
    stemmer = Stemmer.Stemmer('english')

    def search(words):
        stems = [stem for stem in stemmer.stemWords(words.split())
                 if stem in engine.vocab_dict]
        if stems:
            engine.retrieve([stems], k=limit, show_progress=False,
                            n_threads=0)

    def searches(kind, words):
        if kind in ('and', 'phrase', 'prefix'):
            return None
        return lambda: search(words)

    return searches


def main():
    if sys.argv[1] == 'index':
        drive.index(create, lambda folder: None)
    elif sys.argv[1] == 'bench':
        drive.bench(prepare)


main()
