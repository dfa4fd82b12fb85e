"""The distinct texts of a corpus: what occurs again is embedded once."""

import numpy as np
from numpy.typing import NDArray

from pipeline.core.corpus import Corpus
from pipeline.numerics.duplicates import distinct_documents


def distinct_texts(corpus: Corpus) -> tuple[list[str], NDArray[np.intp]]:
    """The full text of every first copy, and for each of n documents the index of its own."""
    first, inverse = distinct_documents(corpus)
    texts = corpus.full_texts
    return [texts[position] for position in first], inverse
