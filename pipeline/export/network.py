"""The network of a run: topics and themes, and what they have in common."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray, IntArray, Strings
from pipeline.core.threads import one_thread
from pipeline.export.contents import Contents, Level
from pipeline.numerics.contingency import crosstab
from pipeline.numerics.normalize import unit_rows
from pipeline.report.palette import LIGHT
from pipeline.report.wording import count

NEAREST = 3
"""Topics of its level that each topic is linked to."""

LEAST = 0.05
"""Share of the smaller of two from which on documents that both have are a link."""


@dataclass(frozen=True)
class Node:
    """A topic or a theme.

    id         "topic:1:12" is topic 12 at level 1, "theme:0" the first theme
    level      None for a theme
    documents  how many have it
    place      where the middle of these is on the map, (0, 0) for none
    stability  of a topic, 0 to 1; NaN where it is not known
    colour     of the report, "#1f47ab"
    """

    id: str
    kind: str
    label: str
    level: int | None
    documents: int
    keywords: Strings
    place: tuple[float, float]
    stability: float
    colour: str


@dataclass(frozen=True)
class Link:
    """Two nodes and what links them.

    kind       near (two topics of a level), part (of a coarser topic), share (documents)
    documents  that both have
    weight     the cosine of their middles for near, else the share of the smaller one's documents,
               0 to 1
    """

    source: str
    target: str
    kind: str
    documents: int
    weight: float


@dataclass(frozen=True)
class Network:
    """Topics of some levels and all themes.

    A topic that has the same documents at several levels is one node, of the level shown where it
    is there, else of the coarsest.
    """

    contents: Contents
    levels: Sequence[Level]

    @cached_property
    def ids(self) -> Mapping[tuple[int, int], str]:
        """The node of each topic, by level and topic."""
        shown_first = sorted(self.levels, key=lambda level: level is not self.contents.shown)
        first: dict[bytes, str] = {}
        return {
            (level.level, topic): first.setdefault(
                np.flatnonzero(level.topics == topic).tobytes(), topic_id(level, topic)
            )
            for level in shown_first
            for topic in level.labels
        }

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The topics, the coarsest level first, and the themes."""
        topics = (node for level in self.levels for node in self._topics(level))
        return (*topics, *self._themes())

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Near topics, topics within coarser ones, and what themes share with topics and themes."""
        near = (link for level in self.levels for link in self._near(level))
        pairs = pairwise(self.levels)
        parts = (link for coarse, fine in pairs for link in self._parts(coarse, fine))
        found: dict[tuple[str, str], Link] = {}
        for link in (*near, *parts, *self._shares()):
            if link.source != link.target:
                found.setdefault((link.source, link.target), link)
        return tuple(found.values())

    @property
    def told(self) -> str:
        """What is in it, in words."""
        themes = len(self.contents.themes)
        topics = count(len(self.nodes) - themes, "topic")
        linked = f"{count(themes, 'theme')}, {count(len(self.links), 'link')}"
        return f"{topics} and {linked}, of {count(len(self.contents), 'document')}"

    def _topics(self, level: Level) -> Iterator[Node]:
        table = self.contents.topics
        stabilities = {
            int(topic): float(value)
            for at, topic, value in zip(
                table["level"], table["topic"], table["stability"], strict=True
            )
            if at == level.level
        }
        record = self.contents.run.record.topics
        shown = level.level == self.contents.shown.level
        colours = record.colours if record and shown else {}
        for place, (topic, label) in enumerate(level.labels.items()):
            if self.ids[level.level, topic] != topic_id(level, topic):
                continue
            own = np.flatnonzero(level.topics == topic)
            yield Node(
                topic_id(level, topic),
                "topic",
                label,
                level.level,
                len(own),
                level.keywords[topic],
                self._middle(own),
                stabilities[topic],
                LIGHT[colours.get(topic, place) % len(LIGHT)],
            )

    def _themes(self) -> Iterator[Node]:
        words = self.contents.asked["keywords"]
        for theme, name in enumerate(self.contents.themes):
            own = np.flatnonzero(self.contents.assigned[:, theme])
            yield Node(
                theme_id(theme),
                "theme",
                name,
                None,
                len(own),
                tuple(words[theme]),
                self._middle(own),
                float("nan"),
                LIGHT[theme % len(LIGHT)],
            )

    def _middle(self, own: NDArray[np.intp]) -> tuple[float, float]:
        if not len(own):
            return 0.0, 0.0
        x, y = self.contents.places[own].mean(axis=0, dtype=np.float64).tolist()
        return x, y

    def _near(self, level: Level) -> Iterator[Link]:
        ids = list(level.labels)
        cosines = self._cosines(level)
        found: dict[tuple[int, int], None] = {}
        for one in range(len(ids)):
            others = np.argsort(-cosines[one], kind="stable").tolist()
            for other in [each for each in others if each != one][:NEAREST]:
                found[min(one, other), max(one, other)] = None
        for one, other in sorted(found):
            weight = float(cosines[one, other])
            if weight > 0:
                pair = sorted(self.ids[level.level, ids[each]] for each in (one, other))
                yield Link(pair[0], pair[1], "near", 0, weight)

    def _cosines(self, level: Level) -> FloatArray:
        """(k, k) cosines of the middles of the topics of a level."""
        units = self.contents.units
        middles = [units[level.topics == topic].mean(axis=0) for topic in level.labels]
        with one_thread():
            rows = unit_rows(np.array(middles).reshape(len(middles), units.shape[1]))
            return np.asarray(rows @ rows.T)

    def _parts(self, coarse: Level, fine: Level) -> Iterator[Link]:
        wider, own = list(coarse.labels), list(fine.labels)
        shared = crosstab(_numbered(fine), _numbered(coarse), (len(own), len(wider)))
        for one, row in enumerate(shared):
            size = max(int((fine.topics == own[one]).sum()), 1)
            for other in np.flatnonzero(row).tolist():
                both = int(row[other])
                pair = (self.ids[coarse.level, wider[other]], self.ids[fine.level, own[one]])
                yield Link(*pair, "part", both, both / size)

    def _shares(self) -> Iterator[Link]:
        shown = self.contents.shown
        having = [np.flatnonzero(column) for column in self.contents.assigned.T]
        numbers = _numbered(shown)
        sizes = np.bincount(numbers[numbers >= 0], minlength=len(shown.labels))
        for theme, own in enumerate(having):
            inside = numbers[own]
            shared = np.bincount(inside[inside >= 0], minlength=len(shown.labels))
            for place, topic in enumerate(shown.labels):
                pair = (topic_id(shown, topic), theme_id(theme))
                yield from _share(*pair, int(shared[place]), min(int(sizes[place]), len(own)))
        for one, other in combinations(range(len(having)), 2):
            both = len(np.intersect1d(having[one], having[other], assume_unique=True))
            smaller = min(len(having[one]), len(having[other]))
            yield from _share(theme_id(one), theme_id(other), both, smaller)


def topic_id(level: Level, topic: int) -> str:
    """What a topic is called in a network."""
    return f"topic:{level.level}:{topic}"


def theme_id(theme: int) -> str:
    """What a theme is called in a network."""
    return f"theme:{theme}"


def _share(one: str, other: str, both: int, smaller: int) -> Iterator[Link]:
    if both and both >= LEAST * smaller:
        yield Link(one, other, "share", both, both / smaller)


def _numbered(level: Level) -> IntArray:
    """(n,) the place of each document's topic among those of the level; -1 for none."""
    places = {topic: place for place, topic in enumerate(level.labels)}
    return np.array([places.get(topic, -1) for topic in level.topics.tolist()], dtype=np.int32)
