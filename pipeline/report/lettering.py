"""How wide a text is, and how it is cut into lines, before any font is at hand.

Widths are in em and lean to the generous side: those of DejaVu Sans, the widest of the usual
sans-serif fonts, so that a box made for a text holds it in any of them.
"""

import re
import unicodedata

from pipeline.core.artifacts import Strings

NARROW, BROAD = frozenset("iljtfrI.,;:'|!()[]/- ·"), frozenset("mwMWOQGDNH%@&—…")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line ends, and halves of a character (lone surrogates)."""

MARKS = ("Mn", "Me", "Cf")
TURNS = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
"""Bidirectional classes of the invisible characters that turn the writing direction."""


def text_width(text: str) -> float:
    """The width of one line in em."""
    return sum(_width(character) for character in text)


def wrap(text: str, width: float, lines: int) -> Strings:
    """A text on at most so many lines of at most this width, with an ellipsis if it is cut."""
    folded = [""]
    for word in re.split(" (?!·)", printable(text)):
        longer = f"{folded[-1]} {word}".lstrip()
        if text_width(longer) <= width:
            folded[-1] = longer
        else:
            folded.extend(_pieces(word, width))
    folded = [line for line in folded if line]
    if len(folded) > lines:
        folded[lines - 1 :] = [_cut(" ".join(folded[lines - 1 :]), width)]
    return tuple(folded) or ("",)


def printable(text: str) -> str:
    """A text on one line, without characters that steer a terminal or turn the writing round."""
    kept = (character for character in text if unicodedata.bidirectional(character) not in TURNS)
    return " ".join(without_controls("".join(kept)).split())


def without_controls(text: str) -> str:
    """A text with a replacement character for all that is no character of any writing."""
    return CONTROLS.sub("\ufffd", text)


def _pieces(word: str, width: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cut(text: str, width: float) -> str:
    if text_width(text) <= width:
        return text
    while text and text_width(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip(' ·,;:')}…"


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
