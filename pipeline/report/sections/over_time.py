"""Over time and by group: what grew and shrank, and which groups differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.artifacts import Strings
from pipeline.numerics.statistics import FALSE_DISCOVERIES
from pipeline.report.results import Results
from pipeline.report.shares.curves import Drawing, drawing
from pipeline.report.shares.findings import NAMED, course_in_words, group_lines, trend_lines
from pipeline.report.shares.group_table import GroupTable, group_table
from pipeline.report.shares.groups import Grouping, groupings, left_out
from pipeline.report.shares.periods import ENOUGH, Periods
from pipeline.report.shares.scale import top_of
from pipeline.report.shares.subjects import colours_of, conditions_of
from pipeline.report.shares.timeline import (
    FEWEST_DOCUMENTS,
    FEWEST_PERIODS,
    Course,
    Timeline,
    Turn,
    timeline,
)
from pipeline.report.shares.wholes import HOLDING, KINDS, Kind, wholes
from pipeline.report.wording import count, percent

CHARTS = 12
"""Charts of a kind that stand open; the rest is folded."""

COLUMNS = 6
"""Columns of the input with a table of their own."""

TURNS: tuple[tuple[str, Turn], ...] = (
    ("What grew", "grew"),
    ("What shrank", "shrank"),
    ("What varies", "varies"),
)

MILLION = 1_000_000


@dataclass(frozen=True)
class PeriodShare:
    """The documents of a subject in one period, and where their share lies with 95% confidence.

    The share is ``told`` where the period has enough documents.
    """

    part: int
    whole: int
    told: bool
    low: str
    high: str


@dataclass(frozen=True)
class Chart:
    """One small chart: the drawing, and the same in words and numbers.

    ``conditions`` name the theme or topic in a view.
    """

    name: str
    colour: int
    turn: Turn
    words: str
    cells: list[PeriodShare]
    drawing: Drawing
    conditions: dict[str, object]


@dataclass(frozen=True)
class Charts:
    """The charts of the themes or of the topics, in one scale from 0 to ``top``."""

    kind: Kind
    top: str
    charts: list[Chart]


@dataclass(frozen=True)
class TimeView:
    """What the periods are, what they are too few for, and which documents they leave out.

    ``spans`` are the periods as conditions of a view.
    ``span`` says what is drawn, or why nothing is.
    """

    unit: str
    names: Strings
    spans: tuple[dict[str, str], ...]
    sizes: list[int]
    span: str
    limits: list[str]
    left: list[str]


@dataclass(frozen=True)
class OverTimeView:
    """The sentences, the charts of each kind, and a table for each column of groups.

    answers       the sentences by the question they answer; only what is more than chance
    reading       how they are to be read
    more_columns  columns of groups beyond those with a table
    left_out      columns that do not tell groups, each with why
    """

    time: TimeView | None
    kinds: list[Charts]
    answers: list[tuple[str, list[str]]]
    reading: str
    groups: list[GroupTable]
    more_columns: list[str]
    left_out: list[tuple[str, str]]
    least: int = ENOUGH
    charts: int = CHARTS


def view(results: Results) -> OverTimeView:
    """What the dates and the groups of the documents tell of themes and topics."""
    time, groups = timeline(results), groupings(results)
    drawn = time is not None and len(time.periods.told) > 1
    return OverTimeView(
        time=_time(time, wholes(results).noun) if time else None,
        kinds=_kinds(results, time) if time and drawn else [],
        answers=[(title, lines) for title, lines in _answers(time, groups) if lines],
        reading=_reading(results),
        groups=[group_table(results, each) for each in groups[:COLUMNS]],
        more_columns=[each.column for each in groups[COLUMNS:]],
        left_out=left_out(results),
    )


def missing(view: OverTimeView) -> str:
    """Why there is nothing to compare."""
    if view.time or view.groups or view.left_out:
        return ""
    return "no dates or groups were named, in load.date and load.groups of the config"


def _answers(time: Timeline | None, groups: Sequence[Grouping]) -> list[tuple[str, list[str]]]:
    trends = [(title, trend_lines(time, turn) if time else []) for title, turn in TURNS]
    differences = [line for each in groups[:COLUMNS] for line in group_lines(each, 1)]
    return [*trends, ("Which groups differ", differences[:NAMED])]


def _reading(results: Results) -> str:
    found = wholes(results)
    again = " Documents that repeat another count each time." if results.copies else ""
    if found.are_cut:
        again = (
            " Whole documents are counted, each once: passages of one are no independent witnesses."
            f" One has what {HOLDING:.0%} of its passages or more have."
        )
    return (
        "Listed and marked here is only what is more than chance: of all that is, one in "
        f"{round(1 / FALSE_DISCOVERIES)} is expected to be chance after all. "
        f"Subjects of fewer than {FEWEST_DOCUMENTS} {found.noun}s are not tested.{again}"
    )


def _time(time: Timeline, noun: str) -> TimeView:
    cut = time.periods
    return TimeView(
        unit=cut.unit,
        names=cut.names,
        spans=tuple({"from": first, "to": last} for first, last in cut.spans),
        sizes=cut.sizes.tolist(),
        span=_span(cut, noun),
        limits=_limits(cut, noun),
        left=_left(cut, noun),
    )


def _span(cut: Periods, noun: str) -> str:
    if not len(cut.told):
        return f"There are dates, but no period holds the {ENOUGH} {noun}s that a share needs."
    if len(cut.told) == 1:
        alone = f"All that can be told lies in one {cut.unit}, {cut.names[cut.told[0]]}"
        return f"{alone}: there is nothing to compare it with."
    placed = count(int(cut.sizes.sum()), noun)
    return f"Shares of {placed} by {cut.unit}, {cut.names[0]} to {cut.names[-1]}."


def _limits(cut: Periods, noun: str) -> list[str]:
    """What the periods are too few or too small for."""
    few = int((~cut.enough).sum())
    lines = [
        (few, f"{count(few, 'period')} with fewer than {ENOUGH} {noun}s: marked at the foot."),
        (cut.until, f"The last period is told up to {cut.until} only."),
        (len(cut.told) < FEWEST_PERIODS, "Two periods are too few for a trend."),
    ]
    return [line for there, line in lines if there]


def _left(cut: Periods, noun: str) -> list[str]:
    reasons = (
        (cut.undated, "without a date"),
        (cut.vague, f"with a date too coarse to tell the {cut.unit}"),
        (cut.outside, f"before or after, where no {cut.unit} holds enough"),
    )
    return [f"{count(number, noun)} {why}" for number, why in reasons if number]


def _kinds(results: Results, time: Timeline) -> list[Charts]:
    colours = colours_of(results)
    kinds = []
    for kind in KINDS:
        courses = [course for course in time.courses if course.subject.kind == kind]
        top = top_of(courses)
        charts = [_chart(results, each, time.periods, top, colours[kind]) for each in courses]
        if charts:
            kinds.append(Charts(kind, _rate(top), charts))
    return kinds


def _chart(results: Results, course: Course, cut: Periods, top: float, colours: list[int]) -> Chart:
    words = course_in_words(course, cut.names)
    return Chart(
        name=course.subject.name,
        colour=colours[course.subject.place],
        turn=course.turn,
        words=f"{words[0].upper()}{words[1:]}.",
        cells=[_cell(course, place) for place in range(len(cut.names))],
        drawing=drawing(course, cut, top),
        conditions=conditions_of(results, course.subject),
    )


def _cell(course: Course, place: int) -> PeriodShare:
    return PeriodShare(
        part=int(course.counts[place]),
        whole=int(course.sizes[place]),
        told=place in course.told,
        low=_rate(course.low[place]),
        high=_rate(course.high[place]),
    )


def _rate(share: float) -> str:
    return percent(round(MILLION * float(share)), MILLION)
