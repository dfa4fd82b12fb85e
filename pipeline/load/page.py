"""Text copied off a web page of papers: titles and abstracts on alternating lines.

What the page had around its list is told by its shape. Lines are of two kinds: a text has
at least so many characters, a title has fewer. A document is a title directly followed by a
text. Whatever fits no such pair is reported with its line number; no line is moved to where
it might belong.
"""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from pipeline.core.artifacts import Check
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Loader
from pipeline.core.corpus import Corpus, Dropped
from pipeline.core.errors import InputError
from pipeline.load.decode import Encoded, read_text
from pipeline.load.records import BANNER, Entry, Options, Record, Records, drop
from pipeline.numerics.tokens import any_whole

Line = tuple[int, str]
"""The number of a line that is not blank, and the line without the space around it."""

TEXT_LENGTH = 200
"""Titles of papers hardly reach, abstracts hardly miss this many characters."""

BANNERS = 10
"""More short lines than this before the first document are no banners."""


class Page(Encoded, Options, Loader):
    """Reads titles and texts on alternating lines; the ids count the pairs: 1, 2, 3, ..."""

    text_length: Literal["auto"] | Annotated[int, Field(ge=2)] = Field(
        "auto",
        description="characters from which a line is a text, not a title; auto: 200, or half of "
        "the longest line where that is less",
    )
    cut_glued_word: bool = Field(
        True,
        description="cut off a word of the page that has run into the first title, "
        "as in SubscribeOn Dynamics",
    )

    def __call__(self, context: Context = BY_ITSELF) -> Corpus:
        """Pair the lines up; short lines before the first pair are banners."""
        from pipeline.load.inspect import inspect

        return inspect(self.read(), self)

    def read(self) -> Records:
        """The pairs as records, before any is inspected."""
        lines = _lines(read_text(self.path, self.encoding))
        if not lines:
            raise InputError(f"{self.path}: every line is blank")
        longest = max(len(line) for _, line in lines)
        length = min(TEXT_LENGTH, longest // 2) if self.text_length == "auto" else self.text_length
        entries = pair_up(lines, length)
        pairs = sum(isinstance(entry, Record) for entry in entries)
        strays = sum(isinstance(entry, Dropped) and entry.reason != BANNER for entry in entries)
        if not pairs or strays > 2 * pairs:
            raise InputError(self._other_shape(len(lines), pairs, length, longest))
        cut: tuple[Check, ...] = ()
        if self.cut_glued_word:
            entries, cut = _without_glued_word(entries, lines)
        return Records(entries, checks=(*cut, _shape(pairs, length)))

    def _other_shape(self, lines: int, pairs: int, length: int, longest: int) -> str:
        return (
            f"{self.path}: not titles and texts on alternating lines: {2 * pairs} of {lines} lines "
            f"are a title (fewer than {length} characters) directly followed by a text ({length} "
            f"or more; the longest line has {longest}). Set load.text_length if the texts are "
            "shorter or the titles longer, or load.method if the file has another shape: lines if "
            "each line is a document"
        )


def pair_up(lines: list[Line], length: int) -> list[Entry]:
    """Make a record of every title directly followed by a text; drop every other line."""
    banners = _banners(lines, length)
    entries: list[Entry] = []
    pairs = position = 0
    while position < len(lines):
        number, line = lines[position]
        below, text = lines[position + 1] if position + 1 < len(lines) else (0, "")
        if len(line) < length <= len(text):
            pairs += 1
            entries.append(Record(f"lines {number} and {below}", str(pairs), text, title=line))
            position += 2
        else:
            entries.append(_stray(number, line, length, banners))
            position += 1
    return entries


def glued_word(title: str, page: str) -> str:
    """The words before the first place where a small letter meets a capital or a digit.

    Empty where there is no such place, where what stands there may be a name ("SoftGPT":
    the abstract repeats it) or where too little of a title would be left.
    """
    meetings = (
        place
        for place, (left, right) in enumerate(pairwise(title), 1)
        if left.islower() and (right.isupper() or right.isdigit())
    )
    place = next(meetings, 0)
    head, rest = title[:place].split(), title[place:].split()
    wordlike = all(word.isalpha() and len(word) > 1 for word in head)
    if not (1 <= len(head) <= 3 and wordlike and place > 2 and len(rest) > 1):
        return ""
    joined = f"{head[-1]}{rest[0]}".rstrip(".,:;?!")
    once = title[0].isupper() and _uses(joined, page) <= 1
    return title[:place] if once else ""


def _lines(text: str) -> list[Line]:
    stripped = (line.strip() for line in re.split("\r\n|\n|\r", text))
    return [(number, line) for number, line in enumerate(stripped, 1) if line]


def _banners(lines: list[Line], length: int) -> frozenset[str]:
    """The short lines before the first title; where they come again, they are banners, too."""
    first_text = next((i for i, (_, line) in enumerate(lines) if len(line) >= length), 0)
    before = [line for _, line in lines[: max(first_text - 1, 0)]]
    return frozenset(before if len(before) <= BANNERS else ())


def _stray(number: int, line: str, length: int, banners: frozenset[str]) -> Dropped:
    if line in banners:
        return drop(f"line {number}", BANNER, text=line)
    reason = "title without a text" if len(line) < length else "text without a title"
    size = f"{len(line)} characters; a text has at least {length}"
    return drop(f"line {number}", reason, size, text=line)


def _shape(pairs: int, length: int) -> Check:
    message = f"{pairs:,} titles stand above a text of {length} characters or more."
    return Check("L12", "info", message)


def _without_glued_word(
    entries: list[Entry], lines: list[Line]
) -> tuple[list[Entry], tuple[Check, ...]]:
    first = next(entry for entry in entries if isinstance(entry, Record))
    word = glued_word(first.title, " ".join(line for _, line in lines))
    if not word:
        return entries, ()
    mended = replace(first, title=first.title.removeprefix(word))
    message = (
        f"{word!r} was cut off the first title ({first.place}), which now reads "
        f"{mended.title!r}: the two made one word that occurs nowhere else on the page."
    )
    advice = "If it belongs to the title, set load.cut_glued_word: false."
    check = Check("L11", "info", message, advice, (first.id,))
    return [mended if entry is first else entry for entry in entries], (check,)


def _uses(word: str, page: str) -> int:
    """How often the word occurs as a word, case and hyphens aside."""
    word, page = (each.replace("-", "").casefold() for each in (word, page))
    return len(re.findall(any_whole([word], page), page))
