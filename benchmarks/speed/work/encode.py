"""Embed texts by our minilm: ``python -m benchmarks.speed.work.encode TEXTS.json THEIRS.npy``.

Prints seconds, tokens, the arithmetic, the machine's own rate, and how near the vectors are
to those of the reference.
"""

import json
import sys
from pathlib import Path

import numpy as np

from benchmarks.speed.work.arithmetic import gflop, matrix_gflops, read_sizes
from benchmarks.speed.work.stopwatch import Stopwatch
from pipeline.core.context import Context, Memory
from pipeline.core.corpus import Corpus
from pipeline.embed.minilm import MiniLM
from pipeline.models.encoder import load_encoder
from pipeline.models.folder import SIZES
from pipeline.models.inference import PACKAGE, PUBLISHED
from pipeline.models.installed import installed_model
from pipeline.models.windows import split


def main(texts: list[str], theirs: Path) -> None:
    """Time the encoding of all texts after that of one, for which the model is loaded."""
    names, blank = tuple(map(str, range(len(texts)))), ("",) * len(texts)
    corpus = Corpus(names, blank, tuple(texts), np.arange(len(texts), dtype=np.int32))
    method = MiniLM()
    context = Context(memory=Memory())  # the model is loaded here, and not timed
    method.encode(texts[:1], corpus, context)
    with Stopwatch() as watch:
        vectors = method.encode(texts, corpus, context)
    folder = installed_model(PACKAGE, PUBLISHED)
    pieces = load_encoder(folder).pieces(texts)
    windows = [split(text, method.window - 2) for text in pieces]
    lengths = [len(window) + 2 for text in windows for window in text]
    alike = (vectors * np.load(theirs, allow_pickle=False)).sum(axis=1)
    found = {
        "tokens": sum(lengths),
        "gflop": gflop(lengths, read_sizes(folder / SIZES)),
        "matrix_gflops": matrix_gflops(),
        "least_cosine": float(min(alike[[len(text) == 1 for text in windows]])),
    }
    print(json.dumps(watch.told | found))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
