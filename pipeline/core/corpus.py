"""The corpus: the documents, as the input spells them and as methods read them."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, Check, IntArray, Strings, check_array
from pipeline.core.language_names import language_counts

ENGLISH = 0.8
"""Share of the documents, of those that tell their language, from which on they are English."""

SPOKEN, SPOKEN_AMONG_MANY = 0.1, 0.02
"""Share of the documents from which on a language is one of the corpus, and among many."""

NOTHING: IntArray = np.zeros((0, 3), dtype=np.int32)
"""No part of any text."""


@dataclass(frozen=True)
class Dropped:
    """An input record that is not a document of the corpus.

    ``record`` is its place in the input ("line 12", "a/b.txt"), ``reason`` a short fixed
    phrase ("empty text"), ``detail`` what was seen, ``excerpt`` its first words.
    """

    record: str
    id: str
    reason: str
    detail: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class Corpus:
    """The documents: n of them, every text as the input spells it.

    ids         n unique non-empty strings
    titles      n strings, empty where the input has none
    texts       n strings, blank only where the title stands in; a text does not repeat its title
    left_out    (parts, 3) int32: the document, start and end of each part of a text that is shown
                but not read (boilerplate, placeholders), in rising order
    masked      the same of what the user masks (``load.mask``), and ``masked_titles`` in titles
    names       what masking takes for names, to be masked in other texts: "anywhere", folded, and
                "openers", only where they open a turn
    first_copy  (n,) int32: the first document whose folded title and text are the same
                (its own position for a text that occurs once)
    languages   n ISO 639 codes, "" where the text is too short to tell or was not sampled
    dates       n ISO 8601 strings, empty where missing; or no entries at all
    groups      further columns by name, n strings each
    parents     n ids of the whole documents that passages are of, one for all passages of a whole,
                its own for a document that was not cut; no entries where none was to be
    parent_titles
                n titles of these, with ``parents``
    """

    ids: Strings
    titles: Strings
    texts: Strings
    first_copy: IntArray
    languages: Strings = ()
    dates: Strings = ()
    groups: Mapping[str, Strings] = field(default_factory=dict)
    parents: Strings = ()
    parent_titles: Strings = ()
    records: int = 0
    dropped: tuple[Dropped, ...] = ()
    checks: tuple[Check, ...] = ()
    left_out: IntArray = field(default_factory=lambda: NOTHING)
    masked: IntArray = field(default_factory=lambda: NOTHING)
    masked_titles: IntArray = field(default_factory=lambda: NOTHING)
    names: Mapping[str, Strings] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n = len(self.ids)
        columns = {"titles": self.titles, "texts": self.texts, **self.groups}
        names = ("languages", "dates", "parents", "parent_titles")
        optional = {name: getattr(self, name) for name in names}
        columns |= {name: values for name, values in optional.items() if values}
        for name, values in columns.items():
            if len(values) != n:
                raise ValueError(f"corpus: {n} ids but {len(values)} {name}")
        check_array("corpus first_copy", self.first_copy, (n,), np.int32)
        for name in ("left_out", "masked", "masked_titles"):
            parts = getattr(self, name)
            check_array(f"corpus {name}", parts, (len(parts), 3), np.int32)
        if len(set(self.ids)) != n:
            raise ValueError(f"corpus: {n} ids but only {len(set(self.ids))} of them distinct")

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, places: Sequence[int] | NDArray[np.integer]) -> "Corpus":
        """The texts of some documents that do not repeat each other, without what goes with them.

        ``places`` are positions, in the order wanted.
        """
        return Corpus(
            ids=tuple(self.ids[place] for place in places),
            titles=tuple(self.titles[place] for place in places),
            texts=tuple(self.texts[place] for place in places),
            first_copy=np.arange(len(places), dtype=np.int32),
            languages=tuple(self.languages[place] for place in places) if self.languages else (),
            left_out=parts_of(self.left_out, places),
            masked=parts_of(self.masked, places),
            masked_titles=parts_of(self.masked_titles, places),
        )

    @cached_property
    def spoken(self) -> Strings:
        """The languages of a tenth or more of the documents that tell theirs, commonest first.

        Where these are not half of the documents, those of a fiftieth or more.
        """
        counts = self.language_counts.most_common()
        total = self.language_counts.total()
        often = [(code, count) for code, count in counts if count >= SPOKEN * total]
        if 2 * sum(count for _, count in often) < total:
            often = [(code, count) for code, count in counts if count >= SPOKEN_AMONG_MANY * total]
        return tuple(code for code, _ in often)

    @cached_property
    def english(self) -> float:
        """Share of the documents that tell their language in English; 1 where none tells it."""
        total = self.language_counts.total()
        return self.language_counts["en"] / total if total else 1.0

    @property
    def is_english(self) -> bool:
        """Whether the documents are English, a few in other languages aside."""
        return self.english >= ENGLISH

    @cached_property
    def same_language(self) -> float:
        """The chance that two documents have the same language; 1 where none tells its own."""
        total = self.language_counts.total()
        return (
            sum((count / total) ** 2 for count in self.language_counts.values()) if total else 1.0
        )

    @cached_property
    def language_counts(self) -> Counter[str]:
        """How many documents tell each language, or the one that it is written as."""
        return language_counts(self.languages)

    def language_of(self, place: int) -> str:
        """The language of a document; empty where it is not told."""
        return self.languages[place] if self.languages else ""

    @property
    def undrawn(self) -> int:
        """Records that were not drawn (``load.subsample``): neither documents nor dropped."""
        return max(0, self.records - self.wholes - len(self.dropped))

    @cached_property
    def wholes(self) -> int:
        """Documents before any was cut into passages."""
        return len(set(self.parents)) if self.parents else len(self)

    @property
    def is_cut(self) -> bool:
        """Whether any of the documents is a part of a whole one."""
        return self.wholes < len(self)

    @cached_property
    def own_texts(self) -> Strings:
        """The texts as methods read them, with spaces where a part is left out.

        So a position in one of them is the same position in ``texts``.
        """
        return without_parts(self.texts, self.unread)

    @cached_property
    def own_titles(self) -> Strings:
        """The titles as methods read them, with spaces where a part is masked."""
        return without_parts(self.titles, self.masked_titles)

    @cached_property
    def unread(self) -> IntArray:
        """All parts of texts that are shown and not read, in rising order; they may overlap."""
        parts = np.concatenate([self.left_out, self.masked])
        return parts[np.lexsort((parts[:, 2], parts[:, 1], parts[:, 0]))]

    @cached_property
    def full_texts(self) -> Strings:
        """Title and text as one string, the way models read a document."""
        titles, texts = list(self.own_titles), list(self.own_texts)
        for document in set(self.unread[:, 0].tolist()):
            texts[document] = texts[document].strip()
        for document in set(self.masked_titles[:, 0].tolist()):
            titles[document] = titles[document].strip()
        pairs = zip(titles, texts, strict=True)
        return tuple(
            f"{title}. {text}" if title and text.strip() else title or text for title, text in pairs
        )

    @cached_property
    def titled(self) -> BoolArray:
        """(n,) the documents whose title stands in for a text of their own."""
        return np.array([not text.strip() for text in self.own_texts], dtype=np.bool_)

    @cached_property
    def digests(self) -> Strings:
        """What tells a document from every other and from itself with another title or text."""
        pairs = zip(self.titles, self.texts, strict=True)
        return tuple(
            hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()[:16] for title, text in pairs
        )

    @cached_property
    def headings(self) -> Strings:
        """What a document is called in tables: its title, or its first twelve words."""
        pairs = zip(self.titles, self.own_texts, strict=True)
        return tuple(title or first_words(text) for title, text in pairs)


def without_parts(texts: Strings, parts: IntArray) -> Strings:
    """The texts with spaces in place of some parts, given as ``Corpus.left_out`` is."""
    blanked = list(texts)
    for document, start, end in parts.tolist():
        text = blanked[document]
        blanked[document] = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return tuple(blanked)


def parts_of(parts: IntArray, places: Sequence[int] | NDArray[np.integer]) -> IntArray:
    """The parts of some documents, numbered in the order of ``places``."""
    of, asked = parts[:, 0], np.asarray(places, dtype=np.int64)
    first = np.searchsorted(of, asked)
    counts = np.searchsorted(of, asked + 1) - first
    number = np.repeat(np.arange(len(asked)), counts)
    before = np.repeat(first - (np.cumsum(counts) - counts), counts)
    found = parts[before + np.arange(len(number))]
    return np.column_stack([number, found[:, 1:]]).astype(np.int32)


def first_words(text: str, count: int = 12) -> str:
    """The first words of a text on one line, with an ellipsis where there are more."""
    words = text.split(maxsplit=count)
    return " ".join(words[:count]) + ("…" if len(words) > count else "")
