"""From what a run found to what it shows: topics keep their ids, and the user has the last word."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np

from pipeline.artifacts import Check, Clustering, Corpus, Keyword, Themes, Topic, Topics
from pipeline.compare.identity import continued
from pipeline.compare.matching import match
from pipeline.compare.side import Side
from pipeline.overrides.application import overridden, pinned
from pipeline.overrides.pinning import Before
from pipeline.overrides.settings import Overrides
from pipeline.report.identities import Identities


@dataclass(frozen=True)
class Corrected:
    """What is shown: topics under ids that last, with the user's corrections."""

    clustering: Clustering
    topics: Topics
    themes: Themes
    identities: Identities
    checks: tuple[Check, ...]


def corrected(
    overrides: Overrides,
    history: Iterable[Side],
    corpus: Corpus,
    clustering: Clustering,
    topics: Topics,
    themes: Themes,
) -> Corrected:
    """Continue the topics of the runs before, the newest first, and apply the overrides."""
    last, history = _first_of(history)
    whole = continued(history, corpus, clustering, topics)
    before = _before(last, corpus)
    ids, clustering, topics, checks = pinned(overrides, whole.ids, clustering, topics, before)
    found = np.array([*ids, -1], dtype=np.int32)[clustering.labels]
    done = overridden(overrides, ids, corpus, clustering, topics, themes)
    colours = dict(zip(whole.ids, whole.colours, strict=True)) | (last.colours if last else {})
    identities = Identities(
        ids=done.topic_ids,
        colours=tuple(colours.get(topic, -1) for topic in done.topic_ids),
        found=found,
        unused=whole.unused,
    )
    return Corrected(
        done.clustering,
        done.topics,
        done.themes,
        identities,
        (*checks, *done.checks, *_nothing_to_follow(overrides, last)),
    )


def _first_of(history: Iterable[Side]) -> tuple[Side | None, Iterable[Side]]:
    """The last run, and all of them again."""
    rest = iter(history)
    last = next(rest, None)
    return last, () if last is None else chain((last,), rest)


def _before(last: Side | None, corpus: Corpus) -> Before:
    """What the documents had in the last run."""
    of = np.full(len(corpus), -1, dtype=np.int32)
    if last is None:
        return Before({}, of)
    both = match(last.ids, last.texts, corpus.ids, corpus.digests)
    of[both.after] = last.found[both.before]
    return Before({topic: _topic(last, topic) for topic in last.labels}, of)


def _topic(last: Side, topic: int) -> Topic:
    words = tuple(Keyword(word, 1.0) for word in last.keywords[topic])
    return Topic(0, topic, last.labels[topic], words, 0, ())


def _nothing_to_follow(overrides: Overrides, last: Side | None) -> tuple[Check, ...]:
    if last is not None or not overrides.topics:
        return ()
    message = (
        f"{overrides.file} names {len(overrides.topics)} topics by their ids, and there is no "
        "earlier run to follow them from: ids count from 0 by size here."
    )
    advice = "See in topics.csv whether they are the topics you meant."
    return (Check("O05", "warning", message, advice),)
