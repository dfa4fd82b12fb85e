"""Word pieces in windows that the model reads at once, and windows in batches."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray

Pieces = NDArray[np.int32]

PORTION = 32_768
"""Word pieces in a portion: seconds of work, and at most what a killed run has lost."""


def split(pieces: Pieces, room: int) -> list[Pieces]:
    """Cut into as few windows of at most ``room`` pieces as will do, of nearly equal length."""
    windows = max(1, -(-len(pieces) // room))
    return np.array_split(pieces, windows)


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Positions of windows of equal length, longest first, at most ``budget`` pieces a batch.

    Windows of equal length need no padding. A window longer than the budget is a batch.
    """
    order = sorted(range(len(lengths)), key=lambda position: -lengths[position])
    for length, group in groupby(order, key=lengths.__getitem__):
        positions = list(group)
        size = max(1, budget // max(1, length))
        for start in range(0, len(positions), size):
            yield positions[start : start + size]


def pool(means: FloatArray, sizes: FloatArray, counts: NDArray[np.intp]) -> FloatArray:
    """The mean over all tokens of each text, up to its length: (texts, hidden).

    ``means`` (windows, hidden) come text by text, ``sizes`` (windows,) are their tokens,
    ``counts`` (texts,) how many windows each text has, at least 1.
    """
    starts = np.cumsum(counts) - counts
    totals: FloatArray = np.add.reduceat(means * sizes[:, None], starts, axis=0)
    return totals


def portions(lengths: Sequence[int], pieces: int = PORTION) -> Iterator[list[int]]:
    """Positions of texts, the longest first, about ``pieces`` word pieces a portion.

    ``lengths`` are word pieces a text. Texts of like length stay together, as batches need.
    """
    portion: list[int] = []
    size = 0
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        portion.append(position)
        size += lengths[position]
        if size >= pieces:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
