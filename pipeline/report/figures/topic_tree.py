"""topic_tree: the topics from coarse to fine, branches as thick as they hold documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.stability import holds
from pipeline.report.figures.canvas import EDGE, HEAD, TEXT, canvas, heading
from pipeline.report.lettering import text_width, wrap
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

STEM, BEND, LINES = 250.0, 70.0, 2
"""In units of the canvas, how long a branch is and how far it bends; lines of a name."""

THICKEST, LINE, AIR = (26.0, 78.0), 15.5, 10.0
"""The thickest branch of a small and of a large tree, a line of text, and what is between."""

LARGE = 36
"""Topics without finer ones that a large tree has."""

HEADS = 30.0
UNDER = "A topic stands under the one that most of it is in."
PALE = 0.3


@dataclass(frozen=True)
class Drawn:
    """A branch on the canvas: its left end, its middle, and its thickness."""

    branch: Branch
    x: float
    y: float
    thickness: float
    children: tuple["Drawn", ...]


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


def draw(results: Results) -> "Figure | None":
    """Levels from left to right; None where fewer than two can be drawn."""
    levels = _levels(results)
    if levels < 2:
        return None
    tree = _cut(grow(results), levels)
    leaves = sum(not branch.branches for branch, _ in walk(tree))
    thickest = np.interp(leaves, (LARGE / 3, LARGE), THICKEST)
    unit = float(thickest) / max(branch.topic.size for branch in tree)
    drawn, y = [], HEAD + HEADS
    for branch in tree:
        one, y = _place(branch, y, unit)
        drawn.append(one)
    note = _note(results, levels)
    width = 2 * EDGE + max(levels * STEM + (levels - 1) * BEND, text_width(note) * TEXT)
    figure, axes = canvas(width, y + EDGE)
    heading(axes, "Topics from coarse to fine", note)
    for level in range(levels):
        _head(axes, results, level)
    for one in drawn:
        _draw(axes, results, one, unit)
    axes.set(xlim=(0, width), ylim=(y + EDGE, 0))
    return figure


def _levels(results: Results) -> int:
    """How many levels are drawn, from the coarsest on."""
    sizes = [len(results.topics.at(level)) for level in range(len(results.clustering.levels))]
    drawn = next((place for place, size in enumerate(sizes) if size > MOST), len(sizes))
    return drawn if sizes and sizes[0] else 0


def _note(results: Results, levels: int) -> str:
    more = len(results.clustering.levels) - levels
    left = f" Only in the table: {count(more, 'finer level')}." if more else ""
    return f"The thicker, the more documents. {UNDER}{left}"


def _cut(branches: Sequence[Branch], levels: int) -> tuple[Branch, ...]:
    return tuple(
        Branch(branch.topic, branch.inside, _cut(branch.branches, levels))
        for branch in branches
        if branch.topic.level < levels
    )


def _place(branch: Branch, top: float, unit: float) -> tuple[Drawn, float]:
    """Give a branch and those under it their places below ``top``; also where the next begins."""
    thickness = max(branch.topic.size * unit, 1.5)
    y, children = top, []
    for each in branch.branches:
        child, y = _place(each, y, unit)
        children.append(child)
    y = max(y, top + thickness + (LINES + 1) * LINE + AIR)
    x = EDGE + branch.topic.level * (STEM + BEND)
    middle = (top + y - AIR + (LINES - 1) * LINE) / 2
    return Drawn(branch, x, middle, thickness, tuple(children)), y


def _head(axes: "Axes", results: Results, level: int) -> None:
    topics = count(len(results.topics.at(level)), "topic")
    shown = ", those of the report" if level == results.clustering.level else ""
    axes.text(EDGE + level * (STEM + BEND), HEAD + 8, f"{topics}{shown}", color=MUTED, va="center")


def _draw(axes: "Axes", results: Results, drawn: Drawn, unit: float) -> None:
    topic = drawn.branch.topic
    shown = topic.level == results.clustering.level
    axes.barh(
        drawn.y, STEM, left=drawn.x, height=drawn.thickness, color=LIGHT[0] if shown else NONE
    )
    name = "\n".join(wrap(topic.label, STEM / TEXT, LINES))
    axes.text(drawn.x, drawn.y - drawn.thickness / 2 - 3, name, va="bottom", linespacing=1.2)
    facts = [
        f"{topic.size:,} ({percent(topic.size, len(results))})",
        holds(results.stability_of(topic)),
    ]
    below = drawn.y + drawn.thickness / 2 + 2
    axes.text(drawn.x, below, ", ".join(filter(None, facts)), color=MUTED, va="top")
    start = drawn.y - drawn.thickness / 2
    for child in drawn.children:
        held = max(child.branch.inside * unit, 0.8)
        _bend(axes, (drawn.x + STEM, start), (child.x, child.y - child.thickness / 2), held)
        start += held
        _draw(axes, results, child, unit)


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
