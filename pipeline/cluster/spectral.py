"""Spectral clustering: a graph seen along its smoothest directions, cut into k groups.

Ng, Jordan & Weiss (2001), "On spectral clustering"; the first cut is read off the directions
without a random start (Damle, Minden & Ying 2019, doi:10.1093/imaiai/iay008) and refined by
spherical k-means (Dhillon & Modha 2001, doi:10.1023/A:1007612920971).
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Labels = NDArray[np.int32]

DENSE = 600
"""Up to this many nodes all directions are computed at once, which is faster than some."""

ROUNDS = 30
"""Rounds of k-means at most; few are needed from a start this good."""


def directions(graph: "csr_array", count: int) -> Floats:
    """The leading eigenvectors of a symmetric graph, each times its eigenvalue: (n, count).

    The graph is normalised by the square roots of its degrees; eigenvalues come in falling
    order, and those below 0 count as 0. ``count`` must be below n.
    """
    from scipy.sparse import diags_array
    from scipy.sparse.linalg import eigsh

    degrees = np.asarray(graph.sum(axis=1)).ravel()
    scale = 1 / np.sqrt(np.maximum(degrees, np.finfo(np.float64).tiny ** 0.25))
    normal = diags_array(scale) @ graph @ diags_array(scale)
    n = graph.shape[0]
    if n <= DENSE:
        values, vectors = np.linalg.eigh(normal.toarray())
    else:
        start = np.sqrt(degrees + 1.0)  # near the leading one, and the same every time
        # a basis half as large again needs fewer restarts; finer than this cuts nothing otherwise
        basis = min(n, count + max(count // 2, 20))
        values, vectors = eigsh(normal, k=count, which="LA", v0=start, ncv=basis, tol=1e-3)
    order = np.argsort(-values, kind="stable")[:count]
    return np.asarray(vectors[:, order] * np.maximum(values[order], 0.0))


def cut(rows: Floats, k: int) -> Labels:
    """Cut n nodes into at most k groups along their first k directions: (n,) labels."""
    rows = rows[:, :k]
    units = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    labels = _first_cut(rows, units)
    for _ in range(ROUNDS):
        nearest = (units @ _centres(units, labels).T).argmax(axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
    return np.unique(labels, return_inverse=True)[1].astype(np.int32)


def _first_cut(rows: Floats, units: Floats) -> NDArray[np.intp]:
    """Turn the directions until each points at one group, found by a pivoted QR.

    The pivots are the longest rows that differ most. Among units, all of one length, rounding
    would choose them, and a last bit would decide between two cuts.
    """
    from scipy.linalg import qr, svd

    k = rows.shape[1]
    pivots = qr(rows.T, mode="r", pivoting=True)[1][:k]
    left, _, right = svd(units[pivots].T)
    turned: Floats = np.abs(units @ (left @ right))
    return np.asarray(turned.argmax(axis=1))


def _centres(units: Floats, labels: NDArray[np.intp]) -> Floats:
    """The mean direction of every group, of unit length; zero for an empty one."""
    from scipy.sparse import csr_array

    n, groups = len(labels), int(labels.max()) + 1
    member = csr_array((np.ones(n), labels, np.arange(n + 1)), shape=(n, groups))
    sums = member.T @ units
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))
