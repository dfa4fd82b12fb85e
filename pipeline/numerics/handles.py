"""Handles: what people are called on line, which tells who they are and never what they speak of.

By form: @name, u/name, <@U024BE7LH>, and names that services give away (user17, guest_204,
10-19-30sUser17). By place: who posted or wrote what is quoted in a forum, and nicknames that open
the lines of a chat (``pipeline.numerics.speakers``); of the latter those that are no ordinary words
are found elsewhere, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.core.artifacts import IntArray
from pipeline.numerics.names import Names, Span, merged, part_rows, settle
from pipeline.numerics.speakers import Speakers, find_speakers

_AT = re.compile(r"<@[\w|.-]{2,40}>|(?<![\w@.+&/-])@[^\W\d][\w.-]{0,38}\w", re.IGNORECASE)
_U = re.compile(r"(?<![\w/:.])/?u/[\w-]{3,20}(?![\w-])")
_GIVEN = re.compile(r"(?:[Uu]ser|USER|[Gg]uest|[Aa]non(?:ymous)?)[_-]?\d+(?![\w-])")
_BEFORE = re.compile(r"[\w-]{0,30}\Z")
_POSTED = re.compile(
    r"(?:[Pp]osted by|[Qq]uote from):?[ \t]+(?=[A-Z]|\w*[\d_])([\w-]{2,30})"
    r"|^[ \t>]*([\w.-]{2,30})[ \t]+(?:wrote|writes|said):",
    re.MULTILINE,
)


def find_nicknames(texts: Sequence[str], speakers: Speakers) -> Names:
    """The nicknames among the speakers that were found in texts."""
    found = settle(texts, speakers.handles, frozenset())
    return replace(found, in_chats=bool(found.anywhere or found.openers))


def handle_spans(text: str, nicknames: Names) -> list[Span]:
    """Where handles start and end in a text."""
    return [*_by_form(text), *nicknames.spans(text)]


def is_handle(word: str) -> bool:
    """Whether a word by itself has the form of a handle."""
    return merged(_by_form(word)) == [(0, len(word))]


def handle_parts(texts: Sequence[str]) -> IntArray:
    """The handles in texts, as ``Corpus.left_out`` has parts of texts."""
    nicknames = find_nicknames(texts, find_speakers(texts))
    return part_rows(handle_spans(text, nicknames) for text in texts)


def _by_form(text: str) -> Iterator[Span]:
    if "@" in text:
        yield from (match.span() for match in _AT.finditer(text))
    if _is_said_by_someone(text):
        yield from (match.span(match.lastindex or 0) for match in _POSTED.finditer(text))
    if "u/" in text:
        yield from (match.span() for match in _U.finditer(text))
    small = text.lower()  # to look for a word in it is quicker than to match it anywhere
    given = "user" in small or "guest" in small or "anon" in small
    for match in _GIVEN.finditer(text) if given else ():
        before = _BEFORE.search(text, max(0, match.start() - 30), match.start())
        yield before.start() if before else match.start(), match.end()


def _is_said_by_someone(text: str) -> bool:
    if "osted by" in text or "uote from" in text:
        return True
    return ":" in text and ("wrote:" in text or "writes:" in text or "said:" in text)
