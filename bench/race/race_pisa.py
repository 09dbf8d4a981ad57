# SPDX-License-Identifier: MIT
"""race_pisa.py: PISA in the race, through pyterrier-pisa; no positions, no
stored text. A query is one call of the compiled retrieve(); the cost of the
call itself is that of a query for an unknown word, which is taken off."""
import sys
import warnings

import drive

warnings.filterwarnings('ignore')
import numpy  # noqa: E402
import pyterrier_pisa  # noqa: E402
from pyterrier_pisa import _pisathon  # noqa: E402

UNKNOWN = 'zzqqzzxqq'


def algorithms(name):
    """How OR and AND are answered; None where it cannot be."""
    return {'block_max_wand': ('block_max_wand', 'block_max_ranked_and'),
            'maxscore': ('maxscore', None)}[name]


def create(folder, corpus, threads):
    count = 0

    def articles():
        nonlocal count
        for number, text in drive.texts(corpus):
            count += 1
            yield {'docno': number, 'text': text}

    index = pyterrier_pisa.PisaIndex(
        folder, text_field='text', stemmer='porter2', stops='none',
        threads=threads, overwrite=True)
    index.index(articles())
    return count


def merge(folder):
    """The first search writes the compressed index and its bounds."""
    index = pyterrier_pisa.PisaIndex(folder, stops='none')
    index.bm25(num_results=10,
               query_algorithm='block_max_wand').reset_retrieval_context()


class Call:
    """A function that searches, with room for its results."""

    def __init__(self, retriever, limit):
        self.retriever = retriever
        self.limit = limit
        self.results = {
            'result_qidxs': numpy.empty(limit, dtype=numpy.int32),
            'result_docnos': numpy.empty(limit, dtype=object),
            'result_ranks': numpy.empty(limit, dtype=numpy.int32),
            'result_scores': numpy.empty(limit, dtype=numpy.float32)}

    def __call__(self, algorithm, words):
        _pisathon.retrieve(
            self.retriever._ctxt, algorithm, [(0, words)], k=self.limit,
            threads=1, query_weighted=0, pretokenised=False, **self.results)


def preparer(name):
    either, both = algorithms(name)

    def prepare(folder, limit):
        index = pyterrier_pisa.PisaIndex(folder, stops='none')
        retriever = index.bm25(num_results=limit, query_algorithm=either,
                               k1=1.2, b=.75)
        retriever.reset_retrieval_context()
        call = Call(retriever, limit)

        def searches(kind, words):
            algorithm = both if kind == 'and' else either
            if kind in ('phrase', 'prefix') or algorithm is None:
                return None
            return lambda: call(algorithm, words)

        floor = [drive.timed(searches('or', UNKNOWN)) for _ in range(200)]
        print('#floor', *(min(times) for times in zip(*floor)), sep='\t')
        return searches

    return prepare


def one(folder, kind, words):
    index = pyterrier_pisa.PisaIndex(folder, stops='none')
    retriever = index.bm25(num_results=10, query_algorithm='maxscore')
    for row in retriever.search(words).itertuples():
        print(0, row.docno, row.score, sep='\t')


def main():
    verb = sys.argv[1]
    if verb == 'index':
        drive.index(create, merge)
    elif verb == 'bench':
        drive.bench(preparer(sys.argv[7]))
    elif verb == 'one':
        one(*sys.argv[2:5])


main()
