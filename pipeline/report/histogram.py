"""The scores of a theme as a histogram on a small canvas, the threshold as a line through it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, FloatArray
from pipeline.report.wording import count

BINS, QUARTERS = 20, 4
ACROSS, DOWN = 320, 72
"""The canvas, in units."""

CROWDED = 0.5
"""From this share of all documents in one bin on, heights are square roots."""


@dataclass(frozen=True)
class Histogram:
    """The scores (n,) of all documents, from 0 to 1, and which have the theme."""

    scores: FloatArray
    assigned: BoolArray
    threshold: float

    @cached_property
    def counts(self) -> list[int]:
        """Documents in each of the bins, which are equally wide."""
        return _counts(self.scores, BINS)

    @property
    def rows(self) -> list[tuple[float, float, int, int]]:
        """Of each bin where it starts and ends, its documents, and those with the theme."""
        edges = np.linspace(0, 1, BINS + 1).tolist()
        held = _counts(self.scores[self.assigned], BINS)
        triples = zip(pairwise(edges), self.counts, held, strict=True)
        return [(low, high, number, part) for (low, high), number, part in triples]

    @property
    def squashed(self) -> bool:
        """Whether heights are square roots, because one bin would make all others flat."""
        return max(self.counts) > CROWDED * max(len(self.scores), 1)

    @property
    def bars(self) -> Iterator[tuple[float, float, float, bool]]:
        """Left edge, width and height of each bar, and whether it is above the threshold.

        A bin that the threshold divides has two.
        """
        sizes = np.sqrt(self.counts) if self.squashed else np.array(self.counts, dtype=float)
        heights = DOWN * sizes / max(sizes.max(), 1)
        for (low, high, number, _), height in zip(self.rows, heights.tolist(), strict=True):
            if number:
                middle = min(max(self.threshold, low), high)
                yield from (
                    (ACROSS * start, ACROSS * (end - start), height, start >= self.threshold)
                    for start, end in ((low, middle), (middle, high))
                    if end - start > 1e-6
                )

    @property
    def words(self) -> str:
        """What the histogram shows, for those who do not see it."""
        quarters = _counts(self.scores, QUARTERS)
        edges = np.linspace(0, 1, QUARTERS + 1).tolist()
        parts = ", ".join(
            f"{number:,} from {low:.2f} to {high:.2f}"
            for (low, high), number in zip(pairwise(edges), quarters, strict=True)
        )
        above = int((self.scores >= np.float32(self.threshold)).sum())
        reach = "reaches" if above == 1 else "reach"
        return (
            f"Scores of {count(len(self.scores), 'document')}: {parts}; "
            f"{above:,} {reach} the threshold of {self.threshold:.2f}."
        )


def _counts(scores: NDArray[np.float32], bins: int) -> list[int]:
    return [int(number) for number in np.histogram(scores, bins=bins, range=(0, 1))[0]]
