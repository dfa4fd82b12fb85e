"""Documents: all of them in one table, which the page's script fills; and the whole ones."""

from dataclasses import dataclass

import numpy as np

from pipeline.report.doors import places
from pipeline.report.results import Results
from pipeline.report.sections.mention import LONGEST_TITLE, UNTITLED
from pipeline.report.shares.subjects import colours_of
from pipeline.report.shares.wholes import WholeShare, shares_of, wholes
from pipeline.report.wording import cut

MOST_WHOLES = 100
"""Whole documents that are told of."""

NAMED = 3
"""Topics and themes that are named of one."""


@dataclass(frozen=True)
class ToldWhole:
    """A whole document: its first passage, how many it has, and what these have.

    ``places`` are those of its passages; ``bar`` are the shares of its topics in percent, each from
    where to how far, with a palette number, None for no topic.
    """

    id: str
    heading: str
    language: str
    first: int
    first_id: str
    passages: int
    places: str
    topics: list[WholeShare]
    more_topics: int
    themes: list[WholeShare]
    bar: list[tuple[float, float, int | None]]


@dataclass(frozen=True)
class DocumentsView:
    """What is said without the table; its rows are packed (``pipeline.report.payload``).

    ``wholes`` are the documents that were cut into passages, ``all_wholes`` of ``whole_documents``.
    """

    with_topic: int
    with_theme: int
    wholes: list[ToldWhole]
    all_wholes: int
    whole_documents: int


def view(results: Results) -> DocumentsView:
    """How many documents have a topic, and how many a theme; what whole documents are made of."""
    n, found = len(results), wholes(results)
    cut_up = np.flatnonzero(found.sizes > 1).tolist()
    return DocumentsView(
        n - results.without_topic,
        n - results.without_theme,
        [_told(results, whole) for whole in cut_up[:MOST_WHOLES]],
        len(cut_up),
        len(found),
    )


def _told(results: Results, whole: int) -> ToldWhole:
    found = wholes(results)
    shares = shares_of(results, whole)
    topics = [each for each in shares if each.kind == "topic" and each.name]
    first = int(found.first[whole])
    title = found.titles[whole] or results.headings[first]
    return ToldWhole(
        id=found.ids[whole],
        heading=cut(title, LONGEST_TITLE) or UNTITLED,
        language=results.corpus.language_of(first),
        first=first,
        first_id=results.corpus.ids[first],
        passages=int(found.sizes[whole]),
        places=_passages(results, whole),
        topics=topics[:NAMED],
        more_topics=max(0, len(topics) - NAMED),
        themes=[each for each in shares if each.kind == "theme"][:NAMED],
        bar=_bar(results, shares, int(found.sizes[whole])),
    )


def _passages(results: Results, whole: int) -> str:
    parents, name = results.corpus.parents, wholes(results).ids[whole]
    return places(place for place, parent in enumerate(parents) if parent == name)


def _bar(
    results: Results, shares: list[WholeShare], passages: int
) -> list[tuple[float, float, int | None]]:
    """The shares of the topics side by side, in percent."""
    topics = [each for each in shares if each.kind == "topic"]
    of_id = dict(zip(results.identities.ids, colours_of(results)["topic"], strict=True))
    widths = [100 * each.passages / passages for each in topics]
    starts = np.concatenate([np.zeros(1), np.cumsum(widths)])[:-1].tolist()
    colours = [of_id.get(each.topic) for each in topics]
    return list(zip(starts, widths, colours, strict=True))
