"""How many documents a second both models and a static table read, on the same texts."""

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from safetensors.numpy import save_file

from pipeline.core.context import Context, Memory
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.embed.minilm import MiniLM
from pipeline.embed.static import Static
from pipeline.embed.use_multilingual import UseMultilingual
from pipeline.models.folder import SIZES, TOKENIZER, WEIGHTS
from pipeline.models.inference import PACKAGE, PUBLISHED
from pipeline.models.installed import installed_model

THREADS, DIMENSIONS = 2, 256


def rates(texts: Sequence[str], runs: int) -> dict[str, float]:
    """Documents a second of each model by its name, the median over the runs, loading apart.

    They take turns, so that a slow moment of the machine hits both.
    """
    with TemporaryDirectory() as folder:
        ways = [
            _Loaded(MiniLM(threads=THREADS), texts),
            _Loaded(UseMultilingual(threads=THREADS), texts),
            _Loaded(Static(model=_random_table(Path(folder))), texts),
        ]
        seconds: dict[str, list[float]] = {way.name: [] for way in ways}
        for _ in range(runs):
            for way in ways:
                seconds[way.name].append(way.seconds())
    return {name: len(texts) / median(each) for name, each in seconds.items()}


def _random_table(folder: Path) -> Path:
    """A table with the pieces of MiniLM and the size of Model2Vec's; what it says takes no time."""
    pieces = installed_model(PACKAGE, PUBLISHED) / TOKENIZER
    shutil.copy(pieces, folder / TOKENIZER)
    count = len(json.loads(pieces.read_text(encoding="utf-8"))["model"]["vocab"])
    table = np.random.default_rng(0).normal(size=(count, DIMENSIONS)).astype(np.float32)
    save_file({"embeddings": table}, folder / WEIGHTS)
    (folder / SIZES).write_text('{"model_type": "model2vec"}', encoding="utf-8")
    return folder


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
