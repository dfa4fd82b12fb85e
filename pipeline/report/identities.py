"""Identities: which numbers and colours topics have, so that they keep them over reruns."""

from dataclasses import dataclass

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


def first_identities(labels: IntArray) -> Identities:
    """The identities of topics that continue none: their own numbers."""
    topics = int(labels.max(initial=-1)) + 1
    return Identities(tuple(range(topics)), (-1,) * topics, np.asarray(labels), topics)
