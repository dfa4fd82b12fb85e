"""Replicas: the topics that other seeds would have found, without asking again.

A seed decides which documents each resample leaves out. Resamples drawn with replacement
from those at hand vary as those of other seeds do (the bootstrap; Efron 1979,
doi:10.1214/aos/1176344552).
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.resampling import pairs
from pipeline.cluster.spectral import Labels

REPLICAS = 10
"""Other seeds that are imitated; any two of them differ as two seeds do."""

Answer = Callable[[NDArray[np.intp], Mapping[int, float]], Labels]
"""The labels that some resamples elect, given how well each number of topics holds."""


def replicate(
    likenesses: Mapping[int, NDArray[np.float64]], resamples: int, answer: Answer, seed: int
) -> NDArray[np.int32]:
    """The answers of ``REPLICAS`` draws of ``resamples`` from as many: (REPLICAS, n).

    ``likenesses`` are, for every number of topics, those of the ``pairs`` of resamples. A pair
    counts as often as either of its two is drawn: were it to count as often as both are, the
    mean over pairs would vary more than that of another seed does.
    """
    one, other = pairs(resamples)
    found = []
    for number in range(REPLICAS):
        draw = np.random.default_rng((seed, resamples, number)).integers(0, resamples, resamples)
        times = np.bincount(draw, minlength=resamples)
        weights = times[one] + times[other]
        holding = {
            k: float(np.average(values, weights=weights)) for k, values in likenesses.items()
        }
        found.append(answer(draw, holding))
    return np.stack(found).astype(np.int32)
