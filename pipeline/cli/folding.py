"""Texts in lines of so many columns: words stay whole, and with them numbers, names and paths."""

import re
import unicodedata
from collections.abc import Iterator

UNSEEN = ("Mn", "Me", "Cf")
"""Categories of characters that take no column of their own."""

HANG, ENOUGH = 4, 40
"""The indent of further lines, and the columns that they need for a larger one."""

COLOUR = re.compile(r"\x1b\[[\d;]*m")

OPENING, CLOSING = ("Ps", "Pi"), ("Pe", "Pf", "Po")
"""Categories of marks that no line ends with, and that none begins with."""


def cells(text: str) -> int:
    """The columns that a text takes on a terminal: two for a character of Chinese or Japanese.

    A colour takes none.
    """
    return sum(map(_cells, COLOUR.sub("", text)))


def fold(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """A text in lines of at most ``width`` columns.

    The lines begin with ``first`` and ``then``, and the first keeps the text's own indent. Only a
    word that is wider than a line exceeds one. Where there are no spaces between words, a line may
    end after any wide character.
    """
    lines, line, filled, between = [], first, False, ""
    for part in re.findall(r" +|[^ ]+", text):
        if part[0] == " ":
            between = part
            continue
        for piece in _pieces(part):
            if filled and cells(line) + len(between) + cells(piece) > width:
                lines.append(line)
                line, filled = then, False
            line += between + piece if filled or not lines else piece
            between, filled = "", True
    return [*lines, line]


def hanging(line: str, width: int, hang: int) -> list[str]:
    """A line and what follows from its column ``hang`` on, or near the edge in few columns."""
    return fold(line, width, then=" " * (hang if width - hang >= ENOUGH else HANG))


def widest_word(text: str) -> int:
    """The columns of the widest part of a text that ``fold`` keeps whole."""
    return max((cells(piece) for word in text.split() for piece in _pieces(word)), default=0)


def _pieces(word: str) -> Iterator[str]:
    piece = ""
    for character in word:
        if piece and _may_part(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    yield piece


def _may_part(before: str, after: str) -> bool:
    wide = _cells(before) > 1 or _cells(after) > 1
    together = unicodedata.category(before) in OPENING or unicodedata.category(after) in CLOSING
    return wide and _cells(after) > 0 and not together


def _cells(character: str) -> int:
    if unicodedata.category(character) in UNSEEN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
