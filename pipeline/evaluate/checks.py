"""What a careful reader would object to, in one sentence with its numbers."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import floor

import numpy as np

from pipeline.core.artifacts import Check, Clustering, Corpus, Themes, Topic
from pipeline.core.stability import FAIR, STEADY, redrawn, settled
from pipeline.core.theme import UNCOVERED

MANY_LEFT_OUT = 0.25
ONE_DOMINATES = 0.5
KEYWORDS_SHARED = 0.5
MATCHES_ALL = 0.9
NAMED = 5
"""Topics that are named in one sentence."""


def topic_checks(
    corpus: Corpus, clustering: Clustering, topics: Sequence[Topic]
) -> Iterator[Check]:
    """Objections to the topics of the level shown."""
    n = len(clustering)
    if clustering.n_topics == 1:
        message = (
            f"All {topics[0].size:,} documents with a topic are in one; nothing is told apart."
        )
        yield Check("Q01", "warning", message, "Allow smaller topics (cluster.min_cluster_size).")
    outside = np.flatnonzero(clustering.labels < 0)
    if clustering.n_topics and len(outside) > MANY_LEFT_OUT * n:
        message = f"{len(outside):,} of {n:,} documents ({len(outside) / n:.0%}) have no topic."
        advice = (
            "Lower cluster.min_membership (consensus) or cluster.min_samples (hdbscan), or use "
            "cluster.method: kmeans, which leaves none out."
        )
        yield Check("Q02", "warning", message, advice, tuple(corpus.ids[i] for i in outside))
    for topic in topics:
        if clustering.n_topics > 1 and topic.size > ONE_DOMINATES * n:
            share = f"{topic.size:,} of {n:,} documents ({topic.size / n:.0%})"
            message = f"The topic “{topic.label}” holds {share}."
            advice = "It may hide several: lower cluster.min_cluster_size."
            yield Check("Q03", "warning", message, advice)
    yield from _shared_keywords(topics)
    yield from _shaky(clustering, topics)
    yield from _unsteady(clustering)
    yield from _unsettled(clustering)


def theme_checks(
    themes: Themes, clustering: Clustering, topics: Sequence[Topic]
) -> Iterator[Check]:
    """Objections to the themes, and topics that no theme covers."""
    n = len(themes.primary)
    if themes.names:
        yield from _uncovered(themes, clustering, topics)
    for name, column in zip(themes.names, themes.assigned.T, strict=True):
        count = int(column.sum())
        if n > 1 and count > MATCHES_ALL * n:
            share = f"{count:,} of {n:,} documents ({count / n:.0%})"
            message = f"The theme {name!r} is given to {share}."
            advice = "Narrow its description, or raise assign.threshold."
            yield Check("Q06", "warning", message, advice)
    told = themes.verdicts or ("there",) * len(themes.names)  # others are told where assigned
    empty = [
        name
        for name, column, verdict in zip(themes.names, themes.assigned.T, told, strict=True)
        if not column.any() and verdict == "there"
    ]
    if empty:
        which = f"the theme {empty[0]!r}"
        if len(empty) > 1:
            which = f"{len(empty)} of {len(themes.names)} themes: {', '.join(map(repr, empty))}"
        advice = "Describe them in words that the documents use, or leave them out."
        yield Check("Q05", "warning", f"No document belongs to {which}.", advice)


def _uncovered(themes: Themes, clustering: Clustering, topics: Sequence[Topic]) -> Iterator[Check]:
    held = clustering.labels[themes.assigned.any(axis=1) & (clustering.labels >= 0)]
    counts = np.bincount(held, minlength=len(topics)).tolist()
    found = [
        f"“{topic.label}” ({having:,} of {topic.size:,})"
        for topic, having in zip(topics, counts, strict=True)
        if having <= UNCOVERED * topic.size
    ]
    if not found:
        return
    which = "topic is" if len(found) == 1 else "topics are"
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    message = (
        f"{len(found)} {which} hardly covered, at most {UNCOVERED:.0%} of the documents having a "
        f"theme: {', '.join(found[:NAMED])}{more}."
    )
    advice = f"Consider a theme for {'it' if len(found) == 1 else 'them'}."
    yield Check("Q08", "info", message, advice)


def _shaky(clustering: Clustering, topics: Sequence[Topic]) -> Iterator[Check]:
    if not clustering.stabilities:
        return
    stabilities = clustering.stabilities[clustering.level]
    for topic, stability in zip(topics, stabilities, strict=True):
        if stability < FAIR:
            message = (
                f"The topic “{topic.label}” is shaky: {floor(100 * stability)}% of it comes back "
                "when documents are left out."
            )
            advice = "Build nothing on it alone; a coarser level may hold better."
            yield Check("Q07", "warning", message, advice)


def _unsteady(clustering: Clustering) -> Iterator[Check]:
    agreement = clustering.seed_agreement
    if agreement is None or agreement >= STEADY:
        return
    message = (
        f"Another seed would draw other borders: two seeds agree to {agreement:.2f} on which "
        "documents belong together, where 1 is on all and 0 is chance."
    )
    advice = (
        "Trust what a topic is about, less how many there are and who is in it; try a coarser "
        "level, or set cluster.n_topics."
    )
    yield Check("Q09", "warning", message, advice)


def _unsettled(clustering: Clustering) -> Iterator[Check]:
    """Where the number of topics would be another one had other documents been left out."""
    found, numbers = clustering.n_topics, clustering.redrawn_numbers
    if not found or settled(found, numbers):
        return
    message = (
        f"How many topics there are is not settled: {found} are shown, and with other documents "
        f"left out there would be {redrawn(numbers)}."
    )
    advice = "Choose the number that serves you and set cluster.n_topics; topics then hold still."
    yield Check("Q10", "warning", message, advice)


def _shared_keywords(topics: Sequence[Topic]) -> Iterator[Check]:
    for one, other in combinations(topics, 2):
        words = [{keyword.word.casefold() for keyword in topic.keywords} for topic in (one, other)]
        fewest, shared = min(map(len, words)), len(words[0] & words[1])
        if fewest and shared >= KEYWORDS_SHARED * fewest:
            message = (
                f"Topics {one.topic} ({one.label}) and {other.topic} ({other.label}) share "
                f"{shared} of {fewest} keywords."
            )
            advice = "They may be one: raise cluster.min_cluster_size."
            yield Check("Q04", "info", message, advice)
