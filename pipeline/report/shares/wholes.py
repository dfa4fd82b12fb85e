"""Whole documents: what shares over time and by group are of.

Passages of one document are no independent witnesses, so it counts once however many it has. It
has a theme or topic where ``HOLDING`` of its passages or more have. Where no document was cut, each
is a whole of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from pipeline.core.artifacts import BoolArray, IntArray, Strings
from pipeline.report.results import Results

Kind = Literal["theme", "topic"]
KINDS: tuple[Kind, ...] = ("theme", "topic")

HOLDING = 0.1
"""Share of its passages from which on a whole document has what they have."""


@dataclass(frozen=True)
class Held:
    """Themes or topics of whole documents: p pairs, by document and then by theme or topic.

    whole     (p,) int32 the document
    place     (p,) int32 the theme or topic; for topics -1 is none
    passages  (p,) int32 how many of its passages have it
    counts    (p,) bool whether the document counts as having it
    """

    whole: IntArray
    place: IntArray
    passages: IntArray
    counts: BoolArray

    def of(self, document: int) -> range:
        """The pairs of one document, by position."""
        start, end = np.searchsorted(self.whole, [document, document + 1]).tolist()
        return range(start, end)


@dataclass(frozen=True)
class WholeShare:
    """A theme or topic in one whole document: how many passages have it, and if it counts.

    ``topic`` is the number that a topic is shown under, -1 for a theme and for no topic.
    """

    kind: Kind
    topic: int
    name: str
    passages: int
    counted: bool


@dataclass(frozen=True)
class Wholes:
    """The m whole documents, in the order of the input.

    are_cut     whether any of them has passages
    ids, titles m strings each
    first       (m,) int32 the first passage of each
    sizes       (m,) int32 passages of each
    dates       m ISO 8601 strings; or no entries
    groups      further columns, m strings each
    themes, topics
                what they have
    """

    are_cut: bool
    ids: Strings
    titles: Strings
    first: IntArray
    sizes: IntArray
    dates: Strings
    groups: Mapping[str, Strings]
    themes: Held
    topics: Held

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def noun(self) -> str:
        """What they are called where passages are called documents."""
        return "whole document" if self.are_cut else "document"


def wholes(results: Results) -> Wholes:
    """The whole documents of a run's results."""
    return results.memory.once(Wholes, lambda: _wholes(results))


def _wholes(results: Results) -> Wholes:
    corpus = results.corpus
    number: dict[str, int] = {}
    of = np.array(
        [number.setdefault(parent, len(number)) for parent in corpus.parents or corpus.ids],
        dtype=np.int32,
    )
    first = np.unique(of, return_index=True)[1].astype(np.int32)
    sizes = np.bincount(of, minlength=len(number)).astype(np.int32)
    document, theme = np.nonzero(results.themes.assigned)

    def at_first(values: Strings) -> Strings:
        return tuple(values[place] for place in first) if values else ()

    return Wholes(
        are_cut=corpus.is_cut,
        ids=tuple(number),
        titles=at_first(corpus.parent_titles or corpus.titles),
        first=first,
        sizes=sizes,
        dates=at_first(corpus.dates),
        groups={name: at_first(values) for name, values in corpus.groups.items()},
        themes=_held(of[document], theme.astype(np.int32), sizes),
        topics=_held(of, results.clustering.labels, sizes),
    )


def _held(whole: IntArray, place: IntArray, sizes: IntArray) -> Held:
    pairs, passages = np.unique(np.column_stack([whole, place]), axis=0, return_counts=True)
    holders, held = pairs.astype(np.int32).reshape(-1, 2).T
    counts = (passages >= HOLDING * sizes[holders]) & (held >= 0)
    return Held(holders, held, passages.astype(np.int32), counts)


def shares_of(results: Results, whole: int) -> list[WholeShare]:
    """What the passages of one whole document have, the themes first, the largest shares first.

    No topic comes last, and is there only where passages have none.
    """
    found = wholes(results)
    labels = [*(topic.label for topic in results.shown_topics), ""]
    ids = [*results.identities.ids, -1]
    themes = (
        WholeShare("theme", -1, results.themes.names[place], passages, counted)
        for place, passages, counted in _told(found.themes, whole)
    )
    topics = (
        WholeShare("topic", ids[place], labels[place], passages, counted)
        for place, passages, counted in _told(found.topics, whole)
    )
    return [*themes, *topics]


def _told(held: Held, whole: int) -> list[tuple[int, int, bool]]:
    pairs = held.of(whole)
    rows = zip(
        *(
            values[pairs.start : pairs.stop].tolist()
            for values in (held.place, held.passages, held.counts)
        ),
        strict=True,
    )
    return sorted(rows, key=lambda row: (row[0] < 0, -row[1], row[0]))
