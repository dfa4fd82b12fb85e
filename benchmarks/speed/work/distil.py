"""Embed a corpus by our distilled method.

    python -m benchmarks.speed.work.distil DOCUMENTS.jsonl SAMPLE FOLDER

Writes ``vectors.npy`` and ``read.npy`` (which documents the model read) into the folder and
prints seconds. Reading the corpus is not timed, loading the model is.
"""

import json
import sys
from pathlib import Path

import numpy as np

from benchmarks.speed.work.corpus import read_corpus
from benchmarks.speed.work.stopwatch import Stopwatch
from pipeline.embed.distilled import Distilled


def main(documents: Path, sample: int, folder: Path) -> None:
    """Time the whole step, the sample and the lesson included."""
    corpus, method = read_corpus(documents), Distilled(subsample=sample)
    with Stopwatch() as watch:
        vectors = method(corpus)
    grown = int(vectors.resolved.get("subsample", len(corpus)))
    if grown == len(corpus):
        sys.exit(f"the model read all {grown:,} documents: their words do not tell enough")
    read = Distilled(subsample=grown).exact(corpus)
    np.save(folder / "vectors.npy", vectors.values, allow_pickle=False)
    np.save(folder / "read.npy", read, allow_pickle=False)
    print(json.dumps(watch.told | {"documents": len(corpus), "subsample": grown}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
