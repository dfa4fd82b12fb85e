"""Identity: a topic that goes on keeps its number and its colour."""

from collections.abc import Collection, Sequence
from itertools import product

import numpy as np

from pipeline.compare.alignment import SAME, align
from pipeline.compare.matching import Matching, match
from pipeline.compare.run_tables import RunTables
from pipeline.core.artifacts import Clustering, IntArray, Topic, Topics
from pipeline.core.corpus import Corpus
from pipeline.report.identities import Identities, first_identities, numbered

HISTORY = 20
"""Runs that are looked through for topics that the last one did not have."""

SURE = 2 / 3
"""The Jaccard similarity from which on a topic of an earlier run goes before one that is only
the same topic: of what was merged and comes apart again, each part has its own id back."""


def continued(
    history: Sequence[RunTables],
    corpus: Corpus,
    clustering: Clustering,
    topics: Topics,
    reserved: Collection[int] = (),
) -> Identities:
    """Give every topic the id that it has in the last run, and new ones a number never used.

    ``history`` are the runs before, the newest first; damaged ones are passed over. A topic that
    the last run did not have, or had only as a part of another, and an earlier one had gets its
    id back: who tries a setting and takes it back finds the topics as they were. The ids of a
    first run are the topics' numbers, by falling size. A ``reserved`` number is given to no topic
    that is new.
    """
    labels = np.asarray(clustering.labels)
    sides = [side for side in history[:HISTORY] if not side.fault]
    if not sides:
        return first_identities(labels, reserved)
    ids: dict[int, int] = {}
    matched: dict[int, Matching] = {}
    # the last run tells of every topic there was, also of those that went
    colours, unused = sides[0].colours, max(side.unused for side in history)
    for least, (place, side) in product((SURE, SAME), enumerate(sides)):
        open_ = [topic for topic in range(clustering.n_topics) if topic not in ids]
        if not open_:
            break
        free = [topic for topic in side.found_ids if topic not in ids.values()]
        if not free:
            continue
        if place not in matched:
            matched[place] = match(side.ids, side.texts, corpus.ids, corpus.digests)
        found = topics.at(clustering.level)
        ids |= _known(side, matched[place], free, labels, open_, found, least)
    known = [ids.get(topic) for topic in range(clustering.n_topics)]
    numbers = numbered(known, unused, reserved)
    return Identities(
        numbers,
        tuple(colours.get(number, -1) for number in numbers),
        np.array([*numbers, -1], dtype=np.int32)[labels],
        max([unused, *(number + 1 for number in numbers)]),
    )


def _known(
    side: RunTables,
    both: Matching,
    free: Sequence[int],
    labels: IntArray,
    open_: Sequence[int],
    topics: Sequence[Topic],
    least: float,
) -> dict[int, int]:
    """The ids that topics without one have in an earlier run, of those that are free.

    ``least`` is how much of their documents they share at least; keywords alone are not sure.
    """
    same = ~both.edited
    before, after = side.found[both.before[same]], labels[both.after[same]]
    aligned = align(
        np.where(np.isin(before, free), before, -1),
        np.where(np.isin(after, open_), after, -1),
        free,
        open_,
        side.keywords,
        {topic.topic: tuple(keyword.word for keyword in topic.keywords) for topic in topics},
    )
    rows, columns = np.nonzero(aligned.same & ((least <= SAME) | (aligned.jaccard >= least)))
    pairs = zip(aligned.before[rows].tolist(), aligned.after[columns].tolist(), strict=True)
    return {after: topic for topic, after in pairs}
