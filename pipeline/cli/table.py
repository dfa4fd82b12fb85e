"""Tables on a terminal: side by side where they fit, else turned on their side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.cli.folding import cells, fold, widest_word

GAP = "  "

READABLE = 24
"""Columns that a text needs at least to be read in lines."""


@dataclass(frozen=True)
class Heading:
    """The head of a column: ``right`` for numbers, ``folds`` for texts that may have lines."""

    name: str
    right: bool = False
    folds: bool = False


def table(
    headings: Sequence[Heading], rows: Sequence[Sequence[str]], width: int | None
) -> list[str]:
    """The lines of a table in so many columns, or as wide as it is where that is None.

    A table that does not fit has its texts folded, and where that does not do, its rows beside
    each other: every row is a column then, as many at a time as fit. Numbers are never cut.
    """
    columns = [
        [heading.name, *cell]
        for heading, cell in zip(headings, zip(*rows, strict=True), strict=True)
    ]
    widths = [max(map(cells, column)) for column in columns]
    if width is not None and _total(widths) > width:
        folded = _with_folds(headings, widths, width)
        if folded is None:
            return _turned(columns, width)
        widths = folded
    rights = [heading.right for heading in headings]
    return [line for row in zip(*columns, strict=True) for line in _row(row, widths, rights)]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _with_folds(headings: Sequence[Heading], widths: Sequence[int], width: int) -> list[int] | None:
    """Widths with which the texts of a table fold; None where they would not be readable."""
    folding = sorted((w, n) for n, w in enumerate(widths) if headings[n].folds)
    room = width - _total(widths) + sum(w for w, _ in folding)
    found = list(widths)
    for left, (natural, number) in zip(range(len(folding), 0, -1), folding, strict=True):
        found[number] = min(natural, room // left)
        room -= found[number]
        if found[number] < min(natural, READABLE):
            return None
    return found if folding else None


def _turned(columns: Sequence[Sequence[str]], width: int) -> list[str]:
    """Every row as a column, the headings before them."""
    names, *records = zip(*columns, strict=True)
    first = max(map(cells, names))
    room = width - first - len(GAP)
    widths = [max(_narrowest(cell, room) for cell in record) for record in records]
    lines: list[str] = []
    for some in _groups(widths, room):
        lines += [""] if lines else []
        chosen = [names, *(records[number] for number in some)]
        for row in zip(*chosen, strict=True):
            lines += _row(row, [first, *(widths[number] for number in some)], [False] * len(row))
    return lines


def _narrowest(cell: str, room: int) -> int:
    return max(min(cells(cell), room), widest_word(cell))


def _groups(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Which records stand side by side."""
    group: list[int] = []
    for number, each in enumerate(widths):
        if group and _total([*(widths[n] for n in group), each]) > room:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _row(row: Sequence[str], widths: Sequence[int], rights: Sequence[bool]) -> list[str]:
    """The lines of one row, as many as its longest cell needs."""
    folded = [fold(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for parts in zip_longest(*folded, fillvalue=""):
        padded = (
            _padded(part, width, right)
            for part, width, right in zip(parts, widths, rights, strict=True)
        )
        lines.append(GAP.join(padded).rstrip())
    return lines


def _padded(text: str, width: int, right: bool) -> str:
    missing = " " * (width - cells(text))
    return missing + text if right else text + missing
