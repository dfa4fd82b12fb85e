"""Identities: which numbers and colours topics have, so that they keep them over reruns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count, islice

import numpy as np

from pipeline.core.artifacts import IntArray


@dataclass(frozen=True)
class Identities:
    """The k topics of the level shown, in the order of their labels there.

    ids      k different numbers; one that went is not given to another
    colours  k palette numbers, -1 for a topic that has none yet
    found    (n,) int32, the id of each document's topic as later runs follow it: before
             overrides merge or hide it; -1 for none
    unused   the first number that no topic had so far
    reserved colours of topics that went and may come back
    """

    ids: tuple[int, ...]
    colours: tuple[int, ...]
    found: IntArray
    unused: int
    reserved: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if len(self.ids) != len(set(self.ids)) or len(self.colours) != len(self.ids):
            raise ValueError(f"identities: {len(self.ids)} ids, {len(self.colours)} colours")


def first_identities(labels: IntArray, reserved: Collection[int] = ()) -> Identities:
    """The identities of topics that continue none: their own numbers, but for the reserved ones."""
    topics = int(labels.max(initial=-1)) + 1
    numbers = numbered([None] * topics, 0, reserved)
    found = np.array([*numbers, -1], dtype=np.int32)[labels]
    return Identities(numbers, (-1,) * topics, found, max([0, *(each + 1 for each in numbers)]))


def numbered(
    known: Sequence[int | None], unused: int, reserved: Collection[int] = ()
) -> tuple[int, ...]:
    """The known numbers, and from ``unused`` on those not reserved for topics without one."""
    fresh = islice((each for each in count(unused) if each not in reserved), len(known))
    return tuple(next(fresh) if number is None else number for number in known)
