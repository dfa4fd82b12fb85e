"""A table of shares: themes and topics by the groups of one column."""

from dataclasses import dataclass

from pipeline.report.results import Results
from pipeline.report.shares.findings import group_lines
from pipeline.report.shares.groups import Grouping
from pipeline.report.shares.subjects import conditions_of
from pipeline.report.shares.wholes import KINDS, Kind

GROUPS, ROWS = 12, 12
"""Groups shown, and rows of a kind that stand open; the other rows are folded."""


@dataclass(frozen=True)
class GroupRow:
    """A subject: its documents in each group, the group's, and 1 or -1 where more or fewer.

    ``conditions`` name it in a view.
    """

    name: str
    total: int
    cells: list[tuple[int, int, int]]
    rest: int
    nameless: int
    conditions: dict[str, object]


@dataclass(frozen=True)
class GroupTable:
    """Subjects by the largest groups, the rest of them together and the documents without.

    ``n`` are all documents; ``heads`` are the groups shown with theirs; ``rest`` counts those of
    the ``rest_groups`` others, ``nameless`` those without a value.
    """

    column: str
    n: int
    heads: list[tuple[str, int]]
    rest: int
    rest_groups: int
    nameless: int
    open: list[tuple[Kind, list[GroupRow]]]
    folded: list[tuple[Kind, list[GroupRow]]]
    lines: list[str]


def group_table(results: Results, grouping: Grouping) -> GroupTable:
    """Lay out a grouping, the largest subjects of each kind first."""
    shown = slice(0, GROUPS)
    heads = [
        (name, int(size))
        for name, size in zip(grouping.names[shown], grouping.sizes[shown], strict=True)
    ]
    kinds = [each.kind for each in grouping.subjects]
    rows = [
        (
            name,
            [_row(results, grouping, row, heads) for row, kind in enumerate(kinds) if kind == name],
        )
        for name in KINDS
    ]
    return GroupTable(
        column=grouping.column,
        n=grouping.n,
        heads=heads,
        rest=int(grouping.sizes[GROUPS:].sum()),
        rest_groups=len(grouping.names) - len(heads),
        nameless=grouping.nameless,
        open=[(kind, found[:ROWS]) for kind, found in rows if found],
        folded=[(kind, found[ROWS:]) for kind, found in rows if found[ROWS:]],
        lines=group_lines(grouping),
    )


def _row(results: Results, grouping: Grouping, row: int, heads: list[tuple[str, int]]) -> GroupRow:
    counts = grouping.counts[row]
    triples = zip(counts[: len(heads)], heads, grouping.marks[row, : len(heads)], strict=True)
    return GroupRow(
        name=grouping.subjects[row].name,
        total=int(grouping.totals[row]),
        cells=[(int(part), size, int(mark)) for part, (_, size), mark in triples],
        rest=int(counts[GROUPS:].sum()),
        nameless=int(grouping.totals[row] - counts.sum()),
        conditions=conditions_of(results, grouping.subjects[row]),
    )
