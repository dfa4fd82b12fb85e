"""The course of each theme and topic over time, and whether it has a trend."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from pipeline.core.artifacts import IntArray
from pipeline.numerics.statistics import FALSE_DISCOVERIES, Floats, false_discovery_p, wilson
from pipeline.report.results import Results
from pipeline.report.shares.chance import trend, trend_chance
from pipeline.report.shares.periods import Periods, periods
from pipeline.report.shares.subjects import Subject, subjects, tally
from pipeline.report.shares.wholes import wholes

FEWEST_PERIODS = 3
FEWEST_DOCUMENTS = 10
"""Documents with a subject, and without it, that a trend or a difference is drawn from."""

ENDS = 4
"""The first and the last quarter of the periods are held against each other."""

HALF = 0.5
"""A trend goes at least so much of the way that the share goes up and down between quarters."""

Turn = Literal["grew", "shrank", "varies", "no clear trend", "too few to tell"]


@dataclass(frozen=True)
class Course:
    """One subject over k periods.

    counts     (k,) int32 documents of ``sizes`` (k,) documents
    low, high  (k,) the 95 % interval of the share
    told       periods whose shares are told, by number
    turn       what became of it, in a word
    strength   how far it rises (above 0) or falls, in standard deviations
    p          the chance of that if nothing changed, corrected for all subjects; NaN if untested
    """

    subject: Subject
    counts: IntArray
    sizes: IntArray
    low: Floats
    high: Floats
    told: IntArray
    turn: Turn
    strength: float
    p: float

    @cached_property
    def shares(self) -> Floats:
        """(k,) share of the documents of each period, 0 where it has none."""
        return np.asarray(self.counts / np.maximum(self.sizes, 1))

    @cached_property
    def ends(self) -> tuple[IntArray, IntArray]:
        """The first and the last periods that are held against each other, by number."""
        return _ends(self.told)


@dataclass(frozen=True)
class Timeline:
    """The periods, and the course of each subject through them, themes first."""

    periods: Periods
    courses: tuple[Course, ...]


def timeline(results: Results) -> Timeline | None:
    """The subjects of a run's results over time; None where no document has a date."""
    return results.memory.once(Timeline, lambda: _timeline(results))


def _timeline(results: Results) -> Timeline | None:
    dates = wholes(results).dates
    if not any(dates):
        return None
    cut = periods(dates)
    counts = tally(results, cut.of, len(cut.names))
    low, high = wilson(counts, np.broadcast_to(cut.sizes, counts.shape))
    turns, strengths, p = _turns(counts[:, cut.told], cut.sizes[cut.told], cut.told)
    rows = zip(
        subjects(results), counts, low, high, turns, strengths.tolist(), p.tolist(), strict=True
    )
    return Timeline(
        cut,
        tuple(
            Course(subject, own, cut.sizes, below, above, cut.told, turn, strength, chance)
            for subject, own, below, above, turn, strength, chance in rows
        ),
    )


def _turns(counts: IntArray, sizes: IntArray, told: IntArray) -> tuple[list[Turn], Floats, Floats]:
    """What became of each subject, how strongly, and the corrected p of a trend."""
    if len(told) < FEWEST_PERIODS or not len(counts):
        few: list[Turn] = ["too few to tell"] * len(counts)
        return few, np.zeros(len(counts)), np.full(len(counts), np.nan)
    total = counts.sum(axis=1)
    enough = np.minimum(total, sizes.sum() - total) >= FEWEST_DOCUMENTS
    strengths = trend(counts, sizes, told)
    p, alike = (false_discovery_p(chance, enough) for chance in trend_chance(counts, sizes, told))
    rise, reach = _rise(counts, sizes)
    told_apart = p < FALSE_DISCOVERIES
    steady = told_apart & (np.sign(strengths) == np.sign(rise)) & (abs(rise) >= HALF * reach)
    differs = told_apart | (alike < FALSE_DISCOVERIES)
    rows = zip(enough.tolist(), steady.tolist(), differs.tolist(), rise.tolist(), strict=True)
    return [_turn(*row) for row in rows], strengths, p


def _turn(enough: bool, steady: bool, differs: bool, rise: float) -> Turn:
    if not enough:
        return "too few to tell"
    if steady:
        return "grew" if rise > 0 else "shrank"
    return "varies" if differs else "no clear trend"


def _rise(counts: IntArray, sizes: IntArray) -> tuple[Floats, Floats]:
    """(r,) the share at the end less that at the start, and (r,) how far it moves in between."""
    places = np.arange(len(sizes), dtype=np.int32)
    first, last = _ends(places)
    between = np.array_split(places[len(first) : -len(last)], 2)
    parts = [part for part in (first, *between, last) if len(part)]
    shares = np.array([counts[:, part].sum(axis=1) / sizes[part].sum() for part in parts])
    return shares[-1] - shares[0], np.ptp(shares, axis=0)


def _ends(told: IntArray) -> tuple[IntArray, IntArray]:
    part = max(len(told) // ENDS, 1)
    return told[:part], told[-part:]
