"""Spectral clustering: a graph seen along its smoothest directions, cut into k groups.

Ng, Jordan & Weiss (2001), "On spectral clustering"; the first cut is read off the directions
without a random start (Damle, Minden & Ying 2019, doi:10.1093/imaiai/iay008) and refined by
spherical k-means (Dhillon & Modha 2001, doi:10.1023/A:1007612920971).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.floating]
Labels = NDArray[np.int32]

DENSE = 600
"""Up to this many nodes all directions are computed at once, which is faster than some."""

BESIDE = 20
"""Eigenvectors beyond those that are wanted by which the wanted ones of a part are told."""

DEGREE = 20
"""The degree of the polynomial that filters them."""

ROUNDS = 30
"""Rounds of k-means at most; few are needed from a start this good."""


@dataclass(frozen=True)
class Spectrum:
    """The leading eigenvalues (count,) of a graph, falling, and its eigenvectors (n, count)."""

    values: Floats
    vectors: Floats

    def leading(self, count: int) -> "Spectrum":
        """The same of the first ``count``."""
        return Spectrum(self.values[:count], self.vectors[:, :count])

    def directions(self, count: int) -> Floats:
        """The first eigenvectors, each times its eigenvalue; those below 0 count as 0."""
        return np.asarray(self.vectors[:, :count] * np.maximum(self.values[:count], 0))


def spectrum(graph: "csr_array", count: int) -> Spectrum:
    """The ``count`` leading eigenvectors of a symmetric graph, below its number of nodes.

    The graph is normalised by the square roots of its degrees. Of more than ``DENSE`` nodes they
    are float32, which takes a quarter less time and cuts nothing otherwise.
    """
    from scipy.sparse.linalg import eigsh

    normal = _normal(graph)
    n = graph.shape[0]
    if n <= DENSE:
        values, vectors = np.linalg.eigh(normal.toarray())
    else:
        normal = normal.astype(np.float32)
        # near the leading one, and the same every time
        start = np.sqrt(np.asarray(graph.sum(axis=1)).ravel() + 1.0).astype(np.float32)
        # a basis half as large again needs fewer restarts; finer than this cuts nothing otherwise
        basis = min(n, count + max(count // 2, 20))
        values, vectors = eigsh(normal, k=count, which="LA", v0=start, ncv=basis, tol=1e-3)
    order = np.argsort(-values, kind="stable")[:count]
    return Spectrum(values[order], vectors[:, order])


def spectrum_of_part(graph: "csr_array", whole: Spectrum, kept: NDArray[np.intp]) -> Spectrum:
    """The spectrum of a part of a graph, the nodes ``kept``, found from that of the whole.

    ``graph`` is the part. Eigenvectors of the whole, cut to the part, are filtered by a Chebyshev
    polynomial that leaves of them what leads in the part (Zhou et al. 2006,
    doi:10.1016/j.jcp.2006.03.017): a quarter of the time of looking for them anew, and the cuts
    are the same but for some nodes in ten thousand. The last eigenvectors are less exact.
    """
    normal = _normal(graph).astype(np.float32)
    low = float(whole.values[-1])
    centre, half = (low - 1) / 2, (low + 1) / 2  # eigenvalues from -1 to low are damped

    def shifted(block: Floats) -> Floats:
        return np.asarray((normal @ block - centre * block) / half)

    before = np.linalg.qr(whole.vectors[kept])[0]
    block = shifted(before)
    for _ in range(DEGREE - 1):
        before, block = block, 2 * shifted(block) - before
    basis = np.linalg.qr(block)[0]
    values, turn = np.linalg.eigh(basis.T @ (normal @ basis))
    return Spectrum(values[::-1], basis @ turn[:, ::-1])


def _normal(graph: "csr_array") -> "csr_array":
    from scipy.sparse import csr_array, diags_array

    degrees = np.asarray(graph.sum(axis=1)).ravel()
    scale = diags_array(1 / np.sqrt(np.maximum(degrees, np.finfo(np.float64).tiny ** 0.25)))
    return csr_array(scale @ graph @ scale)


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
    sums = _members(labels, units.dtype).T @ units
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))


def _members(labels: NDArray[np.intp], kind: np.dtype[Any]) -> Any:
    """Which of n nodes are in which group, as 1 and 0: (n, groups)."""
    from scipy.sparse import csr_array

    n, groups = len(labels), int(labels.max()) + 1
    if n > DENSE:
        return csr_array((np.ones(n, dtype=kind), labels, np.arange(n + 1)), shape=(n, groups))
    member = np.zeros((n, groups), dtype=kind)  # making a sparse one of few takes longer
    member[np.arange(n), labels] = 1
    return member
