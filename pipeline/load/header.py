"""The header of a table: which row it is, what stands above it, and how many rows name a column.

What exports put around the names of columns is recognised: a title or a note above them, and the
further rows of survey tools (Qualtrics, SurveyMonkey) and of Orange (.tab), which say what a column
is called in full or what type it has.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, Field

from pipeline.core.artifacts import Check
from pipeline.core.corpus import first_words
from pipeline.core.method import Auto

HEAD = 1000
"""Rows that are looked at."""

MOST_ABOVE = 30
"""Rows above the header at most."""

LONGEST_NAME = 300
"""Characters of what can be the name of a column."""

LONGER = 1.5
"""How much longer than the name of their column values are at least, on average."""

SENTENCE = 4
"""Words of what is hardly a name."""

_NUMBER = re.compile(r"[\d.,:/ -]+")
_TYPES = frozenset(
    {"continuous", "discrete", "string", "time", "text", "c", "d", "s", "t", "numeric", "basket"}
)
_FLAGS = frozenset({"class", "meta", "ignore", "skip", "c", "m", "i"})
_SINGLE_ANSWERS = frozenset({"", "response", "open-ended response"})


class HeaderRows(BaseModel):
    """The settings of tables with a header among other rows."""

    skip_rows: Auto | Annotated[int, Field(ge=0, le=1000)] = Field(
        "auto",
        description="lines or rows above the header that are not read; auto: a title or notes, "
        "which are narrower than the table, and a line sep=;",
    )
    header_rows: Auto | Annotated[int, Field(ge=0, le=10)] = Field(
        "auto",
        description="rows that name the columns, of which the first counts; 0: none, the columns "
        "are called column 1, column 2, ...; auto: 1, or what Qualtrics, SurveyMonkey and Orange "
        "write",
    )

    @property
    def rows_that_name(self) -> int | None:
        """How many rows name the columns; None where the rows are to tell."""
        return None if self.header_rows == "auto" else self.header_rows


@dataclass(frozen=True)
class Header:
    """The header of a table.

    above   rows above it, which are no records
    rows    rows that name the columns
    names   of the columns
    labels  what columns are called in full, where their names are codes
    """

    above: int
    rows: int
    names: list[str]
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """Where the records begin: rows that are above them."""
        return self.above + self.rows


def find_header(
    head: Sequence[Sequence[str]],
    asked: Collection[str] = (),
    above: int | None = None,
    rows: int | None = None,
) -> Header:
    """Find the header among the first rows of a table, of which there is one at least.

    ``asked`` are names that are in it, if it is right; ``above`` and ``rows`` are given by those
    who know.
    """
    above = min(_above(head, asked) if above is None else above, len(head) - 1)
    return Header(above, *name_columns(list(head[above]), head[above + 1 :], rows))


def numbered(names: list[str]) -> list[str]:
    """The names of columns; those that several have are numbered: "Comment (1)", "Comment (2)"."""
    counts = Counter(names)
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        twice = counts[name] > 1 and name.strip()
        found.append(f"{name} ({seen[name]})" if twice else name)
    return found if max(Counter(filter(str.strip, found)).values(), default=1) == 1 else names


def name_columns(
    names: list[str], below: Sequence[Sequence[str]], rows: int | None = None
) -> tuple[int, list[str], Mapping[str, str]]:
    """How many rows name the columns, the names, and what they are called in full.

    ``below`` are the rows under that of the names; ``rows`` is given by those who know.
    """
    names = numbered(names)
    if rows is None:
        return _named(names, below)
    if not rows:
        return 0, [f"column {number}" for number, _ in enumerate(names, 1)], {}
    return rows, names, _labels(names, below[0]) if rows > 1 and below else {}


def _above(head: Sequence[Sequence[str]], asked: Collection[str]) -> int:
    """How many rows are a title, a note or what else was put above the header."""
    if asked:
        wanted = set(asked)
        rows = enumerate(head[: MOST_ABOVE + 1])
        holding = next((place for place, row in rows if wanted <= {*row}), None)
        if holding is not None:
            return holding
    width = Counter(map(len, head)).most_common(1)[0][0]
    if width < 2:
        return 0
    place = next((place for place, row in enumerate(head) if not _is_note(row, width)), 0)
    below = [row for row in head[place + 1 :] if len(row) >= width - 1]
    usual = place <= MOST_ABOVE and _is_header(head[place]) and _differs(head[place], below)
    return place if usual else 0


def _is_note(row: Sequence[str], width: int) -> bool:
    """Whether a row is too narrow to be of the table: a note that fills the first cell alone."""
    filled = [place for place, cell in enumerate(row) if cell.strip()]
    return len(row) < width - 1 or (width > 2 and len(row) >= width and filled in ([], [0]))


def _is_header(row: Sequence[str]) -> bool:
    names = [cell.strip() for cell in row if cell.strip()]
    texts = all(len(name) <= LONGEST_NAME and not _NUMBER.fullmatch(name) for name in names)
    cut = any(cell.startswith(" ") or cell.endswith(".") for cell in row)  # parts of a sentence
    return len(names) > 1 and len(set(names)) == len(names) and texts and not cut


def is_record(names: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether what should name the columns looks like one more record.

    Numbers stand over every column of numbers, and there is one, and a sentence over one of
    sentences.
    """
    columns = list(
        zip(*(row[: len(names)] for row in below if len(row) >= len(names)), strict=True)
    )
    numbers = [n for n, column in zip(names, columns, strict=False) if _all_numbers(column)]
    sentences = [
        name
        for name, column in zip(names, columns, strict=False)
        if sum(len(cell.split()) for cell in column) >= SENTENCE * len(column)
    ]
    counted = bool(numbers) and all(_NUMBER.fullmatch(name.strip()) for name in numbers)
    return counted and any(len(name.split()) >= SENTENCE for name in sentences)


