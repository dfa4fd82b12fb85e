"""What a column of a table holds, measured over all of its rows: for ``themeline init``.

A column is of one kind: texts that people write, lists (authors, references, keywords), dates,
numbers, links, or short values such as names and codes.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.core.corpus import Dropped, first_words
from pipeline.load.dates import format_of, read_date
from pipeline.load.placeholders import is_placeholder
from pipeline.load.table import Contents

Kind = Literal["prose", "list", "date", "number", "link", "short", "empty"]

LOOKED_AT = 400
"""Values of a column that tell its kind, an even sample of all."""

SAMPLES = 3
"""Values that are shown."""

MOSTLY = 0.9
"""Share of the values that are of a kind, from which on the column is."""

_LINK = re.compile(r"(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})*%?")
_BETWEEN = re.compile(r"[;,|]+")
_ENDED = re.compile(r"(?:[^\W\d_]{3}|\d)[.!?…][\"')\]]*\s*\Z")
_TAG = re.compile(r"<[^<>]{1,300}>")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Column:
    """A column over all rows.

    label     what it is called in full, where the name is a code; empty where it is not
    kind      what its values are
    samples   up to three different values, shortened
    rows      of the table
    filled    share of the rows with a value, 0 to 1; a placeholder is none
    length    mean characters of the values that are there
    words     mean words of these
    different how many of them differ
    order     day-first or month-first for dates whose column tells, else auto
    open      whether its dates may mean two days, and nothing tells which
    name_like whether its values are spelled as names of persons
    """

    name: str
    label: str
    kind: Kind
    samples: tuple[str, ...]
    rows: int
    filled: float
    length: float
    words: float
    different: int
    order: str = "auto"
    open: bool = False
    name_like: bool = False

    @property
    def there(self) -> int:
        """Rows with a value."""
        return round(self.filled * self.rows)

    @property
    def is_unique(self) -> bool:
        """Whether every row has a value that no other has."""
        return self.rows > 0 and self.filled == 1 and self.different == self.rows


def measure(contents: Contents) -> list[Column]:
    """The columns that have a name of their own, measured over the rows that can be read."""
    header = list(contents.header)
    names = tuple(name for name in header if name.strip() and header.count(name) == 1)
    measures = {name: _Measure() for name in names}
    for _, row in contents.rows(names):
        if not isinstance(row, Dropped):
            for name, measured in measures.items():
                measured.add(row[name])
    return [each.column(name, contents.labels.get(name, "")) for name, each in measures.items()]


class _Measure:
    """What is counted of one column, value by value."""

    def __init__(self) -> None:
        self.rows = self.there = self.characters = 0
        self.values: set[int] = set()
        self.kept: list[str] = []
        self._every = 1

    def add(self, value: str) -> None:
        """Count one more value."""
        self.rows += 1
        value = value.strip()
        if not value or is_placeholder(value):
            return
        if self.there % self._every == 0:
            self.kept.append(value)
            if len(self.kept) == 2 * LOOKED_AT:
                self.kept, self._every = self.kept[::2], 2 * self._every
        self.there += 1
        self.characters += len(value)
        self.values.add(hash(value))

    def column(self, name: str, label: str) -> Column:
        """What was found."""
        words = [_words(value) for value in self.kept]
        order = format_of(self.kept)
        return Column(
            name=name,
            label=label,
            kind=_kind(self.kept, order),
            samples=tuple(first_words(v[:200]) for v in list(dict.fromkeys(self.kept))[:SAMPLES]),
            rows=self.rows,
            filled=self.there / max(self.rows, 1),
            length=self.characters / max(self.there, 1),
            words=sum(words) / max(len(words), 1),
            different=len(self.values),
            order=order,
            open=_open(self.kept, order),
            name_like=bool(self.kept) and _most(map(is_name, self.kept)),
        )


def _kind(values: Sequence[str], order: str) -> Kind:
    if not values:
        return "empty"
    if _most(_LINK.fullmatch(value) for value in values):
        return "link"
    numbers = _most(_NUMBER.fullmatch(value) for value in values)
    dated = "day-first" if order == "auto" else order
    if _most(read_date(value, dated) for value in values):
        return "date"
    if numbers:
        return "number"
    if _is_list(values):
        return "list"
    return "prose" if sum(map(_words, values)) >= 3 * len(values) else "short"


def _most(found: Iterable[object]) -> bool:
    told = list(map(bool, found))
    return sum(told) >= MOSTLY * len(told)


def _open(values: Sequence[str], order: str) -> bool:
    """Whether there are dates that are read in either order, and in another way each."""
    if order != "auto":
        return False
    both = ((read_date(v, "day-first"), read_date(v, "month-first")) for v in values)
    return any(day and month and day != month for day, month in both)


def _is_list(values: Sequence[str]) -> bool:
    """Whether values name several things each: many parts of few words, or parts after ";"."""
    values = [_TAG.sub(" ", html.unescape(value)) for value in values]
    if 2 * sum(_ENDED.search(value[-40:]) is not None for value in values) > len(values):
        return False  # sentences
    parts = [[part for part in _BETWEEN.split(value) if part.strip()] for value in values]
    named = sum(map(len, parts))
    words = sum(_words(part) for each in parts for part in each)
    many = named >= 4 * len(values) and words < 3.5 * named
    several = sum(";" in value for value in values) >= len(values) / 2 and words < 5 * named
    pairs = sum(_is_person(value) for value in values) >= MOSTLY * len(values)
    return many or several or pairs


def is_name(value: str) -> bool:
    """Whether a value may be the name of a person: up to three words with capitals, no more."""
    words = value.split()
    return 0 < len(words) <= 3 and all(w[0].isupper() and w.strip(".,").isalpha() for w in words)


def _is_person(value: str) -> bool:
    """Whether a value is the name of a person or several: "Doe, Jane", "Doe J, Roe R"."""
    parts = [part.strip() for part in re.split(r"[,;]", value) if part.strip()]
    capital = all(word[:1].isupper() for part in parts for word in part.split())
    return len(parts) > 1 and capital and all(len(part.split()) <= 3 for part in parts)


def _words(value: str) -> float:
    """Words, by spaces; two characters are one where a language has none."""
    unspaced = len(_UNSPACED.findall(value))
    return len(value.split()) + unspaced / 2
