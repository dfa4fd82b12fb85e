"""How many documents a second both models read, on the same texts."""

import time
from collections.abc import Sequence
from statistics import median

import numpy as np

from pipeline.core.context import Context, Memory
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.embed.minilm import MiniLM
from pipeline.embed.use_multilingual import UseMultilingual

THREADS = 2


def rates(texts: Sequence[str], runs: int) -> dict[str, float]:
    """Documents a second of each model by its name, the median over the runs, loading apart.

    They take turns, so that a slow moment of the machine hits both.
    """
    ways = [
        _Loaded(MiniLM(threads=THREADS), texts),
        _Loaded(UseMultilingual(threads=THREADS), texts),
    ]
    seconds: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in range(runs):
        for way in ways:
            seconds[way.name].append(way.seconds())
    return {name: len(texts) / median(each) for name, each in seconds.items()}


class _Loaded:
    """A model that has been loaded, and the texts it is to read."""

    def __init__(self, method: Embedder, texts: Sequence[str]) -> None:
        self.name = method.name()
        self._method, self._texts = method, texts
        self._context = Context(memory=Memory())
        names = tuple(map(str, range(len(texts))))
        places = np.arange(len(texts), dtype=np.int32)
        self._corpus = Corpus(names, ("",) * len(texts), tuple(texts), places)
        method.encode(texts[:1], self._corpus, self._context)

    def seconds(self) -> float:
        """What reading all of them takes."""
        clock = time.perf_counter()
        self._method.encode(self._texts, self._corpus, self._context)
        return time.perf_counter() - clock
