"""by_group: the share of each theme and of the largest topics in each group of a column."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.report.figures.canvas import Form
from pipeline.report.figures.grid import Grid, grid
from pipeline.report.lettering import printable
from pipeline.report.results import Results
from pipeline.report.shares.groups import Grouping, groupings
from pipeline.report.shares.wholes import KINDS
from pipeline.report.table import Table
from pipeline.report.tables import by_group
from pipeline.report.wording import cut, percent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_GROUPS, MOST_ROWS = 12, 20
"""Groups, and rows of a kind; the table has the rest."""

LONGEST = 40
"""Characters of the column's name in the title."""

STRONG = 1.5
"""How many times as often as among the other documents a share must be to be marked, or that
many times as rare."""

SIGNS = {1: " ▲", -1: " ▼"}


def table(results: Results) -> Table:
    """The first column that tells groups: all its groups, with all themes and topics."""
    return by_group.rows(results, groupings(results)[:1])


def draw(results: Results, form: Form) -> "list[Figure]":
    """A grid of shares, where arrows mark what differs much and beyond chance."""
    found = groupings(results)
    rows = _rows(found[0]) if found else []
    if not rows:
        return []
    shown = found[0]
    sizes = shown.sizes[:MOST_GROUPS]
    counts = shown.counts[rows, : len(sizes)]
    marks = strong(shown)[rows, : len(sizes)]
    said = [
        [
            f"{percent(part, size)}{SIGNS.get(mark, '')}"
            for part, size, mark in zip(*row, strict=True)
        ]
        for row in (
            (own, sizes.tolist(), mark)
            for own, mark in zip(counts.tolist(), marks.tolist(), strict=True)
        )
    ]
    whole = Grid(
        rows=[(shown.subjects[row].name, "") for row in rows],
        columns=shown.names[: len(sizes)],
        under=[f"n = {size:,}" for size in sizes],
        shares=counts / np.maximum(sizes, 1),
        said=np.array(said),
        strong=marks != 0,
        key="of a group's documents",
        parted=sum(shown.subjects[row].kind == "theme" for row in rows),
    )
    title = f"Shares by {cut(printable(shown.column), LONGEST)}"
    return grid(form, whole, title, _note(shown, rows))


def strong(shown: Grouping) -> NDArray[np.int_]:
    """(r, g) 1 where a group has much more than the others and beyond chance, -1 fewer, else 0."""
    sizes, totals = shown.sizes[None, :], shown.totals[:, None]
    share = shown.counts / np.maximum(sizes, 1)
    others = (totals - shown.counts) / np.maximum(shown.n - sizes, 1)
    much = np.maximum(share, others) >= STRONG * np.minimum(share, others)
    return np.where(much, shown.marks, 0)


def _rows(shown: Grouping) -> list[int]:
    """The largest themes, then the largest topics, of those that any group has."""
    kinds = [
        [i for i, each in enumerate(shown.subjects) if each.kind == kind and each.size]
        for kind in KINDS
    ]
    return [row for found in kinds for row in found[:MOST_ROWS]]


def _note(shown: Grouping, rows: list[int]) -> str:
    left = (len(shown.names) > MOST_GROUPS) or (len(rows) < len(shown.subjects))
    more = " Smaller ones only in the table." if left else ""
    return (
        "Percent of the n documents of a group. ▲ at least half as often again as among the other "
        f"documents, ▼ at most two thirds as often; both beyond chance.{more}"
    )
