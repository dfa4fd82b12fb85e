"""Class-based TF-IDF, by BERTopic's transformer (doi:10.48550/arXiv.2203.05794)."""

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import csr_array


BERTOPIC = (
    "bertopic.backend",
    "bertopic.cluster",
    "bertopic.dimensionality",
    "bertopic.representation",
    "bertopic.vectorizers",
)
"""The modules of BERTopic that describers import."""


def load_bertopic() -> None:
    """Import BERTopic, which takes seconds, and undo what it does to the warning filters."""
    with warnings.catch_warnings():
        import bertopic  # noqa: F401


def class_tfidf(counts: "csr_array") -> "csr_array":
    """Weigh (classes, phrases) counts. Every phrase has a count; the input is kept as it is.

    The square root of the frequencies is taken, so that a few common words do not drown
    the rest.
    """
    from scipy.sparse import csr_array, csr_matrix

    if counts.shape[1] == 1:  # BERTopic fails on it, and nothing is to be weighed
        return csr_array(counts > 0, dtype="float64")
    load_bertopic()
    from bertopic.vectorizers import ClassTfidfTransformer

    return csr_array(
        ClassTfidfTransformer(reduce_frequent_words=True).fit_transform(
            csr_matrix(counts, copy=True)
        )
    )
