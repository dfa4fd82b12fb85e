"""Which colour and form a topic has: the hue of the coarse topic it is in, a shade of its own.

All pictures of a run and its successors have them from here: up to 40 topics of a picture, no
two are alike.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray
from pipeline.report.palette import HUES, SHADES

ALL = HUES * SHADES


def coarse_of(labels: IntArray, coarse: IntArray, topics: int) -> list[int]:
    """The coarse topic that most documents of each of so many topics are in; -1 for none."""
    found = []
    for topic in range(topics):
        above = coarse[labels == topic]
        counts = np.bincount(above[above >= 0], minlength=1)
        found.append(int(counts.argmax()) if counts.any() else -1)
    return found


def colours_for(
    coarse: Sequence[int],
    places: NDArray[np.float64],
    known: Sequence[int],
    reserved: Collection[int] = (),
    hues: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> list[int]:
    """A palette number for each of k topics at ``places`` (k, 2), the largest first.

    ``coarse`` are the k numbers of the topics they are in, -1 for one that is in none and has a
    hue of its own. ``known`` are the k palette numbers that are given, -1 for a topic that has
    none, as of two that have the same the second. The numbers ``reserved`` for others are given
    where no other is free. ``hues`` are those that coarse topics have in other pictures. Beyond
    40 topics some are alike, which then lie far apart.
    """
    groups = [("coarse", group) if group >= 0 else ("own", t) for t, group in enumerate(coarse)]
    first = {number: topic for topic, number in reversed(list(enumerate(known)))}
    chosen = [n if first[n] == topic or len(known) > ALL else -1 for topic, n in enumerate(known)]
    palette = _Palette(places, chosen, frozenset(reserved))
    hues_of = {
        group: [*(hues.get(group[1], ()) if group[0] == "coarse" else ())]
        or palette.hues_of(_members(groups, group))
        for group in dict.fromkeys(groups)
    }
    for group, given in hues_of.items():
        if not given:
            taken = [hue for others in hues_of.values() for hue in others]
            given.append(palette.new_hue(_members(groups, group), taken))
    for topic, group in enumerate(groups):
        if chosen[topic] < 0:
            chosen[topic] = palette.shade(topic, hues_of, group)
    return chosen


def hues_by(coarse: Sequence[int], colours: Sequence[int]) -> dict[int, list[int]]:
    """The hues that topics of these colours have, by the coarse topic they are in."""
    found: dict[int, list[int]] = {}
    for group, number in zip(coarse, colours, strict=True):
        hues = found.setdefault(group, [])
        if number % HUES not in hues:
            hues.append(number % HUES)
    return found


def _members(groups: Sequence[tuple[str, int]], wanted: tuple[str, int]) -> list[int]:
    return [topic for topic, group in enumerate(groups) if group == wanted]


@dataclass(frozen=True)
class _Palette:
    """What is given away so far: a palette number for each topic, -1 for none."""

    places: NDArray[np.float64]
    chosen: list[int]
    reserved: frozenset[int]

    def hues_of(self, members: Sequence[int]) -> list[int]:
        """The hues of those that have one, the most frequent first."""
        numbers = [self.chosen[topic] for topic in members if self.chosen[topic] >= 0]
        return [hue for hue, _ in Counter(number % HUES for number in numbers).most_common()]

    def new_hue(self, members: Sequence[int], taken: Sequence[int]) -> int:
        """The hue that fewest have, and of these the one that is farthest away."""
        counts = Counter(taken)
        least = min(counts[hue] for hue in range(HUES))
        rare = [hue for hue in range(HUES) if counts[hue] == least]
        open_ = [hue for hue in rare if self._free(hue)] or rare
        middle = self.places[list(members)].mean(axis=0)
        return max(open_, key=lambda hue: self._away(middle, hue))

    def shade(
        self, topic: int, hues: dict[tuple[str, int], list[int]], group: tuple[str, int]
    ) -> int:
        """The next shade of the group's hues, else of another hue that becomes the group's too."""
        for hue in hues[group]:
            if free := self._free(hue):
                return free[0]
        taken = [hue for others in hues.values() for hue in others]
        spare = [hue for hue in range(HUES) if self._free(hue)]
        if not spare:
            return self._last_resort(topic)
        middle = self.places[topic]
        counts = Counter(taken)
        hue = min(spare, key=lambda hue: (counts[hue], -self._away(middle, hue), hue))
        hues[group].append(hue)
        return self._free(hue)[0]

    def _free(self, hue: int) -> list[int]:
        numbers = range(hue, ALL, HUES)
        return [n for n in numbers if n not in self.chosen and n not in self.reserved]

    def _last_resort(self, topic: int) -> int:
        """A reserved number, else the one whose nearest bearer is farthest away."""
        spare = sorted(self.reserved - set(self.chosen))
        if spare:
            return spare[0]
        return max(range(ALL), key=lambda number: self._away(self.places[topic], number, ALL))

    def _away(self, middle: NDArray[np.float64], kind: int, kinds: int = HUES) -> float:
        """How far the nearest bearer of a hue, or of a number, is from a place."""
        bearers = [
            topic
            for topic, number in enumerate(self.chosen)
            if number >= 0 and number % kinds == kind
        ]
        distances = np.linalg.norm(self.places[bearers] - middle, axis=1)
        return float(distances.min(initial=np.inf))
