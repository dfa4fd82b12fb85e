"""Sampling: which rows stand for all where there are too many."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def sampled(n: int, most: int, seed: int) -> NDArray[np.intp]:
    """The positions of at most ``most`` of n rows, drawn evenly and sorted; all, if so few."""
    if n <= most:
        return np.arange(n)
    draw = np.random.default_rng(seed)
    return np.sort(draw.choice(n, most, replace=False))


def random_order(texts: Sequence[str], seed: int) -> NDArray[np.intp]:
    """All positions in a random order, of which every beginning is a fair sample.

    Texts are ordered by a hash of each and of the seed, which depends neither on where the text
    stands nor on the others, so a corpus that grows keeps most of its sample.
    """
    salt = str(seed).encode()
    hashes = [
        hashlib.blake2b(t.encode("utf-8", "replace"), digest_size=8, salt=salt[:16]) for t in texts
    ]
    return np.argsort([each.hexdigest() for each in hashes], kind="stable")