def _all_numbers(column: Sequence[str]) -> bool:
    values = [cell.strip() for cell in column if cell.strip()]
    return bool(values) and all(map(_NUMBER.fullmatch, values))


def _differs(names: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a column below is of numbers, or of what is much longer than its name."""
    columns = zip(names, zip(*(row[: len(names)] for row in below), strict=False), strict=False)
    for name, column in columns:
        values = [cell.strip() for cell in column if cell.strip()]
        longer = sum(map(len, values)) > LONGER * len(values) * len(name)
        if values and (longer or _all_numbers(values)):
            return True
    return False


def _named(
    names: list[str], further: Sequence[Sequence[str]]
) -> tuple[int, list[str], Mapping[str, str]]:
    """How many rows name the columns, the names, and what they are called in full."""
    second = further[0] if further else ()
    third = further[1] if len(further) > 1 else ()
    if any(third) and all(cell.startswith('{"ImportId"') for cell in third if cell):
        return 3, names, _labels(names, second)
    if "StartDate" in names and "Start Date" in second:
        return 2, names, _labels(names, second)
    if _is_orange(second, third, len(names)):
        return 3, names, {}
    if _is_surveymonkey(names, second):
        return 2, _questions(names, second), {}
    return 1, names, {}


def _labels(names: Sequence[str], second: Sequence[str]) -> dict[str, str]:
    pairs = zip(names, second, strict=False)
    return {name: label for name, label in pairs if label.strip() and label.strip() != name.strip()}


def _is_orange(second: Sequence[str], third: Sequence[str], width: int) -> bool:
    if not len(second) == len(third) == width:
        return False
    typed = all(cell.strip().lower() in _TYPES for cell in second)
    flags = (word for cell in third for word in cell.split())
    return typed and all(word in _FLAGS or "=" in word for word in flags)


def _is_surveymonkey(names: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the second row names the answers of a question, and what is no question is empty."""
    place = next((i for i, n in enumerate(names) if n.strip().casefold() == "respondent id"), None)
    return place is not None and place < len(second) and not second[place].strip()


def _questions(names: Sequence[str], second: Sequence[str]) -> list[str]:
    """Each answer by its question; the other answers of one question have no name of their own."""
    found, question = [], ""
    for place, name in enumerate(names):
        answer = second[place].strip() if place < len(second) else ""
        question = name.strip() or question
        single = answer.casefold() in _SINGLE_ANSWERS
        found.append((name if name.strip() else question) if single else f"{question} ({answer})")
    return found


def header_checks(names: Sequence[str], rows: int, doubtful: bool) -> Iterator[Check]:
    """L19 for rows that name the columns and are no records; L24 where they may be one."""
    if rows > 1:
        message = f"{rows} rows name the columns, as survey tools write them; none is a record."
        yield Check("L19", "info", message, "Set load.header_rows if that is not so.")
    if doubtful:
        shown = ", ".join(repr(first_words(name[:200], 6)) for name in names[:6])
        message = f"The row that should name the columns looks like one more record: {shown}."
        yield Check("L24", "warning", message, "If it is one, set load.header_rows: 0.")
