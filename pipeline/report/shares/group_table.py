"""A table of shares: themes and topics by the groups of one column."""

from typing import Any

from pipeline.report.shares.findings import group_lines
from pipeline.report.shares.groups import Grouping
from pipeline.report.shares.subjects import KINDS

GROUPS, ROWS = 12, 12
"""Groups shown, and rows of a kind that stand open; the other rows are folded."""


def group_table(grouping: Grouping) -> dict[str, Any]:
    """Subjects by the largest groups, the rest of them together and the documents without."""
    shown = slice(0, GROUPS)
    heads = [
        (name, int(size))
        for name, size in zip(grouping.names[shown], grouping.sizes[shown], strict=True)
    ]
    kinds = [each.kind for each in grouping.subjects]
    rows = [
        (name, [_row(grouping, row, heads) for row, kind in enumerate(kinds) if kind == name])
        for name in KINDS
    ]
    return {
        "column": grouping.column,
        "heads": heads,
        "rest": int(grouping.sizes[GROUPS:].sum()),
        "rest_groups": len(grouping.names) - len(heads),
        "nameless": grouping.nameless,
        "open": [(kind, found[:ROWS]) for kind, found in rows if found],
        "folded": [(kind, found[ROWS:]) for kind, found in rows if found[ROWS:]],
        "lines": group_lines(grouping),
    }


def _row(grouping: Grouping, row: int, heads: list[tuple[str, int]]) -> dict[str, Any]:
    counts = grouping.counts[row]
    return {
        "name": grouping.subjects[row].name,
        "total": int(grouping.totals[row]),
        "cells": [
            (int(part), size, int(mark))
            for part, (_, size), mark in zip(
                counts[: len(heads)], heads, grouping.marks[row, : len(heads)], strict=True
            )
        ],
        "rest": int(counts[GROUPS:].sum()),
        "nameless": int(grouping.totals[row] - counts.sum()),
    }
