"""How much of the exact vectors is left in those that stand for them."""

import math
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.numerics.normalize import unit_rows

NEIGHBOURS = 10


@dataclass(frozen=True)
class Fidelity:
    """Exact and distilled vectors of the same documents, held against each other.

    documents   how many were compared
    cosine      the mean cosine of a document's two vectors, the mean of all vectors taken off:
                what all documents share tells them not apart, and is easily learned
    neighbours  the mean share of its 10 nearest documents that stay the nearest
    topics      the adjusted mutual information (Vinh, Epps & Bailey 2010, JMLR 11) of k-means
                on the one and on the other
    ceiling     the same of k-means on the exact ones, started twice: what topics can reach
    """

    documents: int
    cosine: float
    neighbours: float
    topics: float
    ceiling: float

    @property
    def rounded(self) -> dict[str, float]:
        """Every value, to three digits."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


def fidelity(exact: FloatArray, distilled: FloatArray, seed: int) -> Fidelity:
    """Compare two (n, d) arrays of rows of unit length, n at least 3."""
    from sklearn.metrics import adjusted_mutual_info_score

    groups = _groups(exact, seed)
    return Fidelity(
        len(exact),
        mean_cosine(exact, distilled),
        _shared_neighbours(exact, distilled),
        float(adjusted_mutual_info_score(groups, _groups(distilled, seed))),
        float(adjusted_mutual_info_score(groups, _groups(exact, seed + 1))),
    )


def mean_cosine(exact: FloatArray, distilled: FloatArray) -> float:
    """The mean cosine of two vectors of a document, as they differ from the mean exact one."""
    origin = exact.mean(axis=0, dtype=np.float64)
    pairs = unit_rows(exact - origin), unit_rows(distilled - origin)
    return float(np.einsum("ij,ij->i", *pairs, dtype=np.float64).mean())


def _shared_neighbours(exact: FloatArray, distilled: FloatArray) -> float:
    count = min(NEIGHBOURS, len(exact) - 1)
    both = (_near(exact, count) & _near(distilled, count)).sum(axis=1)
    return float(both.mean() / count)


def _near(rows: FloatArray, count: int) -> NDArray[np.bool_]:
    """(n, n): whether the second document is among the ``count`` nearest of the first."""
    closeness = rows @ rows.T
    np.fill_diagonal(closeness, -2)
    nearest = np.argsort(-closeness, axis=1, kind="stable")[:, :count]
    near = np.zeros(closeness.shape, dtype=np.bool_)
    np.put_along_axis(near, nearest, values=True, axis=1)
    return near


def _groups(rows: FloatArray, seed: int) -> NDArray[np.int32]:
    """k-means into groups of a size at which their number does not decide the outcome."""
    from sklearn.cluster import KMeans

    count = max(2, math.isqrt(len(rows) // 4))
    groups: NDArray[np.int32] = KMeans(count, n_init=4, random_state=seed % 2**32).fit_predict(rows)
    return groups
