"""How wide a text is, and how it is cut into lines, before any font is at hand.

Widths are in em and lean to the generous side: those of DejaVu Sans, the widest of the usual
sans-serif fonts, so that a box made for a text holds it in any of them.
"""

import re
import unicodedata
from itertools import pairwise

from pipeline.core.artifacts import Strings

NARROW, BROAD = frozenset("iljtfrI.,;:'|!()[]/- ·"), frozenset("mwMWOQGDNH%@&—…")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line ends, and halves of a character (lone surrogates)."""

MARKS = ("Mn", "Me", "Cf")
TURNS = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
"""Bidirectional classes of the invisible characters that turn the writing direction."""

JOINTS = frozenset("-/\u2010\u2013")
"""After these a line may end inside a word, of which so many letters are before."""

JOINED = 3

SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer, which like the scripts of East Asia have no spaces."""

CLOSING = frozenset(
    "\u3002\u3001\uff0c\uff0e\uff01\uff1f\uff1a\uff1b\uff09\u300d\u300f\u3011\u300b"
)
"""Full stops and closing brackets of East Asia, which begin no line."""


def text_width(text: str) -> float:
    """The width of one line in em."""
    return sum(_width(character) for character in text)


def wrap(text: str, width: float, lines: int) -> Strings:
    """A text on at most so many lines of at most this width, with an ellipsis if it is cut.

    No word is broken: one that is longer than a line ends the text.
    """
    folded = [""]
    for word in re.split(" (?!·)", printable(text)):
        for place, piece in enumerate(_parts(word)):
            longer = f"{folded[-1]}{'' if place else ' '}{piece}".lstrip()
            if text_width(longer) <= width:
                folded[-1] = longer
            else:
                folded.append(piece)
    folded = [line for line in folded if line]
    too_wide = (place for place, line in enumerate(folded) if text_width(line) > width)
    last = min(next(too_wide, lines), lines - 1)
    if len(folded) > last:
        folded[last:] = [_cut(" ".join(folded[last:]), width)]
    return tuple(folded) or ("",)


def printable(text: str) -> str:
    """A text on one line, without characters that steer a terminal or turn the writing round."""
    kept = (character for character in text if unicodedata.bidirectional(character) not in TURNS)
    return " ".join(without_controls("".join(kept)).split())


def without_controls(text: str) -> str:
    """A text with a replacement character for all that is no character of any writing."""
    return CONTROLS.sub("\ufffd", text)


def pieces(text: str) -> list[str]:
    """A text in the parts that may stand on different lines.

    A line may end at a space, after a hyphen or a stroke behind some letters, and anywhere in a
    script that has no spaces.
    """
    return [part for word in printable(text).split() for part in _parts(word)]


def _parts(word: str) -> list[str]:
    parts = [word[:1]]
    for before, after in pairwise(word):
        joint = before in JOINTS and len(parts[-1]) > JOINED
        spaceless = any(map(_needs_no_space, (before, after))) and after not in CLOSING
        if (joint or spaceless) and unicodedata.category(after) not in MARKS:
            parts.append("")
        parts[-1] += after
    return parts


def _needs_no_space(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "W" or bool(SPACELESS.match(character))


def _cut(text: str, width: float) -> str:
    """As much as fits, in whole words where one does."""
    if text_width(text) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…") > width:
        kept = kept[:-1]
    words, _, rest = kept.rpartition(" ")
    if words and rest and not _needs_no_space(rest[-1]) and text[len(kept)] != " ":
        kept = words
    return f"{kept.rstrip(' ·,;:')}…"


def _width(character: str) -> float:
    if unicodedata.category(character) in MARKS:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    if character in NARROW:
        return 0.42
    if character in BROAD:
        return 1.0
    return 0.72 if character.isupper() else 0.64
