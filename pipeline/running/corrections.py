"""From what a run found to what it shows: topics keep their ids, and the user has the last word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.compare.identity import continued
from pipeline.compare.matching import match
from pipeline.compare.run_tables import RunTables
from pipeline.core.artifacts import (
    Check,
    Clustering,
    IntArray,
    Keyword,
    Themes,
    Topic,
    Topics,
    Vectors,
)
from pipeline.core.contracts import Describer, Embedder
from pipeline.core.corpus import Corpus
from pipeline.describe.ctfidf import CTFIDF
from pipeline.overrides.application import overridden, pinned
from pipeline.overrides.gathering import Describe
from pipeline.overrides.pinning import Before
from pipeline.overrides.settings import Overrides
from pipeline.report.identities import Identities
from pipeline.report.origins import Origins, origins_of
from pipeline.runs.record import RECORD


@dataclass(frozen=True)
class Corrected:
    """What is shown: topics under ids that last, with the user's corrections."""

    clustering: Clustering
    topics: Topics
    themes: Themes
    identities: Identities
    checks: tuple[Check, ...]
    origins: Origins | None


def corrected(
    overrides: Overrides,
    history: Sequence[RunTables],
    corpus: Corpus,
    clustering: Clustering,
    topics: Topics,
    themes: Themes,
    describe: Describe,
) -> Corrected:
    """Continue the topics of the runs before, the newest first, and apply the overrides."""
    whole = continued(history, corpus, clustering, topics, overrides.made)
    renamed = {each.topic for each in overrides.topics if each.name is not None}
    origins = origins_of(topics, clustering.level, whole.ids, renamed)
    last = next((side for side in history if not side.fault), None)
    before = _before(overrides, last, corpus)
    ids, clustering, topics, checks = pinned(overrides, whole.ids, clustering, topics, before)
    found = np.array([*ids, -1], dtype=np.int32)[clustering.labels]
    done = overridden(overrides, ids, corpus, clustering, topics, themes, describe)
    colours = dict(zip(whole.ids, whole.colours, strict=True)) | (last.colours if last else {})
    gone = {colour for topic, colour in colours.items() if topic not in done.topic_ids}
    identities = Identities(
        ids=done.topic_ids,
        colours=tuple(colours.get(topic, -1) for topic in done.topic_ids),
        found=found,
        unused=max([whole.unused, *(topic + 1 for topic in overrides.made)]),
        reserved=frozenset(gone - {-1}),
    )
    return Corrected(
        done.clustering,
        done.topics,
        done.themes,
        identities,
        (
            *checks,
            *done.checks,
            *_nothing_to_follow(overrides, last),
            *_other_documents(overrides, last, corpus),
        ),
        origins,
    )


def describing(
    describer: Describer, embedder: Embedder, corpus: Corpus, vectors: Vectors, found: Clustering
) -> Describe:
    """What names topics that the user put together: by their words, as the describer reads them.

    By c-TF-IDF, whatever the describer goes by: no model is to be read for a few topics.
    """
    given = describer.parameters()
    by_words = CTFIDF(**{name: given[name] for name in CTFIDF.model_fields if name in given})

    def describe(labels: IntArray) -> Sequence[Topic]:
        alone = replace(
            found,
            labels=labels,
            levels=labels[np.newaxis],
            level=0,
            nearest=labels,
            second=np.full_like(labels, -1),
            second_shares=np.zeros_like(found.second_shares),
            stabilities=(),
        )
        return by_words(corpus, vectors, alone, embedder).at(0)

    return describe


def _before(overrides: Overrides, last: RunTables | None, corpus: Corpus) -> Before:
    """What the documents had in the last run, which pins alone ask for."""
    of = np.full(len(corpus), -1, dtype=np.int32)
    if last is None or not any(each.pin for each in overrides.topics):
        return Before({}, of)
    both = match(last.ids, last.texts, corpus.ids, corpus.digests)
    of[both.after] = last.found[both.before]
    return Before({topic: _topic(last, topic) for topic in last.labels}, of)


def _topic(last: RunTables, topic: int) -> Topic:
    words = tuple(Keyword(word, 1.0) for word in last.keywords[topic])
    return Topic(0, topic, last.labels[topic], words, 0, ())


def _nothing_to_follow(overrides: Overrides, last: RunTables | None) -> tuple[Check, ...]:
    if last is not None or not overrides.topics:
        return ()
    message = (
        f"{overrides.file} names {len(overrides.topics)} topics by their ids, and there is no "
        "earlier run to follow them from: ids count from 0 by size here."
    )
    advice = "See in topics.csv whether they are the topics you meant."
    return (Check("O05", "warning", message, advice),)


def _other_documents(
    overrides: Overrides, last: RunTables | None, corpus: Corpus
) -> Iterator[Check]:
    """Documents of the overrides whose id another one had in the last run."""
    named = [
        *((each.id, "fixes the themes of") for each in overrides.documents),
        *((each, "gives a topic") for each in overrides.homes),
    ]
    if last is None or not named:
        return
    both = match(last.ids, last.texts, corpus.ids, corpus.digests)
    now = {last.ids[a]: corpus.ids[b] for a, b in zip(both.before, both.after, strict=True)}
    for identifier, does in named:
        elsewhere = now.get(identifier, identifier)
        if elsewhere != identifier and identifier in corpus.ids:
            message = (
                f"{overrides.file} {does} {identifier!r}, and what had that id in "
                f"{last.name} is {elsewhere!r} now: its entry counts for another document."
            )
            advice = "Change the id there; or name a column of ids: load.id."
            yield Check("O06", "warning", message, advice, (identifier, elsewhere))


def passed_over(history: Sequence[RunTables], newer: Sequence[Path]) -> Iterator[Check]:
    """Runs that would have been continued, and are damaged; of the ``newer`` the records are."""
    for folder in newer:
        advice = f"themeline verify {folder.name} names what is wrong with it."
        message = (
            f"{folder / RECORD}: is missing or damaged; {folder.name} is passed over, its topics "
            "are not continued."
        )
        yield Check("O07", "warning", message, advice)
    for side in history:
        if not side.fault:
            return
        advice = f"themeline verify {side.name} names all that was changed in it."
        message = f"{side.fault}; {side.name} is passed over, its topics are not continued."
        yield Check("O07", "warning", message, advice)
