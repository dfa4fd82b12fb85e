"""Tokens: what is a word, what is a sentence, and which spellings are the same."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import islice, pairwise

IDEOGRAPHS = r"\u3005-\u3007\u3041-\u30ff\u3400-\u9fff"
"""The signs of Chinese and Japanese, kana included, as ranges in a pattern."""

THAI = r"\u0e01-\u0e3a\u0e40-\u0e4e"

UNSPACED = IDEOGRAPHS + THAI
"""Characters of scripts without spaces between words, of which we know the words."""

MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u074a"
    r"\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u082d\u0859-\u085b\u0898-\u08e1\u08e3-\u0963"
    r"\u0981-\u0983\u09bc-\u09c4\u09c7-\u09c8\u09cb-\u09cd\u09d7\u09e2-\u09e3\u09fe"
    r"\u0a01-\u0a03\u0a3c\u0a3e-\u0a42\u0a47-\u0a48\u0a4b-\u0a4d\u0a51\u0a70-\u0a75"
    r"\u0a81-\u0a83\u0abc-\u0ac5\u0ac7-\u0ac9\u0acb-\u0acd\u0ae2-\u0ae3\u0afa-\u0aff"
    r"\u0b01-\u0b03\u0b3c-\u0b44\u0b47-\u0b48\u0b4b-\u0b4d\u0b55-\u0b57\u0b62-\u0b63\u0b82"
    r"\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c-\u0c44\u0c46-\u0c48"
    r"\u0c4a-\u0c4d\u0c55-\u0c56\u0c62-\u0c63\u0c81-\u0c83\u0cbc-\u0cc4\u0cc6-\u0cc8"
    r"\u0cca-\u0ccd\u0cd5-\u0cd6\u0ce2-\u0ce3\u0d00-\u0d03\u0d3b-\u0d44\u0d46-\u0d48"
    r"\u0d4a-\u0d4d\u0d57\u0d62-\u0d63\u0d81-\u0d83\u0dca\u0dcf-\u0dd4\u0dd6\u0dd8-\u0ddf"
    r"\u0df2-\u0df3\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f35\u0f37\u0f39\u0f71-\u0f84\u0f86-\u0f87"
    r"\u0f8d-\u0fbc\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    r"\u1082-\u108d\u108f\u109a-\u109d\u135d-\u135f\u1712-\u1715\u1732-\u1734\u1752-\u1753\u1772-\u1773"
    r"\u17b4-\u17d3\u17dd\u180b-\u180d\u180f\u1885-\u18a9\u1920-\u192b\u1930-\u193b\u1a17-\u1a1b\u1a55-\u1a5e"
    r"\u1a60-\u1a7c\u1a7f\u1ab0-\u1ace\u1b00-\u1b44\u1b6b-\u1b73\u1b80-\u1bad\u1be6-\u1bf3"
    r"\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1cf9\u1dc0-\u1dff\u200c-\u200d\u20d0-\u20f0"
    r"\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099-\u309a\ua66f\ua674-\ua67d"
    r"\ua69e-\ua69f\ua6f0-\ua6f1\ua802-\ua827\ua82c\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff"
    r"\ua926-\ua92d\ua947-\ua953\ua980-\ua9c0\ua9e5\uaa29-\uaa36\uaa43-\uaa4d\uaa7b-\uaac1"
    r"\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e\ufe20-\ufe2f"
)
"""Marks that belong to the letter before them, as ranges in a pattern: accents, vowels, joiners.

