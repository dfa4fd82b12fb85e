"""Granularity: how many topics, read off how well each number of them holds."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

MOST = 60
"""Topics at most: more than a reader wants to see at once."""

FEWEST = 5
"""Topics of the default level at least, where there are documents enough."""


WINDOW = 3
"""How many times finer the cuts are, at most, that a cut is held against."""

COARSER, FINER = 0.6, 1.6
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


def choose_levels(
    holding: Mapping[int, float], asked: int | Literal["auto"] = "auto"
) -> tuple[int | None, int, int | None]:
    """The topics of a coarser level, of the default one and of a finer one.

    ``holding`` says for every number of topics how well it holds; None where there is no room
    for a coarser or a finer level.
    """
    most = max(holding)
    low = max(2, min(FEWEST, most // 2))
    k = before_the_fall(holding, low, most) if asked == "auto" else min(asked, most)
    fewer = [each for each in holding if 3 <= each <= COARSER * k]
    more = [each for each in holding if FINER * k <= each <= most // 2]
    coarse = before_the_fall(holding, fewer[0], fewer[-1]) if fewer else None
    fine = before_the_fall(holding, more[0], more[-1]) if more else None
    return coarse, k, fine


def before_the_fall(holding: Mapping[int, float], low: int, high: int) -> int:
    """The number of topics from ``low`` to ``high`` after which agreement falls most.

    Agreement always falls as topics become finer; where it falls most, the last real borders
    were passed. The fall is from k to the mean over up to 3 k topics: held against less, the
    answer moves with the seed. It counts times log k, the information that knowing the topic
    gives, so that of two cuts that hold as well the finer one is taken.
    """
    best, most = low, -np.inf
    for k, agreement in holding.items():
        finer = [value for other, value in holding.items() if k < other <= WINDOW * k]
        if low <= k <= high and finer:
            fall = float((agreement - np.mean(finer)) * np.log(k))
            if fall > most:
                best, most = k, fall
    return best
