"""Topics of new documents: that of the nearest document of the run, or none."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.centres import distances
from pipeline.core.artifacts import BoolArray, FloatArray
from pipeline.core.engine import Engine
from pipeline.core.threads import one_thread
from pipeline.numerics.duplicates import distinct_rows
from pipeline.numerics.neighbors import ALONE, nearest
from pipeline.numerics.normalize import unit_rows

Positions = NDArray[np.intp]
Ids = NDArray[np.int32]

OUTSIDE = 0.01
"""Share of the run's documents that are less alike to their nearest than a new one has to be."""

LOOKED_AT = 5000
"""Documents of the run that are placed by the others to learn what is usual."""

NEAREST = 3
"""Documents of the run between which a new one stands on the map."""


@dataclass(frozen=True)
class Border:
    """Where the run ends.

    similarity  cosine with the nearest document of the run that a document has to have
    expected    share of new documents that lack it though they are like those of the run
    """

    similarity: float
    expected: float

    def holds(self, similarities: FloatArray) -> BoolArray:
        """Whether a document is within, given its cosine: alike enough, and at all."""
        return np.asarray((similarities >= self.similarity) & (similarities > 0))


@dataclass(frozen=True)
class Near:
    """The documents of the run that f new ones are nearest to.

    places        (f, c) positions in the run, the nearest first; c is 3, or all there are
    similarities  (f, c) cosines
    """

    places: Positions
    similarities: FloatArray

    def outside(self, border: Border) -> BoolArray:
        """(f,) whether a document fits nowhere."""
        return ~border.holds(self.similarities[:, 0])

    def amid(self, positions: FloatArray) -> FloatArray:
        """Where f documents stand among n on a map (n, 2): amid the nearest, as alike as they are.

        What has nothing in common with them stands in the middle of the map.
        """
        weights = np.clip(self.similarities, 0, None)[..., None]
        sums = (weights * positions[self.places]).sum(axis=1)
        total = weights.sum(axis=1)
        middle = positions.mean(axis=0, dtype=np.float64)
        amid = np.where(total > 0, sums / np.where(total > 0, total, 1), middle)
        return np.asarray(amid, dtype=np.float32)


@dataclass(frozen=True)
class HeldOut:
    """Documents of the run, each placed by the others as if it were new, copies aside: s in all.

    nearest       (s,) position in the run of the document nearest to it
    similarities  (s,) cosines with it
    """

    nearest: Positions
    similarities: FloatArray

    @cached_property
    def border(self) -> Border:
        """The largest similarity that all but ``OUTSIDE`` of them reach.

        By exchangeability a new document lacks it with the chance ``expected`` (conformal
        prediction; Vovk, Gammerman & Shafer 2005, doi:10.1007/b106715).
        """
        if not len(self.similarities):
            return Border(0.0, 0.0)
        rank = int(OUTSIDE * (len(self.similarities) - 1))
        similarity = float(np.sort(self.similarities)[rank])
        return Border(similarity, (rank + 1) / (len(self.similarities) + 1))

    def topics(self, topics: Ids) -> Ids:
        """(s,) the topics that they are placed under, given those (n,) of the run."""
        inside = self.border.holds(self.similarities)
        return np.where(inside, topics[self.nearest], -1).astype(np.int32)


def held_out(rows: FloatArray, engine: Engine = ALONE) -> HeldOut:
    """Place each of n rows by the others; of very many, an even sample."""
    first = np.sort(distinct_rows(rows)[0])
    if len(first) < 2:
        return HeldOut(np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32))
    different = unit_rows(rows[first])
    some = np.linspace(0, len(first) - 1, min(len(first), LOOKED_AT)).astype(np.intp)
    with one_thread():
        places, similarities = nearest(different[some], different, 2, engine=engine)
    # mostly the nearest of all is the row itself
    other = (np.arange(len(some)), (places[:, 0] == some).astype(np.intp))
    return HeldOut(first[places[other]], similarities[other])


def near(new: FloatArray, rows: FloatArray, engine: Engine = ALONE) -> Near:
    """The nearest of n unit rows to each of f new ones."""
    count = min(NEAREST, len(rows))
    with one_thread():
        return Near(*nearest(unit_rows(new), unit_rows(rows), count, engine=engine))


def topic_distances(rows: FloatArray, topics: Ids, new: FloatArray, towards: Ids) -> FloatArray:
    """How far each of f new rows is from the centre of a topic, as ``topic_distance`` tells it.

    ``topics`` (n,) are those of the run's rows, -1 for none and with gaps, ``towards`` (f,)
    that of each new one; 0 for a topic that no document has.
    """
    known, labels = np.unique(topics, return_inverse=True)
    labels = (labels - np.searchsorted(known, 0)).astype(np.int32)
    known = known[known >= 0]
    if not len(known):
        return np.zeros(len(new), dtype=np.float32)
    places = np.minimum(np.searchsorted(known, towards), len(known) - 1).astype(np.int32)
    everything = np.concatenate([unit_rows(rows), unit_rows(new)])
    apart = np.full(len(new), -1, dtype=np.int32)
    centre = np.concatenate([np.maximum(labels, 0), places])
    found = distances(everything, np.concatenate([labels, apart]), centre)[len(rows) :]
    return np.where(known[places] == towards, found, 0).astype(np.float32)
