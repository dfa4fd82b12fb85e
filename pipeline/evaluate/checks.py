"""What a careful reader would object to, in one sentence with its numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import floor

import numpy as np

from pipeline.core.artifacts import (
    Check,
    Clustering,
    Measure,
    Strings,
    Themes,
    Topic,
)
from pipeline.core.bars import BARS, bar_of
from pipeline.core.corpus import Corpus
from pipeline.core.stability import redrawn, settled
from pipeline.core.theme import UNCOVERED

KEYWORDS_SHARED = 0.5
NAMED = 5
"""Topics that are named in one sentence."""


@dataclass(frozen=True)
class Missing:
    """What misses a bar: named in words, and the ids of the documents concerned, if any."""

    named: str
    documents: Strings = ()


def bar_checks(measures: Sequence[Measure], missing: Mapping[str, Missing]) -> Iterator[Check]:
    """A warning for each measure that misses its bar; ``missing`` says by name what does.

    That there are no topics (C01), or one (Q01), is told without what follows from it.
    """
    values = {measure.name: measure.value for measure in measures}
    follows = {0.0: "share_without_topic", 1.0: "largest_topic"}.get(values["topics"] or 0.0)
    for bar in BARS:
        value = values.get(bar.measure)
        if value is not None and not bar.met(value) and bar.measure != follows:
            what = missing.get(bar.measure, Missing(""))
            message = bar.told(value, what.named)
            yield Check(bar.code, "warning", message, bar.advice, what.documents)


def missing_bars(
    corpus: Corpus,
    clustering: Clustering,
    topics: Sequence[Topic],
    themes: Themes,
    over_seeds: Sequence[float],
) -> dict[str, Missing]:
    """What would miss the bars that are of topics, themes and documents, by measure.

    ``over_seeds`` says how well each topic comes back with other seeds.
    """
    n, outside = len(clustering), np.flatnonzero(clustering.labels < 0)
    over_resamples = clustering.stabilities[clustering.level] if clustering.stabilities else ()
    shares = [topic.size / n for topic in topics]
    counts = themes.assigned.sum(axis=0).tolist()
    wide = bar_of("largest_theme")
    return {
        "share_without_topic": Missing(
            f"{len(outside):,} of {n:,} documents ({len(outside) / max(n, 1):.0%})",
            tuple(corpus.ids[place] for place in outside),
        ),
        "largest_topic": Missing(
            _listed(
                f"“{topic.label}” ({topic.size:,} of {n:,} documents, {share:.0%})"
                for topic, share in zip(topics, shares, strict=True)
                if not bar_of("largest_topic").met(share)
            )
        ),
        "largest_theme": Missing(
            _listed(
                f"{name!r} ({count:,} of {n:,} documents, {count / n:.0%})"
                for name, count in zip(themes.names, counts, strict=True)
                if not wide.met(count / n)
            )
        ),
        "least_stability": Missing(_weak("least_stability", topics, over_resamples)),
        "least_seed_stability": Missing(_weak("least_seed_stability", topics, over_seeds)),
    }


def _weak(measure: str, topics: Sequence[Topic], values: Sequence[float]) -> str:
    """The topics that miss a bar, the weakest first."""
    pairs = zip(values, topics, strict=False)
    missing = [(value, topic) for value, topic in pairs if not bar_of(measure).met(value)]
    return _listed(
        f"“{topic.label}” ({floor(100 * value)}%)"
        for value, topic in sorted(missing, key=lambda each: each[0])
    )


def _listed(named: Iterable[str]) -> str:
    every = list(named)
    more = f" and {len(every) - NAMED} more" if len(every) > NAMED else ""
    return f"{', '.join(every[:NAMED])}{more}"


def topic_checks(clustering: Clustering, topics: Sequence[Topic]) -> Iterator[Check]:
    """Objections to the topics of the level shown that no measure tells."""
    if clustering.n_topics == 1:
        message = (
            f"All {topics[0].size:,} documents with a topic are in one; nothing is told apart."
        )
        advice = (
            "Allow smaller topics (cluster.min_cluster_size); where that is low already, ask for "
            "more of them (cluster.n_topics)."
        )
        yield Check("Q01", "warning", message, advice)
    yield from _shared_keywords(topics)
    yield from _unsettled(clustering)


def theme_checks(
    themes: Themes, clustering: Clustering, topics: Sequence[Topic]
) -> Iterator[Check]:
    """Themes without documents, and topics that no theme covers."""
    if themes.names:
        yield from _uncovered(themes, clustering, topics)
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
            advice = (
                "They may be one: ask for fewer topics (cluster.n_topics), or make them one in "
                "overrides (merge_into)."
            )
            yield Check("Q04", "info", message, advice)
