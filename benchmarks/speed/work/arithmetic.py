"""The arithmetic of a transformer, and the machine's pace in plain matrix products."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SIDE, TRIES = 1024, 20


@dataclass(frozen=True)
class Sizes:
    """The sizes of a BERT encoder: numbers a token, numbers within a layer, layers."""

    hidden: int
    intermediate: int
    layers: int


def read_sizes(path: Path) -> Sizes:
    """The sizes in a model's ``config.json``."""
    read = json.loads(path.read_text(encoding="utf-8"))
    return Sizes(read["hidden_size"], read["intermediate_size"], read["num_hidden_layers"])


def gflop(lengths: Sequence[int], sizes: Sizes) -> float:
    """The products and sums of reading windows of so many tokens, in 10**9.

    A token takes part in four products of hidden x hidden (query, key, value, output) and two
    of hidden x intermediate, and meets every token of its window twice (scores, mixture), in
    every layer; one product and its sum count two. What else a layer does is left out.
    """
    h = sizes.hidden
    weights = 2 * (4 * h * h + 2 * h * sizes.intermediate)
    per_layer = sum(length * (weights + 2 * 2 * length * h) for length in lengths)
    return sizes.layers * per_layer / 1e9


def matrix_gflops() -> float:
    """The best rate of float32 matrix products on all threads, in 10**9 operations a second."""
    import numpy as np

    one, other = np.random.default_rng(0).random((2, SIDE, SIDE), dtype=np.float32)
    best = float("inf")
    for _ in range(TRIES):
        started = time.perf_counter()
        one @ other
        best = min(best, time.perf_counter() - started)
    return 2 * SIDE**3 / best / 1e9
