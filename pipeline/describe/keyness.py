"""Keyness: does a phrase belong to one topic more than chance allows (Dunning 1993)?

The log-likelihood ratio of Dunning (1993, https://aclanthology.org/J93-1003) on the four
counts of documents: with and without the phrase, inside and outside the topic. Documents
are counted, not occurrences, so that one talkative document names nothing.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def keyness(inside: Floats, size: int, total: Floats, n_documents: int) -> Floats:
    """The signed root of the likelihood ratio, of the size of a standard normal deviate.

    inside       documents of the topic that have each phrase
    size         documents of the topic
    total        all documents that have each phrase
    n_documents  all documents

    Positive where a phrase is more frequent inside the topic than outside, 0 where nothing
    is outside.
    """
    outside = n_documents - size
    cells = (
        (inside, size * total),
        (size - inside, size * (n_documents - total)),
        (total - inside, outside * total),
        (outside - total + inside, outside * (n_documents - total)),
    )
    ratio = 2 * sum(_term(observed, product / n_documents) for observed, product in cells)
    sign = np.sign(inside * n_documents - size * total)
    return np.asarray(sign * np.sqrt(np.maximum(ratio, 0.0)))


def excess(inside: Floats, size: int, total: Floats, n_documents: int) -> Floats:
    """How many times likelier a document inside the topic has the phrase than one outside.

    Infinite where no document outside has it.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (inside / size) / ((total - inside) / (n_documents - size))
    return np.where(total > inside, ratio, np.inf)


def _term(observed: Floats, expected: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        term = observed * np.log(observed / expected)
    return np.where(observed > 0, term, 0.0)
