"""Other seeds: what they would have found, without asking again.

A seed decides which documents each resample leaves out. Resamples drawn with replacement
from those at hand vary as those of other seeds do (the bootstrap; Efron 1979,
doi:10.1214/aos/1176344552).
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.granularity import Holding

DRAWS = 40
"""Other seeds that are asked how well a number of topics holds."""

REPLICAS = 10
"""Those of them that are asked for their topics, too; any two differ as two seeds do."""

Draws = NDArray[np.intp]


def draws(resamples: int, seed: int) -> Draws:
    """Which resamples other seeds stand on: (DRAWS, resamples)."""
    return np.stack(
        [
            np.random.default_rng((seed, resamples, number)).integers(0, resamples, resamples)
            for number in range(DRAWS)
        ]
    )


def holding(alike: Mapping[int, NDArray[np.float64]], drawn: Draws) -> Holding:
    """How well numbers of topics hold, given the (r, r) likenesses of resamples for each.

    A pair of resamples counts as often as both are drawn, one with itself never.
    """
    matrices = np.stack(list(alike.values()))
    times = np.stack([np.bincount(draw, minlength=drawn.shape[1]) for draw in drawn])
    counts = times[:, :, None] * times[:, None] * (1 - np.eye(drawn.shape[1]))
    every = matrices.sum(axis=(1, 2)) / (matrices.shape[1] * (matrices.shape[1] - 1))
    redrawn = np.tensordot(counts, matrices, ((1, 2), (1, 2))) / counts.sum(axis=(1, 2))[:, None]
    return Holding(tuple(alike), every, redrawn)


def seed_agreements(replicas: NDArray[np.int32]) -> tuple[float, ...]:
    """How alike what r seeds find is, for each pair of them.

    The adjusted Rand index (Hubert & Arabie 1985, doi:10.1007/BF01908075) of (r, n) labels: 1
    for the same topics, about 0 for two that have nothing in common.
    """
    from sklearn.metrics import adjusted_rand_score

    pairs = combinations(replicas, 2)
    return tuple(float(adjusted_rand_score(one, other)) for one, other in pairs)
