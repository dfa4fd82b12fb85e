"""Apply the user's corrections to what a run found.

``pinned`` comes first, as soon as topics have their ids; ``overridden`` does the rest, in the
order: merge, hide, rename, fix the themes of documents. Both are pure, and what nothing is
said of comes back as the same object.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pipeline.core.artifacts import Check, Clustering, Corpus, Strings, Themes, Topics
from pipeline.overrides.checks import (
    applied,
    doubled_names,
    missing_documents,
    missing_topics,
    pins_applied,
)
from pipeline.overrides.documents import fixed_themes, with_fixed
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
) -> Overridden:
    """Merge, hide and rename topics of the default level, and fix the themes of documents.

    Topics stay in their order. The stability of a merged topic is the mean of its parts',
    weighted by size. Which topic is nearest to a document of a hidden one is not known from
    what was kept: ``nearest`` is -1 and the distance 0, as for a document that was nearest
    to a hidden topic.
    """
    found = opened(topic_ids, clustering, topics)
    whole = merged(found, overrides)
    shown = hidden(whole, overrides)
    level = renamed(shown, overrides)
    fixed = fixed_themes(overrides, corpus)
    counts = {
        "renamed": sum(
            each.name is not None and each.topic in level.topics for each in overrides.topics
        ),
        "merged": len(found.topics) - len(whole.topics),
        "hidden": len(whole.topics) - len(shown.topics),
    }
    touched = _ids(corpus, {*np.flatnonzero(level.of != found.of).tolist(), *fixed})
    checks = (
        *missing_topics(overrides, found.topics.keys()),
        *missing_documents(overrides, corpus),
        *doubled_names(overrides, level),
        *applied(overrides, counts, len(fixed), touched),
    )
    if level is not found:
        topic_ids, clustering, topics = closed(level, clustering, topics)
    return Overridden(topic_ids, clustering, topics, with_fixed(themes, fixed), checks)


def _ids(corpus: Corpus, documents: Iterable[int]) -> Strings:
    return tuple(corpus.ids[document] for document in sorted(documents))