A letter of Hindi and its vowel are two characters, of which Python's ``\\w`` knows the first only.
Lao, Khmer and Burmese have no spaces between words either, and we do not know theirs: what stands
between two spaces counts as one.
"""

# A sentence ends at a mark with space after it, unless the mark ends a short form. One of a few
# characters comes first, which are soon found: what is before it is looked at there only.
_SHORT_FORM = (
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bal\.)(?<!\bcf\.)(?<!\bvs\.)(?<!\bFig\.)(?<!\bDr\.)"
    r"(?<!\b[A-Z]\.)"
)
_MARK_ENDS, _ENDS = "!?؟۔।॥።፧", "。！？"  # noqa: RUF001
_BEHIND = r"[\"'”’)\]]*\s+"  # noqa: RUF001
_SENTENCE_END = re.compile(
    rf"[.{_MARK_ENDS}{_ENDS}\n](?:(?<=\.){_SHORT_FORM}{_BEHIND}|(?<=[{_MARK_ENDS}]){_BEHIND}"
    rf"|(?<=[{_ENDS}])|(?<=\n)\s*\n)"
)

_UNSPACED = re.compile(f"[{UNSPACED}]")

_MONTH = r"(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]{0,6}\.?"
_NUMBER = re.compile(
    rf"(?:\b{_MONTH} (?=\d))?\d+(?:st|nd|rd|th)?(?:[\s./:,–-]*(?:{_MONTH} )?\d+)*"  # noqa: RUF001
)


def word_pattern(least: int = 1, apart: str = "") -> str:
    """The pattern of a word: ``least`` (1 or 2) or more letters, marks and digits.

    Of ``UNSPACED`` a run is matched, which ``pipeline.numerics.segmentation`` cuts into words. An
    underscore is part of a word unless ``apart``, which lists what is not, holds it.
    """
    letters = rf"[^\W{apart}{UNSPACED}]"
    word = rf"{letters}(?:{letters}++|[{MARKS}]++){'*' if least == 1 else '+'}+"
    return rf"[{IDEOGRAPHS}]++|[{THAI}]++|{word}"


@cache
def word_finder(least: int = 1, apart: str = "") -> re.Pattern[str]:
    """The compiled ``word_pattern``: compiling it takes as long as importing ten modules."""
    return re.compile(word_pattern(least, apart))


@cache
def in_ascii(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """What finds in a text of ASCII alone what a pattern made of ``word_pattern`` finds there.

    It knows no other letters and no marks, and takes half as long.
    """
    source = pattern.pattern
    for part, instead in (
        (f"[{IDEOGRAPHS}]++|[{THAI}]++|", ""),
        (f"[{UNSPACED}]|", ""),
        (f"|[{MARKS}]++", ""),
        (UNSPACED, ""),
        (r"[^\W]", r"\w"),
    ):
        source = source.replace(part, instead)
    return re.compile(source, (pattern.flags & ~re.UNICODE) | re.ASCII)


def whole(word: str) -> str:
    """The pattern of a word or phrase that is no part of a longer word.

    Where there are no spaces between words, it may be part of any run.
    """
    after = "" if is_unspaced(word[-1:]) else rf"(?![^\W{UNSPACED}]|[{MARKS}])"
    return begins_whole(word) + after


def any_whole(words: Iterable[str], text: str) -> str:
    """The pattern of any of some words that is ``whole``, for this text alone.

    It knows no script and no mark that the text has not: to compile all takes a hundred times as
    long as to look for some words in a sentence.
    """
    letter = rf"[^\W{UNSPACED}]" if _UNSPACED.search(text) else r"\w"
    marks = "".join(sorted(set(_mark().findall(text))))
    before = f"(?<!{letter})" + (f"(?<![{marks}])" if marks else "")
    after = f"(?!{letter}|[{marks}])" if marks else f"(?!{letter})"
    return "|".join(
        ("" if is_unspaced(word[:1]) else before)
        + re.escape(word)
        + ("" if is_unspaced(word[-1:]) else after)
        for word in words
    )


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{MARKS}]")


def begins_whole(word: str) -> str:
    """The pattern of what begins with a word or phrase, and is no later part of a longer word."""
    before = "" if is_unspaced(word[:1]) else rf"(?<![^\W{UNSPACED}])(?<![{MARKS}])"
    return before + re.escape(word)


def is_unspaced(sign: str) -> bool:
    """Whether a character is of a script without spaces between words."""
    return _UNSPACED.match(sign) is not None


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
