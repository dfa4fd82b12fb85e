"""Granularity: how many topics, read off how well each number of them holds."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.cluster.spectral import Floats

MOST = 60
"""Topics at most: more than a reader wants to see at once."""

FEWEST = 5
"""Topics of the default level at least, where there are documents enough."""


WINDOW = 3
"""How many times finer the cuts are, at most, that a cut is held against."""

NEIGHBOURS = 0.25
"""What the numbers of topics on either side count, beside one that is looked at."""

COARSER, FINER = 0.65, 1.6
"""What part of the default level's topics a coarser level has at most, a finer one at least."""


def granularities(n: int, least: int, asked: int | Literal["auto"] = "auto") -> tuple[int, ...]:
    """The numbers of topics that are tried on n documents: all small ones, then every sixth more.

    A topic has ``least`` documents on average. What is asked for is among them.
    """
    most = max(2, min(MOST, n // least))
    steps = np.geomspace(12, max(most, 12), 14)
    tried = {*range(2, min(most, 12) + 1), *np.round(steps).astype(int).tolist()}
    tried = {k for k in tried if k <= most}
    if asked != "auto":
        tried.add(min(asked, n // 2))
    return tuple(sorted(tried))


@dataclass(frozen=True)
class Holding:
    """How well each number of topics holds.

    topics   g numbers of topics, ascending
    found    (g,) how alike the cuts of resamples into so many are, from 0 to 1
    redrawn  (d, g) the same for d draws of the resamples, which vary as those of other seeds
    """

    topics: tuple[int, ...]
    found: Floats
    redrawn: Floats

    def of_draw(self, draw: int) -> "Holding":
        """What the resamples of a draw would have shown, with draws of their own."""
        seen = self.redrawn[draw]
        return Holding(self.topics, seen, self.redrawn + (seen - self.found))


def choose_levels(
    holding: Holding, asked: int | Literal["auto"] = "auto"
) -> tuple[int | None, int, int | None]:
    """The topics of a coarser level, of the default one and of a finer one.

    None where there is no room for a coarser or a finer level.
    """
    most = max(holding.topics)
    k = default_number(holding) if asked == "auto" else min(asked, most)
    fewer = [each for each in holding.topics if 3 <= each <= COARSER * k]
    more = [each for each in holding.topics if FINER * k <= each <= most // 2]
    coarse = before_the_fall(holding, fewer[0], fewer[-1]) if fewer else None
    fine = before_the_fall(holding, more[0], more[-1]) if more else None
    return coarse, k, fine


def default_number(holding: Holding) -> int:
    """The topics of the default level where nobody asks for a number."""
    most = max(holding.topics)
    return before_the_fall(holding, max(2, min(FEWEST, most // 2)), most)


def redrawn_numbers(holding: Holding) -> tuple[int, ...]:
    """The topics of the default level that each draw of the resamples would have chosen."""
    return tuple(default_number(holding.of_draw(draw)) for draw in range(len(holding.redrawn)))


def before_the_fall(holding: Holding, low: int, high: int) -> int:
    """The number of topics from ``low`` to ``high`` after which agreement falls most.

    Agreement always falls as topics become finer; where it falls most, the last real borders
    were passed. The fall is from k to the mean over up to 3 k topics: held against less, the
    answer moves with the seed. It counts times log k, the information that knowing the topic
    gives, so that of two cuts that hold as well the finer one is taken.

    Of the numbers whose fall is within one standard error of the largest, the smallest is
    taken, so that seeds that see a tie answer alike (the one standard error rule; Breiman et
    al. 1984, "Classification and Regression Trees"). The error is that of the difference
    between the two falls over the draws.
    """
    falls, weights = _falls(holding)
    numbers = np.array(holding.topics)
    asked = np.flatnonzero((numbers >= low) & (numbers <= high) & weights.any(axis=1))
    if not len(asked):
        return low
    best = asked[falls[asked].argmax()]
    redrawn = _smoothed(holding.redrawn) @ weights.T
    error = (redrawn[:, [best]] - redrawn).std(axis=0)
    near = asked[falls[asked] >= falls[best] - error[asked]]
    return int(numbers[near.min()])


def _falls(holding: Holding) -> tuple[Floats, Floats]:
    """How far agreement falls after each number of topics, and the weights (g, g) that say so."""
    numbers = np.array(holding.topics)
    finer = (numbers > numbers[:, None]) & (numbers <= WINDOW * numbers[:, None])
    some = finer.any(axis=1, keepdims=True)
    means = finer / np.maximum(finer.sum(axis=1, keepdims=True), 1)
    weights = (np.eye(len(numbers)) - means) * some * np.log(numbers)[:, None]
    return weights @ _smoothed(holding.found), weights


def _smoothed(values: Floats) -> Floats:
    """Values (..., g) of neighbouring numbers of topics, of which one alone can be chance."""
    smooth = values.copy()
    sides = values[..., :-2] + values[..., 2:]
    smooth[..., 1:-1] = (1 - NEIGHBOURS) * values[..., 1:-1] + NEIGHBOURS / 2 * sides
    return smooth
