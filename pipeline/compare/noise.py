"""Noise: how much two runs differ that differ in nothing but the seed.

A permutation test in spirit: the change that was observed is placed among changes that mean
nothing (Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses"), here between
the answers of bootstrapped other seeds.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.alignment import align, moved
from pipeline.core.artifacts import IntArray

CHANCE = 0.05
"""Share of the changes that mean nothing which may yet be called more than noise."""


FEW = 0.01
"""Share of the documents that decides nothing: of two answers that a seed chooses between, each
comes out a little different every time."""


@dataclass(frozen=True)
class Noise:
    """The share of documents that moved, among the shares that move with the seed alone.

    observed  share of the documents that both runs have, 0 to 1
    null      (pairs,) the shares between any two other seeds of one run; empty where unknown
    """

    observed: float
    null: NDArray[np.float64]

    @property
    def known(self) -> bool:
        """Whether a run says what other seeds would have found."""
        return bool(len(self.null))

    @property
    def limit(self) -> float:
        """What the seed alone moves in 19 cases of 20, and a few documents more."""
        return min(float(np.quantile(self.null, 1 - CHANCE)) + FEW, 1.0)

    @property
    def beyond(self) -> bool:
        """Whether more moved than that."""
        return self.known and self.observed > self.limit


def noise(observed: float, before: IntArray, after: IntArray) -> Noise:
    """Place an observed share, given the (r, m) topics that other seeds of both runs find."""
    return Noise(observed, np.concatenate([_shares(before), _shares(after)]))


def _shares(replicas: IntArray) -> NDArray[np.float64]:
    """The share of the documents that moves between any two replicas."""
    if not replicas.size:
        return np.zeros(0)
    topics = [range(int(labels.max(initial=-1)) + 1) for labels in replicas]
    return np.array(
        [
            moved(
                replicas[i],
                replicas[j],
                align(replicas[i], replicas[j], topics[i], topics[j]),
            ).mean()
            for i, j in combinations(range(len(replicas)), 2)
        ]
    )
