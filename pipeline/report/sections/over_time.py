"""Over time and by group: what grew and shrank, and which groups differ."""

from collections.abc import Sequence
from typing import Any

from pipeline.report.results import Story
from pipeline.report.shares.curves import drawing
from pipeline.report.shares.findings import NAMED, course_in_words, group_lines, trend_lines
from pipeline.report.shares.group_table import group_table
from pipeline.report.shares.groups import Grouping, groupings, left_out
from pipeline.report.shares.periods import ENOUGH, Periods
from pipeline.report.shares.scale import top_of
from pipeline.report.shares.subjects import KINDS, colours_of
from pipeline.report.shares.timeline import (
    FEWEST_DOCUMENTS,
    FEWEST_PERIODS,
    Course,
    Timeline,
    Turn,
    timeline,
)
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


def view(story: Story) -> dict[str, Any]:
    """The sentences, the charts of each kind, and a table for each column of groups."""
    time, groups = timeline(story), groupings(story)
    drawn = time is not None and len(time.periods.told) > 1
    return {
        "time": _time(time) if time else None,
        "kinds": _kinds(story, time) if time and drawn else [],
        "answers": [(title, lines) for title, lines in _answers(time, groups) if lines],
        "groups": [group_table(each) for each in groups[:COLUMNS]],
        "more_columns": [each.column for each in groups[COLUMNS:]],
        "left_out": left_out(story),
        "copies": story.copies,
        "fewest": FEWEST_DOCUMENTS,
        "least": ENOUGH,
        "charts": CHARTS,
    }


def _answers(time: Timeline | None, groups: Sequence[Grouping]) -> list[tuple[str, list[str]]]:
    trends = [(title, trend_lines(time, turn) if time else []) for title, turn in TURNS]
    differences = [line for each in groups[:COLUMNS] for line in group_lines(each, 1)]
    return [*trends, ("Which groups differ", differences[:NAMED])]


def _time(time: Timeline) -> dict[str, Any]:
    """What the periods are and which documents they leave out."""
    cut = time.periods
    return {
        "unit": cut.unit,
        "names": cut.names,
        "sizes": cut.sizes.tolist(),
        "told": len(cut.told),
        "placed": int(cut.sizes.sum()),
        "least": ENOUGH,
        "limits": _limits(cut),
        "left": _left(cut),
    }


def _limits(cut: Periods) -> list[str]:
    """What the periods are too few or too small for."""
    few = int((~cut.enough).sum())
    lines = [
        (few, f"{count(few, 'period')} with fewer than {ENOUGH} documents: marked at the foot."),
        (cut.until, f"The last period is told up to {cut.until} only."),
        (len(cut.told) < FEWEST_PERIODS, "Two periods are too few for a trend."),
    ]
    return [line for there, line in lines if there]


def _left(cut: Periods) -> list[str]:
    reasons = (
        (cut.undated, "without a date"),
        (cut.vague, f"with a date too coarse to tell the {cut.unit}"),
        (cut.outside, f"before or after, where no {cut.unit} holds enough"),
    )
    return [f"{count(number, 'document')} {why}" for number, why in reasons if number]


def _kinds(story: Story, time: Timeline) -> list[dict[str, Any]]:
    colours = colours_of(story)
    kinds = []
    for kind in KINDS:
        courses = [course for course in time.courses if course.subject.kind == kind]
        top = top_of(courses)
        charts = [_chart(each, time.periods, top, colours[kind]) for each in courses]
        if charts:
            kinds.append({"kind": kind, "top": _rate(top), "charts": charts})
    return kinds


def _chart(course: Course, cut: Periods, top: float, colours: list[int]) -> dict[str, Any]:
    """One small chart: the drawing, and the same in words and numbers."""
    words = course_in_words(course, cut.names)
    return {
        "name": course.subject.name,
        "size": course.subject.size,
        "colour": colours[course.subject.place],
        "turn": course.turn,
        "words": f"{words[0].upper()}{words[1:]}.",
        "cells": [_cell(course, place) for place in range(len(cut.names))],
        **drawing(course, cut, top),
    }


def _cell(course: Course, place: int) -> dict[str, Any]:
    """The numbers of one period, which are told where there are enough documents."""
    return {
        "part": int(course.counts[place]),
        "whole": int(course.sizes[place]),
        "told": place in course.told,
        "low": _rate(course.low[place]),
        "high": _rate(course.high[place]),
    }


def _rate(share: float) -> str:
    return percent(round(MILLION * float(share)), MILLION)
