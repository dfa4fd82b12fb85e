"""Placing: rows join a layout that was made of others, each among those most like it.

What UMAP's own ``transform`` does (McInnes, Healy & Melville 2018, arXiv:1802.03426), with
exact neighbours in place of approximate ones.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray

if TYPE_CHECKING:
    from scipy.sparse import coo_matrix

PART = 3
"""Rows that join take one in so many of the rounds that the layout took: they start well."""

Near = tuple[NDArray[np.int32], FloatArray]
"""The nearest rows and how far they are, nearest first: (n, count) each."""


def place(model: Any, near: Near, seed: int) -> FloatArray:
    """Lay out n rows beside those of a fitted UMAP ``model``, which stay: (n, n_components).

    ``near`` are the fitted rows nearest to each. A row starts in the middle of these, weighted
    by how near they are, and is drawn and pushed as the fitted rows were.
    """
    from umap.layouts import optimize_layout_euclidean
    from umap.umap_ import make_epochs_per_sample

    fitted = np.ascontiguousarray(model.embedding_, dtype=np.float32)
    ties = _ties(near, len(fitted))
    start = (ties.tocsr() @ fitted) / ties.sum(axis=1)
    rounds = max(1, int(model.n_epochs) // PART)
    ties.data[ties.data < ties.data.max() / rounds] = 0  # drawn less than once
    ties.eliminate_zeros()
    placed = optimize_layout_euclidean(
        np.ascontiguousarray(start, dtype=np.float32),
        fitted,
        ties.row,
        ties.col,
        rounds,
        len(fitted),
        make_epochs_per_sample(ties.data, rounds),
        model._a,
        model._b,
        _state(seed),
        initial_alpha=model.learning_rate / 4,
        move_other=False,
    )
    return np.asarray(placed, dtype=np.float32)


def _ties(near: Near, fitted: int) -> "coo_matrix":
    """How strongly n rows are tied to the fitted ones: (n, fitted), in [0, 1]."""
    from scipy.sparse import coo_matrix
    from umap.umap_ import compute_membership_strengths, smooth_knn_dist

    index, away = near
    widths, nearest_ = smooth_knn_dist(away, float(index.shape[1]), local_connectivity=0.0)
    rows, columns, strengths, _ = compute_membership_strengths(
        index, away, widths, nearest_, bipartite=True
    )
    return coo_matrix((strengths, (rows, columns)), shape=(len(index), fitted))


def _state(seed: int) -> NDArray[np.int64]:
    """The three numbers that UMAP's own generator starts from."""
    ends = np.iinfo(np.int32)
    return np.random.default_rng(seed).integers(ends.min + 1, ends.max, 3, dtype=np.int64)
