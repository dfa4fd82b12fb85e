"""Separation: whether topics stand apart in the space where they were found."""

import warnings
from importlib.util import find_spec

import numpy as np

from pipeline.core.artifacts import FloatArray, IntArray
from pipeline.core.threads import one_thread
from pipeline.numerics.duplicates import distinct_rows

FEWEST = 3
"""Different documents that a topic must have for its density to be known."""


def silhouette(rows: FloatArray, labels: IntArray) -> float | None:
    """The mean silhouette of n rows with labels from 0, from -1 to 1.

    Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7. None where there is nothing to
    compare: one label, or a label for every row.
    """
    different = len(np.unique(labels))
    if not 2 <= different < len(labels):
        return None
    from sklearn.metrics import silhouette_score

    with one_thread():
        return float(silhouette_score(rows, labels))


def knows_density() -> bool:
    """Whether ``dbcv`` can be taken: there is no wheel of hdbscan for Linux on arm64."""
    return find_spec("hdbscan") is not None


def dbcv(rows: FloatArray, labels: IntArray) -> float | None:
    """Density-based cluster validity of n rows, from -1 to 1; -1 is no label.

    Moulavi et al. (2014), doi:10.1137/1.9781611973440.96: whether topics are denser inside
    than on the way to the next one. Equal rows count once. None for fewer than two topics of
    ``FEWEST`` different rows, where densities are beyond what numbers hold, or where hdbscan is
    not installed (``knows_density``).
    """
    first = distinct_rows(rows)[0]
    found = labels[first]
    topics, sizes = np.unique(found[found >= 0], return_counts=True)
    topics = topics[sizes >= FEWEST]
    if len(topics) < 2 or not knows_density():
        return None
    # numbered without gaps; a topic too small to have a density counts as documents outside
    found = np.where(np.isin(found, topics), np.searchsorted(topics, found), -1)
    with warnings.catch_warnings(), np.errstate(all="ignore"), one_thread():
        warnings.simplefilter("ignore")  # hdbscan's own use of deprecated scikit-learn names
        from hdbscan.validity import validity_index

        value = float(validity_index(rows[first].astype(np.float64), found.astype(np.int64)))
    return value if np.isfinite(value) else None
