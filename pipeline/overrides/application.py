"""Apply the user's corrections to what a run found.

``pinned`` comes first, as soon as topics have their ids; ``overridden`` does the rest, in the
order: gather, merge, hide, rename, fix the themes of documents. Both are pure, and what nothing is
said of comes back as the same object.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from pipeline.core.artifacts import Check, Clustering, Strings, Themes, Topics
from pipeline.core.corpus import Corpus
from pipeline.overrides.checks import (
    applied,
    doubled_names,
    missing_documents,
    missing_topics,
    pins_applied,
)
from pipeline.overrides.gathering import Describe, gathered
from pipeline.overrides.grouping import hidden, merged
from pipeline.overrides.level import Ids, closed, opened
from pipeline.overrides.naming import renamed
from pipeline.overrides.pinning import Before, pinned_topics
from pipeline.overrides.pinning import pinned as with_pins
from pipeline.overrides.settings import Overrides


@dataclass(frozen=True)
class Overridden:
    """What a run found, as the user corrected it; ``topic_ids`` by number, as before."""

    topic_ids: Ids
    clustering: Clustering
    topics: Topics
    themes: Themes
    checks: tuple[Check, ...]


def pinned(
    overrides: Overrides,
    topic_ids: Ids,
    clustering: Clustering,
    topics: Topics,
    before: Before,
) -> tuple[Ids, Clustering, Topics, tuple[Check, ...]]:
    """Documents keep the pinned topics that they had, whatever the clustering says.

    ``topic_ids`` gives the id of each topic of the default level. Only that level changes.
    What the run does not know of a document or topic that a pin brings back is 0: strength,
    distance, stability. Topics that lose all documents vanish; those that come back are last.
    """
    level = opened(topic_ids, clustering, topics)
    pins = pinned_topics(level, overrides, before)
    if not pins:
        return topic_ids, clustering, topics, ()
    kept = with_pins(level, overrides, before)
    checks = (pins_applied(overrides, len(pins), int((kept.of != level.of).sum())),)
    if kept is level:
        return topic_ids, clustering, topics, checks
    return *closed(kept, clustering, topics), checks


def overridden(
    overrides: Overrides,
    topic_ids: Ids,
    corpus: Corpus,
    clustering: Clustering,
    topics: Topics,
    themes: Themes,
    describe: Describe,
) -> Overridden:
    """Gather, merge, hide and rename topics of the default level, fix the themes of documents.

    Topics stay in their order. The stability of a merged topic is the mean of its parts',
    weighted by size. Which topic is nearest to a document of a hidden one is not known from
    what was kept: ``nearest`` is -1 and the distance 0, as for a document that was nearest
    to a hidden topic.
    """
    found = opened(topic_ids, clustering, topics)
    filled = gathered(found, overrides, corpus, describe)
    whole = merged(filled, overrides)
    shown = hidden(whole, overrides)
    level = renamed(shown, overrides)
    fixed = _fixed_themes(overrides, corpus)
    counts = {
        "given documents": len(overrides.made & filled.topics.keys()),
        "renamed": sum(
            each.name is not None and each.topic in level.topics and each.topic in found.topics
            for each in overrides.topics
        ),
        "merged": len(filled.topics) - len(whole.topics),
        "hidden": len(whole.topics) - len(shown.topics),
    }
    touched = _ids(corpus, {*np.flatnonzero(level.of != found.of).tolist(), *fixed})
    checks = (
        *missing_topics(overrides, filled.topics.keys()),
        *missing_documents(overrides, corpus),
        *doubled_names(overrides, level),
        *applied(overrides, counts, len(fixed), touched),
    )
    if level is not found:
        topic_ids, clustering, topics = closed(level, clustering, topics)
    return Overridden(topic_ids, clustering, topics, _with_fixed(themes, fixed), checks)


def _ids(corpus: Corpus, documents: Iterable[int]) -> Strings:
    return tuple(corpus.ids[document] for document in sorted(documents))


def _fixed_themes(overrides: Overrides, corpus: Corpus) -> dict[int, Strings]:
    """The positions of the documents named that the corpus has, each with its themes."""
    place = {identifier: document for document, identifier in enumerate(corpus.ids)}
    return {place[each.id]: each.themes for each in overrides.documents if each.id in place}


def _with_fixed(themes: Themes, fixed: dict[int, Strings]) -> Themes:
    """Themes in which these documents have exactly those named; the same object if none is fixed.

    What is said is judged: 1 and -1, with a score of 1 and 0. The primary theme is the one
    named that scored best before. Evidence, words, signals and margins stay as they were found.
    """
    if not fixed:
        return themes
    rows = list(fixed)
    named = np.array([[name in fixed[row] for name in themes.names] for row in rows], dtype=bool)
    scores, assigned = themes.scores.copy(), themes.assigned.copy()
    judged, primary = themes.judged.copy(), themes.primary.copy()
    scores[rows], assigned[rows], judged[rows] = named, named, np.where(named, 1, -1)
    for row, wanted in zip(rows, named, strict=True):
        primary[row] = np.where(wanted, themes.scores[row], -1).argmax() if wanted.any() else -1
    return replace(themes, scores=scores, assigned=assigned, judged=judged, primary=primary)
