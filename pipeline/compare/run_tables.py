"""RunTables: one of two runs, as its own tables tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, FloatArray, IntArray, Strings
from pipeline.core.errors import InputError, MachineError
from pipeline.report.palette import LIGHT
from pipeline.runs.record import Recorded, TopicIds
from pipeline.runs.run import Run, damaged

LINEAGE = "lineage"
TABLES = (LINEAGE, "documents", "topics", "themes", "theme_documents")
"""What a comparison reads."""


class Told(Recorded, Protocol):
    """A run that tells of itself: a finished one, or one whose files are not written yet."""

    def columns(self, name: str, only: Sequence[str] | None = None) -> Mapping[str, Any]:
        """The columns of one of its tables."""


@dataclass(frozen=True)
class RunTables:
    """A run at one level: n documents with their topics and themes.

    ``level`` is None for the level that the run shows, whose topics have ids that last; the
    topics of other levels have the numbers that they were found with.
    """

    run: Told
    level: int | None = None

    @property
    def name(self) -> str:
        """What the side is called: papers-002, or papers-002@0 for its coarsest level."""
        return self.run.folder.name + ("" if self.level is None else f"@{self.level}")

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def fault(self) -> str:
        """Which table is not as the run wrote it, in words; empty where all are."""
        if not isinstance(self.run, Run):
            return ""
        file = damaged(self.run, (f"{name}.parquet" for name in TABLES))
        return file and f"{self.run.folder / file}: is not as the run wrote it"

    @cached_property
    def ids(self) -> Strings:
        """The ids of the n documents."""
        return tuple(self._lineage["id"])

    @cached_property
    def position(self) -> dict[str, int]:
        """Which of the n documents has an id."""
        return {identifier: number for number, identifier in enumerate(self.ids)}

    @cached_property
    def texts(self) -> Strings:
        """A digest of title and text for each of n documents."""
        return tuple(self._lineage["text"])

    @cached_property
    def titles(self) -> Strings:
        """What each of n documents is called."""
        return tuple(self._documents["title"])

    @cached_property
    def languages(self) -> Strings:
        """The language of each of n documents; empty where it is not told."""
        return tuple(self._documents["language"])

    @cached_property
    def found(self) -> IntArray:
        """(n,) the ids of the topics before overrides; -1 for none."""
        return np.asarray(self._lineage["topic"], dtype=np.int32)

    @cached_property
    def found_ids(self) -> tuple[int, ...]:
        """The topics there were before overrides."""
        return tuple(np.unique(self.found[self.found >= 0]).tolist())

    @cached_property
    def replicas(self) -> IntArray:
        """(r, n) the topics that other seeds would have found; no rows where unknown."""
        names = [name for name in self._lineage if name.startswith("other_seed_")]
        if not names or self.level is not None:
            return np.zeros((0, len(self)), dtype=np.int32)
        return np.stack([self._lineage[name] for name in names])

    @cached_property
    def topics(self) -> IntArray:
        """(n,) the ids of the topics that the documents have; -1 for none."""
        column = "topic" if self.level is None else f"topic_level_{self.level}"
        # a run of one level has no columns for levels
        found = self._documents.get(column, self._documents["topic"])
        return np.asarray(found, dtype=np.int32)

    @cached_property
    def strengths(self) -> FloatArray:
        """(n,) how firmly each document belongs to its topic, 0 to 1."""
        return np.asarray(self._documents["topic_strength"], dtype=np.float32)

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """(n, 2) where the documents stand on the map."""
        return np.column_stack([self._documents["x"], self._documents["y"]]).astype(np.float64)

    @cached_property
    def labels(self) -> dict[int, str]:
        """What each topic is called, by id, in the order of the run."""
        return dict(zip(self._of_topics("topic"), self._of_topics("label"), strict=True))

    @cached_property
    def keywords(self) -> dict[int, Strings]:
        """The keywords of each topic, best first; there may be none."""
        lists = map(tuple, self._of_topics("keywords"))
        return dict(zip(self._of_topics("topic"), lists, strict=True))

    @cached_property
    def stabilities(self) -> dict[int, float]:
        """How well each topic holds, 0 to 1; without those of which it is unknown."""
        pairs = zip(self._of_topics("topic"), self._of_topics("stability"), strict=True)
        return {topic: float(value) for topic, value in pairs if not np.isnan(value)}

    @cached_property
    def colours(self) -> dict[int, int]:
        """The palette number of each topic, also of those that overrides took away."""
        plain = {topic: place % len(LIGHT) for place, topic in enumerate(self.labels)}
        if self.level is not None:
            return plain
        return plain | self._ids.colours

    @property
    def unused(self) -> int:
        """The first id that no topic had so far."""
        return self._ids.unused

    @property
    def dropped(self) -> int:
        """Records that could not be documents."""
        return self.run.record.counts.dropped if self.run.record.counts else 0

    @cached_property
    def themes(self) -> Strings:
        """The names of the t themes."""
        return tuple(self._themes["theme"])

    @cached_property
    def assigned(self) -> BoolArray:
        """(n, t) which themes each document has."""
        return self._by_theme("assigned").astype(np.bool_)

    @cached_property
    def scores(self) -> FloatArray:
        """(n, t) how well each theme fits each document, 0 to 1."""
        return self._by_theme("score").astype(np.float32)

    def having(self, theme: str) -> BoolArray:
        """(n,) which documents have a theme that the run was asked for."""
        return self.assigned[:, self.themes.index(theme)]

    @property
    def measures(self) -> Mapping[str, float | None]:
        """The measures of the run by name."""
        return self.run.record.measures

    def label(self, topic: int) -> str:
        """A topic in words; no topic is one of the answers."""
        return self.labels.get(topic, f"Topic {topic}") if topic >= 0 else "no topic"

    def theme_names_of(self, document: int) -> Strings:
        """The themes of one document."""
        return tuple(self.themes[theme] for theme in np.flatnonzero(self.assigned[document]))

    @property
    def _ids(self) -> TopicIds:
        return self.run.record.topics or TopicIds()

    @cached_property
    def _lineage(self) -> Mapping[str, Any]:
        return self.run.columns(LINEAGE)

    @cached_property
    def _documents(self) -> Mapping[str, Any]:
        return self.run.columns("documents")

    @cached_property
    def _themes(self) -> Mapping[str, Any]:
        return self.run.columns("themes")

    @cached_property
    def _topics(self) -> Mapping[str, Any]:
        return self.run.columns("topics")

    def _of_topics(self, column: str) -> list[Any]:
        level = self._ids.level if self.level is None else self.level
        at_level = np.asarray(self._topics["level"]) == level
        values = self._topics[column]
        return [values[place] for place in np.flatnonzero(at_level).tolist()]

    @cached_property
    def _theme_documents(self) -> Mapping[str, Any]:
        return self.run.columns("theme_documents", ["assigned", "score"])

    def _by_theme(self, column: str) -> NDArray[Any]:
        values: NDArray[Any] = self._theme_documents[column]
        return values.reshape(len(self), len(self.themes))


def require_comparable(run: Run) -> None:
    """Raise ``InputError`` for a run of an early version, ``MachineError`` for a damaged one."""
    if not has_lineage(run):
        raise InputError(
            f"{run.folder}: was written by an earlier version and has no {LINEAGE}.parquet, which "
            "tells documents apart; run its config again"
        )
    fault = RunTables(run).fault
    if fault:
        raise MachineError(f"{fault}; themeline verify {run.folder.name} names all that is not")


def has_lineage(run: Run) -> bool:
    """Whether later runs can be held against a run: those of early versions cannot."""
    return bool(run.record.digest) and f"{LINEAGE}.parquet" in run.record.files
