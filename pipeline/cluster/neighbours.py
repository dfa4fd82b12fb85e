"""The graph of nearest neighbours: every row tied to the rows most like it."""

from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.core.engine import Engine
from pipeline.numerics.neighbors import ALONE, nearest

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def neighbour_graph(rows: FloatArray, n_neighbors: int, engine: Engine = ALONE) -> "csr_array":
    """Tie each of n unit rows to its nearest by cosine: (n, n), symmetric, weights in (0, 1].

    The weight of the nearest neighbour is 1 and fades with the distance beyond it, at a rate
    of the row's own; two opinions of one tie are united. The shape of these weights is UMAP's
    (McInnes, Healy & Melville 2018, arXiv:1802.03426), the rate the mean excess distance.
    Neighbours that are no more alike than chance (a cosine of 0 or less) make no tie; a row may
    have none. Neighbours are exact; ``n_neighbors`` must be below n.
    """
    from scipy.sparse import csr_array

    n = len(rows)
    index, similarity = nearest(rows, rows, n_neighbors, apart=True, engine=engine)
    excess = similarity[:, :1] - similarity
    rate = np.maximum(excess.mean(axis=1, keepdims=True), 1e-3)
    weights = np.exp(-excess / rate).astype(np.float64)
    weights[similarity <= 0] = 0  # what has nothing in common is tied to nothing
    places = (np.repeat(np.arange(n), n_neighbors), index.ravel())
    directed = csr_array((weights.ravel(), places), shape=(n, n))
    return csr_array(directed + directed.T - directed * directed.T)
