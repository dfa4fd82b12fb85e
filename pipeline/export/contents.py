"""What a format may ask of a finished run: its tables, texts, vectors, places and topics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, FloatArray, IntArray, Strings, Vectors
from pipeline.core.corpus import Corpus
from pipeline.core.errors import MachineError
from pipeline.core.threads import one_thread, usable_cores
from pipeline.engines.local import Local
from pipeline.numerics.neighbors import nearest
from pipeline.numerics.normalize import unit_rows
from pipeline.runs.record import TopicIds
from pipeline.runs.results import required_result
from pipeline.runs.run import Run


@dataclass(frozen=True)
class Level:
    """The topics at one level.

    level     its number, 0 is the coarsest
    topics    (n,) int32, the topic of each document; -1 for none
    labels    the name of each topic, by its id, in the order of the run
    keywords  the keywords of each topic, best first
    """

    level: int
    topics: IntArray
    labels: Mapping[int, str]
    keywords: Mapping[int, Strings]

    def label(self, topic: int) -> str:
        """What a topic is called; empty for none."""
        return self.labels.get(topic, "")

    @cached_property
    def names(self) -> Strings:
        """(n,) the label of each document's topic; empty for none."""
        return tuple(map(self.label, self.topics.tolist()))


@dataclass(frozen=True)
class Contents:
    """A finished run of n documents and t themes; what is not asked for is not read.

    Raises ``MachineError`` where what is asked for is missing or damaged, with the way out.
    """

    run: Run

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def name(self) -> str:
        """What the run is called: papers-001."""
        return self.run.folder.name

    @property
    def quotes(self) -> bool:
        """Whether its texts may be sent on (``report.texts``)."""
        report = self.run.record.config.get("report", {})
        return bool(report.get("texts", True))

    # of the tables, which have the last word on topics and themes

    @cached_property
    def documents(self) -> Mapping[str, Any]:
        """The columns of the table of documents: lists of strings or of lists, or arrays."""
        return self.run.columns("documents")

    @cached_property
    def topics(self) -> Mapping[str, Any]:
        """The columns of the table of topics, of all levels."""
        return self.run.columns("topics")

    @cached_property
    def asked(self) -> Mapping[str, Any]:
        """The columns of the table of themes."""
        return self.run.columns("themes")

    @cached_property
    def ids(self) -> Strings:
        """(n,) unique ids."""
        return tuple(self.documents["id"])

    @cached_property
    def headings(self) -> Strings:
        """(n,) what documents are called in tables: their titles, or their first words."""
        return tuple(self.documents["title"])

    @cached_property
    def places(self) -> FloatArray:
        """(n, 2) float32, where documents stand on the map."""
        return np.column_stack([self.documents["x"], self.documents["y"]]).astype(np.float32)

    @cached_property
    def strengths(self) -> FloatArray:
        """(n,) how firmly each document belongs to its topic at the level shown, 0 to 1."""
        return np.asarray(self.documents["topic_strength"], dtype=np.float32)

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The levels of topics from coarse to fine, at least one."""
        found = sorted(set(self.topics["level"].tolist())) or [self._shown]
        return tuple(map(self._level, found))

    @cached_property
    def shown(self) -> Level:
        """The level that the run shows, whose topics have ids that last over reruns."""
        return next(each for each in self.levels if each.level == self._shown)

    @cached_property
    def themes(self) -> Strings:
        """The names of the t themes, in the config's order."""
        return tuple(self.asked["theme"])

    @cached_property
    def scores(self) -> FloatArray:
        """(n, t) float32, how well each theme fits each document, 0 to 1."""
        return self.by_theme("score").astype(np.float32)

    @cached_property
    def assigned(self) -> BoolArray:
        """(n, t) which themes each document has."""
        return self.by_theme("assigned").astype(np.bool_)

    def by_theme(self, column: str) -> NDArray[Any]:
        """(n, t) a column of theme_documents, such as evidence, evidence_start or judged."""
        values = self.run.columns("theme_documents", [column])[column]
        found = np.empty(len(self) * len(self.themes), dtype=getattr(values, "dtype", object))
        found[:] = values
        return found.reshape(len(self), len(self.themes))

    def themes_of(self, document: int) -> Strings:
        """The themes of one document."""
        return tuple(self.themes[theme] for theme in np.flatnonzero(self.assigned[document]))

    # of the store

    @cached_property
    def corpus(self) -> Corpus:
        """The documents as they were read."""
        corpus = required_result(self.run, "load", Corpus)
        if corpus.ids != self.ids:
            raise MachineError(
                f"{self.run.folder / 'documents.parquet'}: its {len(self):,} documents are not "
                f"the {len(corpus):,} that the run read; themeline run writes it again"
            )
        return corpus

    @cached_property
    def titles(self) -> Strings:
        """(n,) titles; empty where the input has none."""
        return self.corpus.titles

    @cached_property
    def texts(self) -> Strings:
        """(n,) texts as the input spells them; the title where it stands in for one."""
        pairs = zip(self.corpus.titles, self.corpus.texts, strict=True)
        return tuple(text if text.strip() else title for title, text in pairs)

    @cached_property
    def vectors(self) -> FloatArray:
        """(n, d) float32, as the run embedded the documents."""
        vectors = np.asarray(required_result(self.run, "embed", Vectors).values)
        if len(vectors) != len(self):
            raise MachineError(
                f"{self.name}: {len(self):,} documents but {len(vectors):,} vectors in the store; "
                "themeline run writes them again"
            )
        return vectors

    @cached_property
    def units(self) -> FloatArray:
        """(n, d) float32, the vectors at unit length, or all zero."""
        return unit_rows(self.vectors)

    def neighbours(self, count: int) -> tuple[NDArray[np.intp], FloatArray]:
        """The documents nearest to each, nearest first: positions and cosines, (n, count) each.

        ``count`` or, of few documents, all others. Exact, in a time that grows with n²; the same
        with any number of threads.
        """
        found = min(count, len(self) - 1)
        if found < 1:
            return np.zeros((len(self), 0), dtype=np.intp), np.zeros((len(self), 0), np.float32)
        with one_thread():
            engine = Local(usable_cores())
            return nearest(self.units, self.units, found, apart=True, engine=engine)

    @property
    def _shown(self) -> int:
        return (self.run.record.topics or TopicIds()).level

    def _level(self, level: int) -> Level:
        column = f"topic_level_{level}"
        # a run of one level has no columns for levels
        topics = self.documents[column if column in self.documents else "topic"]
        ids, labels, words = (self._of(level, name) for name in ("topic", "label", "keywords"))
        return Level(
            level,
            np.asarray(topics, dtype=np.int32),
            dict(zip(ids, labels, strict=True)),
            dict(zip(ids, map(tuple, words), strict=True)),
        )

    def _of(self, level: int, column: str) -> Sequence[Any]:
        values = self.topics[column]
        places = np.flatnonzero(np.asarray(self.topics["level"]) == level)
        found = [values[place] for place in places.tolist()]
        return [int(value) for value in found] if column == "topic" else found
