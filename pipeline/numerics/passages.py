"""Where a long text is cut into passages, so that each of them can have a topic of its own.

Passages tile the text: nothing of it is left between them. What is too short to tell anything
(a heading, a page number) goes with what follows it. ``own`` is always the text with spaces in
place of what is not read, which counts for nothing: no passage consists of that alone. The space
around a passage is no part of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from pipeline.numerics.speakers import turn_starts
from pipeline.numerics.tokens import IDEOGRAPHS, said_in, sentence_spans

Span = tuple[int, int]

Unit = Literal["sentences", "paragraphs", "turns"]

SHORTEST: Mapping[Unit, int] = {"sentences": 5, "paragraphs": 5, "turns": 2}
"""Words below which a unit is no passage by itself; the name of a speaker is one."""

_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{IDEOGRAPHS}]|[^\s{IDEOGRAPHS}]+")


def words(text: str) -> int:
    """How many words a text has; a sign of Chinese or Japanese counts as one."""
    # most texts have spaces between words, and splitting there is many times faster
    return len(_word().findall(text)) if _IDEOGRAPH.search(text) else len(text.split())


def by_unit(text: str, own: str, unit: Unit, min_characters: int) -> list[Span]:
    """Where the sentences, paragraphs or turns of a text start and end, in its order.

    None has fewer letters and digits than ``min_characters``.
    """
    tiles = _tiles(text, _starts(text, unit))
    joined = _joined(own, tiles, SHORTEST[unit], min_characters)
    return [_stripped(text, *tile) for tile in joined]


def by_words(text: str, own: str, most: int, overlap: int = 0) -> list[Span]:
    """Where passages of at most ``most`` words start and end: whole sentences, as many as fit.

    A sentence that is longer is cut. A passage begins with the last sentences of the one before
    that have at most ``overlap`` words together. A rest of a few words belongs to the last one.
    """
    sentences = _tiles(text, _sentence_starts(text))
    pieces = list(_cut(own, sentences, most))
    return [_stripped(text, *row) for row in _packed(own, pieces, most, overlap)]


def _starts(text: str, unit: Unit) -> Iterable[int]:
    if unit == "turns":
        return turn_starts(text)
    if unit == "sentences":
        return _sentence_starts(text)
    return _paragraph_starts(text)


def _sentence_starts(text: str) -> list[int]:
    return [start for start, _ in sentence_spans(text)]


def _paragraph_starts(text: str) -> list[int]:
    """After every blank line; after every line where there is none."""
    border = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    return [match.end() for match in border.finditer(text)]


def _tiles(text: str, starts: Iterable[int]) -> list[Span]:
    """The whole text in pieces that begin at these places, and at its own start."""
    inside = sorted({start for start in starts if 0 < start < len(text)})
    return list(pairwise([0, *inside, len(text)]))


def _joined(text: str, tiles: Sequence[Span], shortest: int, min_characters: int) -> list[Span]:
    """The pieces, those that are too short with the next; with the one before for the last."""
    found: list[Span] = []
    start = 0
    for _, end in tiles:
        piece = text[start:end]
        if words(piece) >= shortest and said_in(piece, min_characters) >= min_characters:
            found.append((start, end))
            start = end
    if start < len(text):
        found[-1:] = [(found[-1][0] if found else 0, len(text))]
    return found


def _cut(text: str, tiles: Iterable[Span], most: int) -> Iterator[Span]:
    """The same pieces, those of more than ``most`` words cut."""
    for start, end in tiles:
        begins = [match.start() for match in _word().finditer(text, start, end)]
        borders = [start, *begins[most::most], end]
        yield from pairwise(borders)


def _packed(text: str, pieces: Sequence[Span], most: int, overlap: int) -> list[Span]:
    """As many pieces in a row as have ``most`` words together, one row after the other."""
    sizes = [words(text[start:end]) for start, end in pieces]
    rows: list[Span] = []
    first = 0
    while first < len(pieces):
        last, size = first, sizes[first]
        while last + 1 < len(pieces) and size + sizes[last + 1] <= most:
            last += 1
            size += sizes[last]
        rows.append((pieces[first][0], pieces[last][1]))
        first = _back(sizes, first, last + 1, overlap)
    if len(rows) > 1 and words(text[slice(*rows[-1])]) < SHORTEST["sentences"]:
        rows[-2:] = [(rows[-2][0], rows[-1][1])]
    return rows


def _back(sizes: Sequence[int], first: int, end: int, overlap: int) -> int:
    """Where the next row begins: up to so many words before ``end``, but after ``first``."""
    start, repeated = end, 0
    while end < len(sizes) and start - 1 > first and repeated + sizes[start - 1] <= overlap:
        start -= 1
        repeated += sizes[start]
    return start


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return left, max(left, start + len(piece.rstrip()))
