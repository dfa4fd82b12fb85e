"""An axis of time: where its marks are and which years stand there."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.report.figures.canvas import TEXT
from pipeline.report.lettering import text_width
from pipeline.report.shares.periods import Periods

APART = 5.0
"""Units between two names."""


Side = Literal["left", "center", "right"]
Name = tuple[float, Side, str]


@dataclass(frozen=True)
class Ticks:
    """Places from 0 to 1 along the axis: small marks, and names with the side they hang from."""

    marks: NDArray[np.float64]
    names: list[Name]


def ticks_of(cut: Periods, width: float) -> Ticks:
    """Years where they begin, as many as have room; within two years the first and last period.

    A period that is a year or longer is named in its middle.
    """
    k = len(cut.names)
    years = [name[:4] for name in cut.names]
    longer = cut.unit in ("year", "half-decade", "decade", "century")
    begins = [place for place in range(k) if place == 0 or years[place] != years[place - 1]]
    if longer:
        return _thinned([(place + 0.5) / k for place in range(k)], years, width, "center")
    whole = [place for place in begins if place or cut.spans[0][0][4:] == "-01"]
    if len(whole) < 2:
        return Ticks(np.array([0.5, k - 0.5]) / k, _ends(cut.names[0], cut.names[-1]))
    return _thinned([place / k for place in whole], [years[p] for p in whole], width, "left")


def _thinned(places: list[float], years: list[str], width: float, side: Side) -> Ticks:
    """Every, or every second, fifth, tenth year, so that none touches the next."""
    names: list[Name] = []
    for step in STEPS:
        names = [
            (place, side, year)
            for place, year in zip(places, years, strict=True)
            if int(year) % step == 0
        ] or [(places[0], side, years[0])]
        taken = [_span(place * width, year, side) for place, _, year in names]
        clear = all(one[1] + APART <= other[0] for one, other in pairwise(taken))
        names = [
            name
            for name, (low, high) in zip(names, taken, strict=True)
            if low >= -APART and high <= width + APART
        ]
        if clear:
            break
    return Ticks(np.array(places), names if len(names) > 1 else _ends(years[0], years[-1]))


def _ends(first: str, last: str) -> list[Name]:
    return [(0.0, "left", first), (1.0, "right", last)]


STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def _span(x: float, name: str, side: Side) -> tuple[float, float]:
    """Where a name begins and ends."""
    wide = text_width(name) * TEXT
    return (x, x + wide) if side == "left" else (x - wide / 2, x + wide / 2)
