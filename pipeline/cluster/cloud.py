"""The cloud: documents without topics, against which those at hand have to stand out.

Agreement of resamples cannot see that there is nothing: a single cloud is cut along its longest
axes, the same way every time. So the documents are held against a cloud that has their mean and
their covariance and no groups, asked the same way: the gap statistic (Tibshirani, Walther & Hastie
2001, doi:10.1111/1467-9868.00293) with agreement in place of spread.
"""

import numpy as np

from pipeline.cluster.granularity import granularities
from pipeline.cluster.resampling import all_likenesses, resample
from pipeline.cluster.spectral import Floats
from pipeline.core.artifacts import FloatArray
from pipeline.core.engine import Engine
from pipeline.numerics.neighbors import neighbor_graph
from pipeline.numerics.normalize import unit_rows
from pipeline.numerics.sampling import sampled

ROWS = 600
"""Documents that are enough to tell."""

RESAMPLES = 20, 40
"""Fewest and most; of few documents chance says more."""

CLOUDS = 2, 6
"""Fewest and most: further ones are asked where it is close."""

FEW, MANY = 3, 20
"""Numbers of topics that are asked for."""

MARGIN, PEAK = 0.08, 0.22
"""What documents with topics agree to above a cloud, at least: on average over the numbers of
topics, or at one of them, as where few groups are far apart.

Noise came to 0.07 and 0.18 at most (random words, evenly or by Zipf's law, numbers, one sentence
with random fillers; 80 documents and more), samples of labelled corpora of as many to 0.08 on
average and more.
"""

TELLING = 80
"""Documents from which on that is so; of fewer either may be."""


def stand_out(above: Floats) -> bool:
    """Whether documents have topics, by what ``above_a_cloud`` gives of them."""
    return bool(above.mean() >= MARGIN or above.max() >= PEAK)


def above_a_cloud(
    rows: FloatArray,
    least: int,
    n_neighbors: int,
    fraction: float,
    seed: int,
    threads: int,
    engine: Engine,
) -> Floats:
    """How much better resamples of (n, d) unit rows agree than those of clouds, -1 to 1: (g,).

    For each of g numbers of topics of ``least`` documents, as a mean over clouds.
    """
    rows = rows[sampled(len(rows), ROWS, seed)]
    n_neighbors = min(n_neighbors, len(rows) - 1)
    tried = [k for k in granularities(len(rows), least) if FEW <= k <= MANY]
    times = int(np.clip(6000 // len(rows), *RESAMPLES))

    def agree(points: FloatArray, number: int) -> Floats:
        graph = neighbor_graph(points, n_neighbors, engine)
        again = resample(graph, tried, times, fraction, number, threads)
        cuts = np.stack(list(again), axis=1)
        alike = all_likenesses(cuts, threads)
        return np.array([each.sum() / (times * (times - 1)) for each in alike])

    found = agree(rows, seed)
    above: list[Floats] = []
    for number in range(CLOUDS[1]):
        above.append(found - agree(_cloud(rows, (seed, number)), seed + number))
        if len(above) >= CLOUDS[0] and abs(np.mean(above) - MARGIN) > MARGIN:
            break
    return np.asarray(np.mean(above, axis=0))


def _cloud(rows: FloatArray, seed: tuple[int, ...]) -> FloatArray:
    """As many rows of a Gaussian of the same mean and covariance, of unit length."""
    mean = rows.mean(axis=0)
    _, spread, axes = np.linalg.svd(rows - mean, full_matrices=False)
    drawn = np.random.default_rng(seed).standard_normal((len(rows), len(spread)))
    return unit_rows((mean + (drawn * spread / np.sqrt(len(rows))) @ axes).astype(np.float32))
