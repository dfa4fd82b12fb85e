"""Names: who is named in texts, found by a stated rule, and where.

A name is who opens turns (``pipeline.numerics.speakers``) or is a value of a column that says who
a text is by. It is found again wherever it is spelled with capitals, in whole or, of several words,
one that is long enough. A name that the texts also use as a word in small letters ("Agent",
"Will") is a name only where it opens a turn. No one else is found: this is no recogniser of names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.core.artifacts import IntArray, Strings
from pipeline.numerics.speakers import LEAST, Speakers, Turn, turns
from pipeline.numerics.tokens import MARKS, fold

Words = tuple[str, ...]
Span = tuple[int, int]

ORDINARY = 0.2
"""Share of its mentions in small letters from which on a name is an ordinary word."""

LONG = 3
"""Letters that a part of a name has at least, to be found by itself."""

# fmt: off
WHO = frozenset({
    "actor", "agent", "artist", "author", "authors", "by", "candidate", "character", "columnist",
    "customer", "editor", "from", "handle", "interviewee", "interviewer", "journalist", "member",
    "name", "nick", "nickname", "participant", "person", "player", "poster", "respondent",
    "reviewer", "screen_name", "sender", "speaker", "teacher", "user", "user_name", "userid",
    "username", "writer",
})
# fmt: on
"""What a column is called that says who a text is by."""

_TOKEN = re.compile(rf"\w(?:[\w'’{MARKS}-]*[\w{MARKS}])?")  # noqa: RUF001
_POSSESSIVE = re.compile(r"['’]s?$")  # noqa: RUF001
_AMONG = re.compile(r"[;|&\n]|\band\b")


@dataclass(frozen=True)
class Names:
    """Names in texts, folded.

    anywhere  found wherever they are spelled with capitals
    openers   found only where they open a turn
    in_chats  whether all that open turns in a chat's form are found, too
    """

    anywhere: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    in_chats: bool = False

    def spans(self, text: str) -> list[Span]:
        """Where names start and end in a text, those that open a turn with their mark."""
        if not (self.anywhere or self.openers or self.in_chats):
            return []
        opened = [(turn.start, turn.end) for turn in turns(text) if self._opens(turn)]
        mentioned = [found for found, _ in _mentions(text, self._index)]
        return opened + mentioned

    def _opens(self, turn: Turn) -> bool:
        known = turn.name in self.anywhere or turn.name in self.openers
        return known or (self.in_chats and turn.is_chat)

    @cached_property
    def _index(self) -> Mapping[str, list[Words]]:
        return _by_first_word(self.anywhere)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same places in rising order, none twice and none empty."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def part_rows(spans: Iterable[Iterable[Span]]) -> IntArray:
    """Places in each of some texts as ``Corpus.left_out`` has them."""
    rows = [(number, *span) for number, of in enumerate(spans) for span in merged(of)]
    return np.array(rows, dtype=np.int32).reshape(-1, 3)


def find_names(texts: Sequence[str], columns: Mapping[str, Strings], speakers: Speakers) -> Names:
    """The speakers that were found in texts, and who these are by as columns tell."""
    named = [value for column in columns if is_who(column) for value in set(columns[column])]
    written = {fold(form) for value in named for form in _forms(value)}
    return settle(texts, speakers.names | speakers.handles, frozenset(written))


def is_who(column: str) -> bool:
    """Whether a column is called as one that says who a text is by."""
    return fold(column).replace(" ", "_") in WHO


def settle(texts: Sequence[str], speakers: frozenset[str], written: frozenset[str]) -> Names:
    """Part names from those that are ordinary words elsewhere.

    Of those ``written`` in a column only what texts mention ``LEAST`` times is a name.
    """
    parts = {word for name in speakers | written for word in name.split() if _tells(word)}
    candidates = speakers | written | parts
    if not candidates:
        return Names()
    capitals, small = _counted(texts, candidates, speakers)
    usual = {
        name
        for name in candidates
        if small[name] <= ORDINARY * (small[name] + capitals[name])
        and (name in speakers or capitals[name] >= LEAST)
    }
    return Names(frozenset(usual), speakers - usual)


def _counted(
    texts: Sequence[str], candidates: frozenset[str] | set[str], speakers: frozenset[str]
) -> tuple[Counter[str], Counter[str]]:
    """How often each is mentioned with capitals, and in small letters, but where it opens turns."""
    index = _by_first_word(candidates)
    capitals: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        opened = {turn.start for turn in turns(text) if turn.name in speakers}
        for (start, end), name in _mentions(text, index, small=True):
            if start not in opened:
                (capitals if _has_capitals(text[start:end]) else small)[name] += 1
    return capitals, small


def _mentions(
    text: str, index: Mapping[str, list[Words]], *, small: bool = False
) -> Iterator[tuple[Span, str]]:
    """Where names are, the longest of those that start there, each with its folded form.

    Those in small letters only where ``small``.
    """
    if not index:
        return
    tokens = [(match.start(), match.group()) for match in _TOKEN.finditer(text)]
    folded = [_POSSESSIVE.sub("", fold(word)) for _, word in tokens]
    place = 0
    while place < len(tokens):
        length = 1
        for words in index.get(folded[place], ()):
            if tuple(folded[place : place + len(words)]) == words:
                start, last = tokens[place][0], tokens[place + len(words) - 1]
                end = last[0] + len(_POSSESSIVE.sub("", last[1]))
                between = text[start:end]
                if "\n\n" not in between and (small or _has_capitals(between)):
                    yield (start, end), " ".join(words)
                    length = len(words)
                    break
        place += length


def _by_first_word(names: Iterable[str]) -> Mapping[str, list[Words]]:
    index: dict[str, list[Words]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        words = tuple(match.group() for match in _TOKEN.finditer(name))
        if words:
            index.setdefault(words[0], []).append(words)
    return index


def _has_capitals(spelled: str) -> bool:
    """Whether each word has a capital, or no small letter could tell: a digit, another script."""
    return all(
        word[0].isupper()
        or word[0].lower() == word[0].upper()
        or any(sign.isdigit() or sign == "_" for sign in word)
        for word in _TOKEN.findall(spelled)
    )


def _tells(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= LONG


def _forms(value: str) -> Iterator[str]:
    """The names that a value of a column holds: "Doe, Jane; Roe" holds "Jane Doe" and "Roe"."""
    for name in map(str.strip, _AMONG.split(value)):
        if 1 < len(name) <= 60 and any(map(str.isalpha, name)):
            last, comma, first = name.partition(",")
            yield f"{first.strip()} {last.strip()}" if comma else name
