"""Tokens: what is a word, what is a sentence, and which spellings are the same."""

import re
import unicodedata
from itertools import islice, pairwise

UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Characters of scripts without spaces, as ranges in a pattern: each counts as a word."""

# A sentence ends at a mark with space after it, unless the mark ends a short form.
# The mark comes first: what is before it is looked at there only.
_SHORT_FORM = (
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bal\.)(?<!\bcf\.)(?<!\bvs\.)(?<!\bFig\.)(?<!\bDr\.)"
    r"(?<!\b[A-Z]\.)"
)
_SENTENCE_END = re.compile(rf"(?:[.]{_SHORT_FORM}|[!?])[\"'”’)\]]*\s+|[。！？]|\n\s*\n")  # noqa: RUF001

_MONTH = r"(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]{0,6}\.?"
_NUMBER = re.compile(
    rf"(?:\b{_MONTH} (?=\d))?\d+(?:st|nd|rd|th)?(?:[\s./:,–-]*(?:{_MONTH} )?\d+)*"  # noqa: RUF001
)


def word_pattern(least: int = 1, apart: str = "") -> str:
    """The pattern of a word: ``least`` or more letters and digits, or one of ``UNSPACED``.

    An underscore is part of a word unless ``apart``, which lists what is not, holds it.
    """
    return rf"[{UNSPACED}]|[^\W{apart}{UNSPACED}]{{{least},}}"


def whole(word: str) -> str:
    """The pattern of a word or phrase that is no part of a longer word."""
    return rf"(?<!\w){re.escape(word)}(?!\w)"


def fold(text: str) -> str:
    """The text without differences that no reader sees: Unicode form, case and spaces."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", composed).split())


def numberless(text: str) -> str:
    """The folded text with every number and date written as 0: what a form changes is the same."""
    return _NUMBER.sub("0", fold(text))


def lowered(text: str) -> str:
    """The text in lower case and compatible forms: spellings of one word are the same."""
    return unicodedata.normalize("NFKC", text).lower()


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text start and end, without the space around them."""
    borders = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    found = []
    for low, high in pairwise(borders):
        inside = text[low:high]
        if inside.strip():
            left = low + len(inside) - len(inside.lstrip())
            found.append((left, left + len(inside.strip())))
    return found


def said_in(text: str, most: int) -> int:
    """Letters and digits, counted up to so many."""
    return sum(1 for _ in islice(filter(str.isalnum, text), most))
