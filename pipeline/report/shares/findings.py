"""What changed over time and which groups stand out, in sentences."""

from collections.abc import Sequence

import numpy as np

from pipeline.core.artifacts import IntArray, Strings
from pipeline.report.results import Results
from pipeline.report.shares.groups import Grouping, groupings
from pipeline.report.shares.timeline import Course, Timeline, Turn, timeline
from pipeline.report.shares.wholes import wholes
from pipeline.report.wording import percent, quoted

NAMED = 3
"""Subjects named for each way of changing, and for each column of groups."""


def told(results: Results) -> list[str]:
    """The strongest trend and the greatest difference of a group, where there are any."""
    time, groups = timeline(results), groupings(results)
    steady = _by_strength(time, "grew", "shrank")[:1] if time else []
    trends = [sentence(course, time.periods.names) for course in steady] if time else []
    furthest = max(groups, key=_furthest, default=None)
    differences = group_lines(furthest, 1) if furthest else []
    what = "more than chance"
    if wholes(results).are_cut:
        what = f"{what}, counting whole documents"
    return [f"{line.removesuffix('.')}: {what}." for line in (*trends, *differences)]


def trend_lines(time: Timeline, turn: Turn) -> list[str]:
    """The subjects that grew, shrank or varied most, and how many more did."""
    found = _by_strength(time, turn)
    lines = [sentence(course, time.periods.names) for course in found[:NAMED]]
    rest = len(found) - NAMED
    verb = "vary" if turn == "varies" and rest > 1 else turn
    return [*lines, *([f"{rest:,} more {verb}."] if rest > 0 else [])]


def sentence(course: Course, names: Strings) -> str:
    """What became of one subject: "“Speech” grew from 3% (12 of 400, 1994) to ..."."""
    who = f"The {course.subject.kind} {quoted(course.subject.name)}"
    return f"{who} {course_in_words(course, names)}."


def course_in_words(course: Course, names: Strings) -> str:
    """What became of a subject, its name left out."""
    if course.turn in ("grew", "shrank"):
        first, last = (_share(course, part, names) for part in course.ends)
        return f"{course.turn} from {first} to {last}"
    if course.turn == "varies":
        low, high = course.told[course.shares[course.told].argsort(kind="stable")][[0, -1]]
        lowest, highest = (_share(course, np.array([part]), names) for part in (low, high))
        return f"varies without a steady trend, between {lowest} and {highest}"
    overall = int(course.counts[course.told].sum()), int(course.sizes[course.told].sum())
    words = "shows no clear trend" if course.turn == "no clear trend" else "has too few to tell"
    return f"{words}: {percent(*overall)} ({overall[0]:,} of {overall[1]:,}) in all"


def group_lines(grouping: Grouping, named: int = NAMED) -> list[str]:
    """The groups that differ most from the other documents, each named once."""
    order = np.argsort(-np.abs(np.where(grouping.marks, grouping.strength, 0)), axis=None)
    lines: dict[int, str] = {}
    for row, group in zip(*np.unravel_index(order, grouping.marks.shape), strict=True):
        if grouping.marks[row, group] and len(lines) < named:
            lines.setdefault(int(group), _difference(grouping, int(row), int(group)))
    return list(lines.values())


def _difference(grouping: Grouping, row: int, group: int) -> str:
    subject, size = grouping.subjects[row], int(grouping.sizes[group])
    inside = int(grouping.counts[row, group])
    outside, others = int(grouping.totals[row]) - inside, grouping.n - size
    where = f"{quoted(grouping.column)} is {quoted(grouping.names[group])}"
    what = f"the {subject.kind} {quoted(subject.name)}"
    share = f"{percent(inside, size)} ({inside:,} of {size:,})"
    rest = f"{percent(outside, others)} ({outside:,} of {others:,})"
    return f"Where {where}, {what} has {share}, elsewhere {rest}."


def _by_strength(time: Timeline, *turns: Turn) -> list[Course]:
    found = [course for course in time.courses if course.turn in turns]
    return sorted(found, key=lambda course: -abs(course.strength))


def _furthest(grouping: Grouping) -> float:
    return float(np.abs(np.where(grouping.marks, grouping.strength, 0)).max(initial=0))


def _share(course: Course, part: IntArray, names: Strings) -> str:
    """A share and what it is of: "3% (12 of 400, 1994 to 1998)"."""
    counted, size = int(course.counts[part].sum()), int(course.sizes[part].sum())
    return f"{percent(counted, size)} ({counted:,} of {size:,}, {span(names, part)})"


def span(names: Strings, part: Sequence[int] | IntArray) -> str:
    """The name of one period, or of the time from the first of several to the last."""
    first, last = names[part[0]], names[part[-1]]
    return first if first == last else f"{first} to {last}"
