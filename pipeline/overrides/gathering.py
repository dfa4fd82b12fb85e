"""Gathering: documents that the user names are in the topic that the user puts them in."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from pipeline.core.artifacts import IntArray, Topic
from pipeline.core.corpus import Corpus
from pipeline.overrides.level import Level, numbered
from pipeline.overrides.naming import with_unique_labels
from pipeline.overrides.settings import Overrides

Describe = Callable[[IntArray], Sequence[Topic]]
"""Names the topics of documents, given (n,) their numbers, -1 for none."""


def gathered(level: Level, overrides: Overrides, corpus: Corpus, describe: Describe) -> Level:
    """Put documents, and copies of their texts, into the topics that they are named for.

    A topic of this id that was not found is made of them: its stability is unknown (NaN), and it
    has its own words. So do all whose documents changed, but a found one keeps its label; one
    that has lost all documents is none any more. The run does not vouch for what is given: the
    strength is 0, and so is the distance unless the topic was the nearest. The same object where
    nothing is moved.
    """
    homes = overrides.homes
    if not homes:
        return level
    texts = {
        int(corpus.first_copy[document]): homes[identifier]
        for document, identifier in enumerate(corpus.ids)
        if identifier in homes
    }
    of = np.array(
        [
            texts.get(text, was)
            for text, was in zip(corpus.first_copy.tolist(), level.of.tolist(), strict=True)
        ],
        dtype=np.int32,
    )
    moved = of != level.of
    if not moved.any():
        return level
    made = sorted(set(texts.values()) - level.topics.keys())
    touched = {*level.of[moved].tolist(), *of[moved].tolist()} - {-1}
    unrated = made if level.stabilities else []
    far = moved & (level.nearest != of)
    return replace(
        level,
        topics=_described(level, of, made, touched, describe),
        stabilities={**level.stabilities, **dict.fromkeys(unrated, float("nan"))},
        of=of,
        strengths=np.where(moved, np.float32(0), level.strengths),
        distances=np.where(far, np.float32(0), level.distances),
    )


def _described(
    level: Level, of: IntArray, made: Sequence[int], touched: set[int], describe: Describe
) -> dict[int, Topic]:
    """The topics that still have documents: those found in their order, then those made."""
    sizes = Counter(of.tolist())
    ids = [topic for topic in (*level.topics, *made) if sizes[topic]]
    told = dict(zip(ids, describe(numbered(of, ids)), strict=True))
    topics = {}
    for topic in ids:
        was = level.topics.get(topic)
        if was is None:
            topics[topic] = told[topic]
        elif topic in touched:
            topics[topic] = replace(told[topic], label=was.label)
        else:
            topics[topic] = was
    return with_unique_labels(topics, made)
