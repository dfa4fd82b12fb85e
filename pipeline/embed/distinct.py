"""The distinct texts of a corpus: what occurs again is embedded once."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Corpus


def distinct_texts(corpus: Corpus) -> tuple[list[str], NDArray[np.intp]]:
    """The full text of every first copy, and for each of n documents the index of its own."""
    first, inverse = np.unique(corpus.first_copy, return_inverse=True)
    texts = corpus.full_texts
    return [texts[position] for position in first], inverse


def part_of(corpus: Corpus, rows: NDArray[np.intp]) -> Corpus:
    """These documents, which repeat none of each other, as a corpus of their own."""
    return replace(
        corpus,
        ids=tuple(corpus.ids[row] for row in rows),
        titles=tuple(corpus.titles[row] for row in rows),
        texts=tuple(corpus.texts[row] for row in rows),
        first_copy=np.arange(len(rows), dtype=np.int32),
        languages=(),
        dates=(),
        groups={},
        dropped=(),
        checks=(),
    )
