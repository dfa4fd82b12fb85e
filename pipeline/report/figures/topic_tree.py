"""topic_tree: the topics from coarse to fine, branches as thick as they hold documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.artifacts import Strings, Topic
from pipeline.core.stability import holds
from pipeline.report.figures.bars import Bar, bars
from pipeline.report.figures.canvas import (
    EDGE,
    HIGHEST,
    LINE_HEIGHT,
    TEXT,
    Form,
    canvas,
    in_pages,
    of_pages,
    write,
)
from pipeline.report.lettering import wrap
from pipeline.report.palette import LIGHT, MUTED, NONE
from pipeline.report.results import Results
from pipeline.report.table import Table
from pipeline.report.tree import Branch, grow, walk
from pipeline.report.wording import count, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 60
"""Topics of the finest level drawn; a level with more is left to the table."""

BEND, LINES = 44.0, 3
"""In units of the canvas, how far a branch bends; lines of a name."""

THICKEST, AIR = (16.0, 52.0), 8.0
"""The thickest branch of a small and of a large tree, and what is between."""

LARGE = 36
"""Topics without finer ones that a large tree has."""

HEADS = 1.8 * LINE_HEIGHT
UNDER = "A topic stands under the one that most of it is in."
PALE = 0.3


@dataclass(frozen=True)
class Frame:
    """What all branches share: the length of one, the thickness of a document, lines of a name."""

    stem: float
    unit: float

    def thickness(self, topic: Topic) -> float:
        """Of a branch, so that the thinnest shows."""
        return max(topic.size * self.unit, 1.5)

    def lines(self, topic: Topic) -> Strings:
        """Its name in the lines that it takes."""
        return wrap(topic.label, self.stem / TEXT, LINES)

    def needs(self, topic: Topic) -> float:
        """The height of a branch with its name above and its facts below."""
        return self.thickness(topic) + (len(self.lines(topic)) + 1) * LINE_HEIGHT + AIR


@dataclass(frozen=True)
class Drawn:
    """A branch on the canvas: its left end, its top, its middle, and those under it.

    ``before`` are the documents of branches of an earlier page, which goes on where that ended.
    """

    branch: Branch
    x: float
    y: float
    children: tuple["Drawn", ...]
    before: int = 0


def table(results: Results) -> Table:
    """Every topic of every level, from the top down, with the topic that it stands under.

    ``inside`` is the share of its documents that are in that one; ``parent`` is -1 for none.
    ``stability`` and ``holds`` are empty where the method does not tell.
    """
    pairs = list(walk(grow(results)))
    topics = [branch.topic for branch, _ in pairs]
    sizes = np.array([topic.size for topic in topics], dtype=np.int32)
    inside = np.array([branch.inside for branch, _ in pairs], dtype=np.int32)
    stabilities = [results.stability_of(topic) for topic in topics]
    parents = [results.id_of(parent) if parent else -1 for _, parent in pairs]
    return {
        "level": np.array([topic.level for topic in topics], dtype=np.int32),
        "topic": np.array([results.id_of(topic) for topic in topics], dtype=np.int32),
        "label": [topic.label for topic in topics],
        "documents": sizes,
        "parent": np.array(parents, dtype=np.int32),
        "parent_label": [parent.label if parent else "" for _, parent in pairs],
        "inside": inside / np.maximum(sizes, 1),
        "stability": np.array(stabilities, dtype=np.float64),
        "holds": [holds(value) for value in stabilities],
    }


def draw(results: Results, form: Form) -> "list[Figure]":
    """Levels from left to right; where there is little width, as bars that are moved in.

    There is nothing to draw of fewer than two levels.
    """
    levels = _levels(results)
    if levels < 2:
        return []
    tree, title, note = (
        _cut(grow(results), levels),
        "Topics from coarse to fine",
        _note(results, levels),
    )
    stem = (form.width - 2 * EDGE - (levels - 1) * BEND) / levels
    if stem < SHORTEST:
        rows = [_bar(results, branch.topic) for branch, _ in walk(tree)]
        told = f"{UNDER}{_left(results, levels)} Blue: the topics of the report."
        return bars(form, rows, len(results), title, told)
    leaves = sum(not branch.branches for branch, _ in walk(tree))
    thickest = float(np.interp(leaves, (LARGE / 3, LARGE), THICKEST))
    frame = Frame(stem, thickest / max(branch.topic.size for branch in tree))
    pages = _pages(tree, frame, HIGHEST - HEADS)
    return [
        _page(results, form, frame, page, of_pages(title, number, len(pages)), note)
        for number, page in enumerate(pages, start=1)
    ]


SHORTEST = 135.0
"""A branch that is shorter has no room for its name."""


def _bar(results: Results, topic: Topic) -> Bar:
    word = holds(results.stability_of(topic))
    other = topic.level != results.clustering.level
    said = f", {word}" if word else ""
    return Bar(topic.label, topic.size, plain=other, said=said, indent=topic.level)


def _page(
    results: Results,
    form: Form,
    frame: Frame,
    tree: Sequence["Part"],
    title: str,
    note: str,
) -> "Figure":
    drawn, y = [], HEADS
    for part in tree:
        one, y = _place(part, y, frame)
        drawn.append(one)
    figure, axes = canvas(form, y + EDGE, title, note)
    for level in range(_levels(results)):
        _head(axes, results, frame, level)
    for one in drawn:
        _draw(axes, results, one, frame)
    return figure


def _levels(results: Results) -> int:
    """How many levels are drawn, from the coarsest on."""
    sizes = [len(results.topics.at(level)) for level in range(len(results.clustering.levels))]
    drawn = next((place for place, size in enumerate(sizes) if size > MOST), len(sizes))
    return drawn if sizes and sizes[0] else 0


def _note(results: Results, levels: int) -> str:
    return f"The thicker, the more documents. {UNDER}{_left(results, levels)}"


def _left(results: Results, levels: int) -> str:
    more = len(results.clustering.levels) - levels
    return f" Only in the table: {count(more, 'finer level')}." if more else ""


def _cut(branches: Sequence[Branch], levels: int) -> tuple[Branch, ...]:
    return tuple(
        Branch(branch.topic, branch.inside, _cut(branch.branches, levels))
        for branch in branches
        if branch.topic.level < levels
    )


@dataclass(frozen=True)
class Part:
    """A branch as far as a page shows it; ``before`` are documents that an earlier page shows."""

    branch: Branch
    parts: tuple["Part", ...]
    before: int = 0


def _pages(tree: Sequence[Branch], frame: Frame, room: float) -> list[tuple[Part, ...]]:
    """The tree in pages: a branch goes to the next where it does not fit, or goes on there."""
    pages: list[list[Part]] = [[]]
    used = 0.0
    for branch in tree:
        for part in _split(branch, frame, room):
            height = _needs(part, frame)
            if used + height > room and pages[-1]:
                pages.append([])
                used = 0.0
            pages[-1].append(part)
            used += height
    return [tuple(page) for page in pages]


def _split(branch: Branch, frame: Frame, room: float) -> list[Part]:
    """A branch as a whole where it fits on a page, else with as many of those under it as fit."""
    under = [part for each in branch.branches for part in _split(each, frame, room)]
    if not under:
        return [Part(branch, ())]
    pages = in_pages([_needs(part, frame) for part in under], room)
    shown = [tuple(under[page]) for page in pages]
    held = [sum(part.branch.inside for part in parts if not part.before) for parts in shown]
    return [Part(branch, parts, sum(held[:place])) for place, parts in enumerate(shown)]


def _needs(part: Part, frame: Frame) -> float:
    own = frame.needs(part.branch.topic)
    return max(own, sum(_needs(each, frame) for each in part.parts))


def _place(part: Part, top: float, frame: Frame) -> tuple[Drawn, float]:
    """Give a branch and those under it their places below ``top``; also where the next begins."""
    topic = part.branch.topic
    y, children = top, []
    for each in part.parts:
        child, y = _place(each, y, frame)
        children.append(child)
    y = max(y, top + frame.needs(topic))
    x = EDGE + topic.level * (frame.stem + BEND)
    middle = (top + y - AIR + (len(frame.lines(topic)) - 1) * LINE_HEIGHT) / 2
    return Drawn(part.branch, x, middle, tuple(children), part.before), y


def _head(axes: "Axes", results: Results, frame: Frame, level: int) -> None:
    topics = count(len(results.topics.at(level)), "topic")
    shown = ", those of the report" if level == results.clustering.level else ""
    said = wrap(f"{topics}{shown}", frame.stem / TEXT, 1)
    write(axes, EDGE + level * (frame.stem + BEND), HEADS / 2, said, colour=MUTED)


def _draw(axes: "Axes", results: Results, drawn: Drawn, frame: Frame) -> None:
    topic, thickness = drawn.branch.topic, frame.thickness(drawn.branch.topic)
    colour = LIGHT[0] if topic.level == results.clustering.level else NONE
    axes.barh(drawn.y, frame.stem, left=drawn.x, height=thickness, color=colour)
    write(axes, drawn.x, drawn.y - thickness / 2 - 1, frame.lines(topic), part=1.0)
    facts = [
        f"{topic.size:,} ({percent(topic.size, len(results))})",
        holds(results.stability_of(topic)),
        "continued" if drawn.before else "",
    ]
    below = drawn.y + thickness / 2
    write(axes, drawn.x, below, [", ".join(filter(None, facts))], part=0.0, colour=MUTED)
    start = drawn.y - thickness / 2 + drawn.before * frame.unit
    for child in drawn.children:
        held = max(child.branch.inside * frame.unit, 0.8)
        top = child.y - frame.thickness(child.branch.topic) / 2
        _bend(axes, (drawn.x + frame.stem, start), (child.x, top), held)
        start += held
        _draw(axes, results, child, frame)


def _bend(
    axes: "Axes", start: tuple[float, float], end: tuple[float, float], thickness: float
) -> None:
    """A band from the upper corner of one branch's end to that of the next one's beginning."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    (x1, y1), (x2, y2) = start, end
    middle = (x1 + x2) / 2
    corners = [
        (x1, y1), (middle, y1), (middle, y2), (x2, y2), (x2, y2 + thickness),
        (middle, y2 + thickness), (middle, y1 + thickness), (x1, y1 + thickness), (x1, y1),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(corners, codes), color=NONE, alpha=PALE, linewidth=0))
