"""Masking: what the user says is the source of a text, not its subject, is shown and not read.

``handles``, ``names`` and ``markup`` are found as ``pipeline.numerics.handles``,
``pipeline.numerics.names`` and ``pipeline.numerics.markup`` say; a regular expression is searched
for as it is written, so that capitals count, and not for ever: some take a time that doubles with
each letter of a text.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.artifacts import IntArray, Strings
from pipeline.core.corpus import Corpus
from pipeline.core.errors import ConfigError, shown
from pipeline.numerics.handles import find_nicknames, handle_spans
from pipeline.numerics.markup import markup_spans
from pipeline.numerics.names import Names, Span, find_names, part_rows
from pipeline.numerics.speakers import Speakers, find_speakers

if TYPE_CHECKING:
    import regex

HANDLES, NAMES, MARKUP = "handles", "names", "markup"
"""What can be masked by its name; everything else in the list is a regular expression."""

MEANT = {
    **dict.fromkeys(("handle", HANDLES, "nickname", "nicknames"), HANDLES),
    **dict.fromkeys(("name", NAMES, "speaker", "speakers"), NAMES),
    **dict.fromkeys(("html", "tag", "tags", "xml"), MARKUP),
    **dict.fromkeys(("none", "nothing", "no", "off"), "[] to mask nothing"),
}
"""Words that are hardly meant as regular expressions, and what to write instead."""

LONGEST = 10
"""Seconds that a regular expression may take on one text; a good one takes thousandths."""


_TOKEN = re.compile(r"\\N\{|\\.|\{(?!\d*,?\d*\})", re.DOTALL)
"""What is escaped in a pattern, and a brace that is no repetition."""


def checked(asked: str) -> str:
    """What is asked to be masked, if it can be.

    Raises ``ValueError`` for no regular expression, and for one that matches the empty text:
    what matches nothing anywhere would mask everything or nothing.
    """
    if asked in {HANDLES, NAMES, MARKUP}:
        return asked
    if asked.casefold() in MEANT:
        raise ValueError(
            f"{asked!r} is ambiguous; write {MEANT[asked.casefold()]}, or "
            f"'\\b{asked}\\b' to mask this very word"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            pattern = re.compile(asked)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise ValueError(
            f"{asked!r} is no regular expression: {error}; write handles, names, markup or a "
            f"regular expression, such as {re.escape(asked)} for these very characters"
        ) from error
    if pattern.search(""):
        raise ValueError(
            f"the regular expression {asked!r} matches the empty text, and so everywhere; make a "
            "part of it necessary (+ in place of *)"
        )
    return asked


@dataclass(frozen=True)
class Mask:
    """What is masked in texts.

    asked  the entries of ``load.mask``
    names  those known, for ``names`` and ``handles``
    """

    asked: Strings = ()
    names: Names = field(default_factory=Names)

    def parts(self, texts: Sequence[str]) -> IntArray:
        """Of texts the document, start and end of each part that is masked: (parts, 3)."""
        return part_rows(self.spans(text) for text in texts)

    def spans(self, text: str) -> list[Span]:
        """Where what is masked starts and ends in a text."""
        return [span for asked in self.asked for span in self._of(asked, text)]

    def documents(self, corpus: Corpus) -> Mapping[str, set[int]]:
        """The documents in which each entry masks something."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        places = np.union1d(corpus.masked[:, 0], corpus.masked_titles[:, 0]).tolist()
        for place in places:
            for asked in self.asked:
                both = (corpus.titles[place], corpus.texts[place])
                if any(start < end for text in both for start, end in self._of(asked, text)):
                    found[asked].add(place)
        return {asked: found[asked] for asked in self.asked}

    def _of(self, asked: str, text: str) -> Iterable[Span]:
        if asked == HANDLES:
            return handle_spans(text, self.names)
        if asked == NAMES:
            return self.names.spans(text)
        if asked == MARKUP:
            return markup_spans(text)
        try:
            return [match.span() for match in self._patterns[asked].finditer(text, timeout=LONGEST)]
        except TimeoutError:
            raise ConfigError(
                f"load.mask: the regular expression {asked!r} found no end within {LONGEST} s on a "
                f"text of {len(text):,} characters that begins {shown(text)}; make it simpler: no "
                "repetition in a repetition, such as (a+)+, and no two that can match the same"
            ) from None

    @cached_property
    def _patterns(self) -> "Mapping[str, regex.Pattern[str]]":
        import regex

        given = (asked for asked in self.asked if asked not in (HANDLES, NAMES, MARKUP))
        # it can be told when to stop; a combining accent is a part of its word to it, not a border
        return {asked: regex.compile(_TOKEN.sub(_plain_brace, asked)) for asked in given}


def _plain_brace(token: re.Match[str]) -> str:
    """A brace that stands for itself, escaped: regex takes user{d} for a word with mistakes."""
    return r"\{" if token[0] == "{" else token[0]


def find_mask(asked: Strings, texts: Sequence[str], columns: Mapping[str, Strings]) -> Mask:
    """What is to be masked in texts, and in those that come later."""
    speakers = find_speakers(texts) if {HANDLES, NAMES} & set(asked) else Speakers()
    found = [find_nicknames(texts, speakers)] if HANDLES in asked else []
    found += [find_names(texts, columns, speakers)] if NAMES in asked else []
    return _with(asked, (each.anywhere for each in found), (each.openers for each in found))


def mask_of(asked: Strings, corpus: Corpus) -> Mask:
    """What was masked in a corpus, to be masked in others."""
    anywhere, openers = (frozenset(corpus.names.get(kind, ())) for kind in ("anywhere", "openers"))
    return _with(asked, [anywhere], [openers])


def as_told(names: Names) -> Mapping[str, Strings]:
    """Names as ``Corpus.names`` holds them."""
    found = {"anywhere": names.anywhere, "openers": names.openers}
    return {kind: tuple(sorted(of)) for kind, of in found.items() if of}


def _with(
    asked: Strings, anywhere: Iterable[frozenset[str]], openers: Iterable[frozenset[str]]
) -> Mask:
    known = frozenset().union(*anywhere), frozenset().union(*openers)
    return Mask(asked, Names(*known, in_chats=bool({HANDLES, NAMES} & set(asked))))
