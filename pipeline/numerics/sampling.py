"""Sampling: which rows stand for all where there are too many."""

import numpy as np
from numpy.typing import NDArray


def sampled(n: int, most: int, seed: int) -> NDArray[np.intp]:
    """The positions of at most ``most`` of n rows, drawn evenly and sorted; all, if so few."""
    if n <= most:
        return np.arange(n)
    draw = np.random.default_rng(seed)
    return np.sort(draw.choice(n, most, replace=False))
