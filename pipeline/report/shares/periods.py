"""Time cut into periods that hold enough documents to compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, IntArray, Strings
from pipeline.report.shares.calendar import UNITS, Unit

ENOUGH = 20
"""Documents that a period must hold for shares to be told of it."""

AMPLE = 100
"""Documents that periods shorter than a year must hold to be better than years."""

FEWEST, MOST = 4, 30
"""Periods that hold enough, where that can be had."""

LONGEST = 120
"""Periods from first to last, at most: a stray 1900-01-01 among months would make 1,500."""

HELD = 0.9
"""The part of the dated documents that must lie in such periods, where that can be had."""

ELAPSED = 0.8
"""A last period that holds no later document than this part of it is not over yet."""


@dataclass(frozen=True)
class Periods:
    """The k periods from the first to the last that holds enough, those between included.

    unit     the noun for one
    names    k names in the order of time
    spans    k pairs, the first and the last date of each as far as a date tells it
    of       (n,) int32, the period of each document, -1 for none
    sizes    (k,) int32, documents of each
    undated  documents without a date
    vague    documents whose date is too coarse to tell the period ("2024" among months)
    outside  documents before the first or after the last period
    until    the last date where the last period does not seem to be over, else empty
    """

    unit: str
    names: Strings
    spans: tuple[tuple[str, str], ...]
    of: IntArray
    sizes: IntArray
    undated: int
    vague: int
    outside: int
    until: str

    @cached_property
    def enough(self) -> BoolArray:
        """(k,) whether shares are told of a period."""
        return np.asarray(self.sizes >= ENOUGH)

    @cached_property
    def told(self) -> IntArray:
        """The periods that hold enough, by number."""
        return np.flatnonzero(self.enough).astype(np.int32)

    def runs(self) -> Iterator[IntArray]:
        """Periods that hold enough and follow each other, one run after the other."""
        yield from filter(len, np.split(self.told, np.flatnonzero(np.diff(self.told) > 1) + 1))


def periods(dates: Strings) -> Periods:
    """The finest division of n ISO 8601 dates, empty for none, into few periods that hold enough.

    Years are parted only where there is plenty, or where there are too few of them. Where no
    division fits, it is that with most periods which hold enough.
    """
    day = np.array([date[:10] for date in dates], dtype="M8[D]")
    digits = np.array([min(len(date), 10) for date in dates], dtype=np.int32)
    numbers = {unit: np.where(digits >= unit.digits, unit.number(day), -1) for unit in UNITS}
    dated = int((digits > 0).sum())
    tried = [(unit, AMPLE if unit.months < 12 else ENOUGH) for unit in UNITS]
    tried += [(unit, ENOUGH) for unit in UNITS]
    fitting = (unit for unit, need in tried if _fits(numbers[unit], dated, need))
    unit = next(fitting, None) or max(UNITS, key=lambda unit: _rank(numbers[unit]))
    return _cut(unit, numbers[unit], digits, dates)


def _fits(numbers: NDArray[np.int64], dated: int, need: int) -> bool:
    found, sizes = np.unique(numbers[numbers >= 0], return_counts=True)
    good = sizes >= need
    told, held = int(good.sum()), int(sizes[good].sum())
    if not FEWEST <= told <= MOST or held < HELD * dated:
        return False
    return int(np.ptp(found[good])) + 1 <= 2 * told


def _rank(numbers: NDArray[np.int64]) -> tuple[int, int]:
    found, sizes = np.unique(numbers[numbers >= 0], return_counts=True)
    good = found[sizes >= ENOUGH]
    if not 0 < len(good) <= MOST or np.ptp(good) >= LONGEST:
        return 0, 0
    return len(good), -int(np.ptp(good))


def _cut(unit: Unit, numbers: NDArray[np.int64], digits: IntArray, dates: Strings) -> Periods:
    found, sizes = np.unique(numbers[numbers >= 0], return_counts=True)
    good = found[sizes >= ENOUGH]
    first, last = (int(good[0]), int(good[-1])) if len(good) else (0, -1)
    inside = (numbers >= max(first, 0)) & (numbers <= last)
    of = np.where(inside, numbers - first, -1).astype(np.int32)
    k = last - first + 1
    return Periods(
        unit=unit.noun,
        names=tuple(unit.name(number) for number in range(first, last + 1)),
        spans=tuple(_span(unit, number) for number in range(first, last + 1)),
        of=of,
        sizes=np.bincount(of[inside], minlength=k).astype(np.int32),
        undated=int((digits == 0).sum()),
        vague=int(((digits > 0) & (numbers < 0)).sum()),
        outside=int(((numbers >= 0) & ~inside).sum()),
        until=_until(unit, last, [dates[i] for i in np.flatnonzero(of == k - 1)]) if k else "",
    )


def _span(unit: Unit, number: int) -> tuple[str, str]:
    start, end = unit.start(number), unit.start(number + 1) - np.timedelta64(1, "D")
    return str(start)[: unit.digits], str(end)[: unit.digits]


def _until(unit: Unit, number: int, dates: list[str]) -> str:
    """The last of the dates in a period, where it is well before the period's end."""
    latest = max(date[:10] for date in dates)
    start, stop = unit.start(number), unit.start(number + 1)
    after = (np.datetime64(latest) + 1).astype("M8[D]")
    return latest if (after - start) / (stop - start) < ELAPSED else ""
