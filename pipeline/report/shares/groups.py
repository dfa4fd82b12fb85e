"""Themes and topics by group, and where a group differs from the other documents."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.core.artifacts import IntArray, Strings
from pipeline.numerics.statistics import FALSE_DISCOVERIES, Floats, false_discovery_p
from pipeline.report.results import Results
from pipeline.report.shares.chance import group_chance, residuals
from pipeline.report.shares.periods import ENOUGH
from pipeline.report.shares.subjects import Subject, subjects, tally
from pipeline.report.shares.timeline import FEWEST_DOCUMENTS
from pipeline.report.shares.wholes import wholes

MOST_GROUPS = 30
"""A column of more different values does not tell groups."""


@dataclass(frozen=True)
class Grouping:
    """One column of the input, and r subjects in each of its g groups.

    names     g values, the largest group first
    sizes     (g,) int32 documents
    subjects  r themes and topics
    counts    (r, g) int32 documents
    totals    (r,) int32 documents of each subject among all n
    strength  (r, g) how far a group has more (above 0) or fewer than the other documents, in
              standard deviations
    p         (r, g) the chance of that if they were alike, corrected; NaN where untested
    """

    column: str
    n: int
    names: Strings
    sizes: IntArray
    subjects: tuple[Subject, ...]
    counts: IntArray
    totals: IntArray
    strength: Floats
    p: Floats

    @property
    def nameless(self) -> int:
        """Documents without a value."""
        return self.n - int(self.sizes.sum())

    @cached_property
    def marks(self) -> IntArray:
        """(r, g) 1 where a group has more than chance makes it, -1 where fewer, else 0."""
        return np.where(self.p < FALSE_DISCOVERIES, np.sign(self.strength), 0).astype(np.int32)


def groupings(results: Results) -> tuple[Grouping, ...]:
    """The columns of the input that tell groups, in their order."""
    return results.memory.once(Grouping, lambda: tuple(_groupings(results)))


def _groupings(results: Results) -> Iterator[Grouping]:
    for name, values in wholes(results).groups.items():
        if not _why_not(values):
            yield _grouping(results, name, values)


def left_out(results: Results) -> list[tuple[str, str]]:
    """The columns that do not tell groups, and why."""
    reasons = ((name, _why_not(values)) for name, values in wholes(results).groups.items())
    return [(name, reason) for name, reason in reasons if reason]


def _why_not(values: Strings) -> str:
    different = set(values) - {""}
    if not different:
        return "has no values"
    if len(different) == 1:
        return "has one value only"
    if len(different) == sum(value != "" for value in values):
        return "has a different value in every document"
    if len(different) > MOST_GROUPS:
        return f"has {len(different):,} different values, more than {MOST_GROUPS}"
    return ""


def _grouping(results: Results, column: str, values: Strings) -> Grouping:
    found = sorted(Counter(filter(None, values)).items(), key=lambda item: (-item[1], item[0]))
    places = {name: place for place, (name, _) in enumerate(found)} | {"": -1}
    sizes = np.array([size for _, size in found], dtype=np.int32)
    counts = tally(results, np.array([places[value] for value in values], np.int32), len(found))
    rows, n = subjects(results), len(wholes(results))
    totals = np.array([row.size for row in rows], dtype=np.int32)
    looked_at = np.outer(
        np.minimum(totals, n - totals) >= FEWEST_DOCUMENTS,
        np.minimum(sizes, n - sizes) >= ENOUGH,
    )
    return Grouping(
        column=column,
        n=n,
        names=tuple(name for name, _ in found),
        sizes=sizes,
        subjects=rows,
        counts=counts,
        totals=totals,
        strength=residuals(counts, sizes, totals, n),
        p=false_discovery_p(group_chance(counts, sizes, totals, n), looked_at),
    )
