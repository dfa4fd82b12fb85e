"""What a finished run has to tell, gathered in one place."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from pipeline.core.artifacts import (
    Check,
    Clustering,
    IntArray,
    Quality,
    Strings,
    Themes,
    Topic,
    Topics,
    Vectors,
)
from pipeline.core.context import Memory
from pipeline.core.corpus import Corpus
from pipeline.core.named import Naming
from pipeline.core.provenance import Compared, Provenance
from pipeline.core.stability import holds
from pipeline.core.theme import Theme
from pipeline.numerics.recurrence import seed_stability
from pipeline.report.identities import Identities
from pipeline.report.origins import NamedBy, Origins

HELD = 0.25
"""Share of a topic's documents that have a theme for the topic to be told under it."""


@dataclass(frozen=True)
class Results:
    """Everything a finished run has to tell.

    name     what the run is called ("papers")
    title    the title of the report; the name where empty
    map      (n, 2), where each document stands
    asked    the themes as the config gives them, in the order of ``themes.names``
    checks   all checks of all stages, in stage order
    provenance
             how it was made
    identities
             the numbers and colours that topics have, over reruns
    compared what changed since the run that this one is compared with, None for none
    comparison
             what the comparison with that run shows (``pipeline.compare.page.view``)
    quotes   whether texts may be quoted; else they are told by their titles and ids alone
    origins  where the names of topics come from, None where no model was asked for any
    memory   what several tables, figures and sections show, made the first time only
    """

    name: str
    title: str
    corpus: Corpus
    map: Vectors
    clustering: Clustering
    topics: Topics
    themes: Themes
    asked: tuple[Theme, ...]
    quality: Quality
    checks: tuple[Check, ...]
    provenance: Provenance
    identities: Identities
    compared: Compared | None = None
    comparison: Mapping[str, Any] | None = None
    quotes: bool = True
    origins: Origins | None = None
    memory: Memory = field(default_factory=Memory, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        n = len(self.corpus)
        lengths = {
            "map": len(self.map),
            "clustering": len(self.clustering),
            "themes": len(self.themes.primary),
            "identities": len(self.identities.found),
        }
        for name, length in lengths.items():
            if length != n:
                raise ValueError(f"results: {n} documents but {length} rows in {name}")
        if self.map.values.shape[1] != 2:
            raise ValueError(f"results: the map has {self.map.values.shape[1]} dimensions, not 2")
        if len(self.identities.ids) != self.clustering.n_topics:
            ids, topics = len(self.identities.ids), self.clustering.n_topics
            raise ValueError(f"results: {ids} ids for {topics} topics")
        if tuple(theme.name for theme in self.asked) != self.themes.names:
            raise ValueError(f"results: themes {self.themes.names} differ from those asked for")

    def __len__(self) -> int:
        return len(self.corpus)

    @property
    def records(self) -> int:
        """Records in the input, kept and dropped."""
        return self.corpus.records or self.corpus.wholes + len(self.corpus.dropped)

    @property
    def dropped_reasons(self) -> list[tuple[str, int]]:
        """Why records were dropped and how many for each reason, the most frequent first."""
        return Counter(record.reason for record in self.corpus.dropped).most_common()

    def place_of(self, identifier: str) -> int | None:
        """The position of a document by its id; None where there is none."""
        return self._places.get(identifier)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {identifier: place for place, identifier in enumerate(self.corpus.ids)}

    @cached_property
    def headings(self) -> Strings:
        """What each document is called: its title, else its first words where these may be told."""
        return self.corpus.headings if self.quotes else self.corpus.titles

    @cached_property
    def shown_topics(self) -> tuple[Topic, ...]:
        """The topics at the default level, by number."""
        return self.topics.at(self.clustering.level)

    @cached_property
    def topic_labels(self) -> Strings:
        """The label of each document's topic, empty where it has none."""
        names = {topic.topic: topic.label for topic in self.shown_topics}
        return tuple(names.get(int(label), "") for label in self.clustering.labels)

    def numbered(self, labels: IntArray) -> IntArray:
        """The ids of topics at the default level, given their labels there; -1 stays."""
        return np.array([*self.identities.ids, -1], dtype=np.int32)[labels]

    def id_of(self, topic: Topic) -> int:
        """The number that a topic is shown under: an id that lasts at the default level."""
        if topic.level != self.clustering.level:
            return topic.topic
        return self.identities.ids[topic.topic]

    def named_by(self, topic: Topic) -> NamedBy:
        """Who gave a topic its name."""
        return self.origins.named_by((topic.level, self.id_of(topic))) if self.origins else "words"

    def naming_of(self, topic: Topic) -> Naming | None:
        """How a model named a topic; None where its name is not a model's."""
        return self.origins.naming((topic.level, self.id_of(topic))) if self.origins else None

    def stability_of(self, topic: Topic) -> float | None:
        """How well a topic comes back when documents are left out, 0 to 1; None if unknown."""
        stabilities = self.clustering.stabilities
        value = stabilities[topic.level][topic.topic] if stabilities else math.nan
        return None if math.isnan(value) else value

    def seed_stability_of(self, topic: Topic) -> float | None:
        """How well a topic comes back with another seed, 0 to 1.

        None where the method does not imitate seeds, and at other levels than the default one.
        """
        at_default = topic.level == self.clustering.level
        return self._seed_stabilities.get(topic.topic) if at_default else None

    @cached_property
    def _seed_stabilities(self) -> dict[int, float]:
        found = seed_stability(self.clustering.labels, self.clustering.replicas)
        return dict(enumerate(found.tolist()))

    @cached_property
    def topic_holds(self) -> Strings:
        """How well each document's topic holds, in a word; empty for no topic or if unknown."""
        words = {topic.topic: holds(self.stability_of(topic)) for topic in self.shown_topics}
        return tuple(words.get(int(label), "") for label in self.clustering.labels)

    @cached_property
    def without_topic(self) -> int:
        """Documents that belong to no topic."""
        return int((self.clustering.labels < 0).sum())

    @cached_property
    def theme_sizes(self) -> tuple[int, ...]:
        """Documents of each theme; a document may count for several."""
        return tuple(int(size) for size in self.themes.assigned.sum(axis=0))

    @cached_property
    def several_themes(self) -> int:
        """Documents with more than one theme."""
        return int((self.themes.assigned.sum(axis=1) > 1).sum())

    @cached_property
    def without_theme(self) -> int:
        """Documents with no theme."""
        return int((self.themes.assigned.sum(axis=1) == 0).sum())

    @cached_property
    def copies(self) -> int:
        """Documents whose title and text an earlier document has already."""
        return int((self.corpus.first_copy != np.arange(len(self))).sum())

    @cached_property
    def crossing(self) -> IntArray:
        """Documents by topic and theme: (topics + 1, themes), the last row without topic."""
        rows = np.where(self.clustering.labels < 0, len(self.shown_topics), self.clustering.labels)
        counts = np.zeros((len(self.shown_topics) + 1, len(self.themes.names)), dtype=np.int32)
        np.add.at(counts, rows, self.themes.assigned)
        return counts

    def themes_of(self, topic: Topic) -> list[tuple[str, int]]:
        """The themes that a quarter of a topic's documents or more have, and how many do."""
        inside = self.clustering.levels[topic.level] == topic.topic
        counts = self.themes.assigned[inside].sum(axis=0)
        order = np.argsort(-counts, kind="stable")
        return [
            (self.themes.names[theme], int(counts[theme]))
            for theme in order
            if counts[theme] >= HELD * max(topic.size, 1)
        ]

    def topics_of(self, theme: int) -> list[tuple[Topic, int]]:
        """The topics that documents of a theme have and how many do, those with most first."""
        counts = self.crossing[:-1, theme]
        order = np.argsort(-counts, kind="stable")
        return [(self.shown_topics[topic], int(counts[topic])) for topic in order if counts[topic]]

    def theme_names_of(self, document: int) -> Strings:
        """The themes assigned to one document, in the config's order."""
        found = np.flatnonzero(self.themes.assigned[document])
        return tuple(self.themes.names[theme] for theme in found)
