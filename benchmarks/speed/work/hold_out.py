"""Embed documents exactly that distilled vectors were only placed for, and cluster both.

    python -m benchmarks.speed.work.hold_out DOCUMENTS.jsonl FOLDER TIMED HELD_OUT

The folder is that of ``benchmarks.speed.work.distil``. The first TIMED documents are timed;
k-means with as many clusters as there are labels is run on all HELD_OUT, on either vectors.
"""

import json
import sys
from pathlib import Path

import numpy as np

from benchmarks.speed.work.corpus import read_corpus
from benchmarks.speed.work.stopwatch import Stopwatch
from pipeline.cluster.kmeans import KMeans
from pipeline.core.artifacts import FloatArray, Strings, Vectors
from pipeline.core.context import Context, Memory
from pipeline.embed.minilm import MiniLM

SEEDS, STARTS = range(5), 3


def main(documents: Path, folder: Path, timed: int, held_out: int) -> None:
    """Draw the documents, embed and cluster them, and print what came of it."""
    corpus, method = read_corpus(documents), MiniLM()
    placed = np.flatnonzero(~np.load(folder / "read.npy", allow_pickle=False))
    rows = np.random.default_rng(0).permutation(placed)[:held_out]
    texts = [corpus.full_texts[row] for row in rows]
    context = Context(memory=Memory())  # the model is loaded here, and not timed
    method.encode(texts[:1], corpus, context)
    with Stopwatch() as watch:
        first = method.encode(texts[:timed], corpus, context)
    exact = np.vstack([first, method.encode(texts[timed:], corpus, context)])
    distilled = np.load(folder / "vectors.npy", mmap_mode="r", allow_pickle=False)[rows]
    labels = tuple(corpus.groups["label"][row] for row in rows)
    clusters = min(len(set(corpus.groups["label"])), len(rows) // 4)  # fewer when scaled down
    scores = {
        "ami_exact": agreement(exact, labels, clusters),
        "ami_distilled": agreement(distilled, labels, clusters),
    }
    counts = {"timed": len(first), "held_out": len(rows), "clusters": clusters}
    print(json.dumps(watch.told | counts | scores))


def agreement(vectors: FloatArray, labels: Strings, clusters: int) -> list[float]:
    """The adjusted mutual information of k-means with the labels, one for each seed."""
    from sklearn.metrics import adjusted_mutual_info_score

    found = (
        KMeans(n_topics=clusters, n_init=STARTS, seed=seed)(Vectors(vectors)) for seed in SEEDS
    )
    return [float(adjusted_mutual_info_score(labels, each.labels)) for each in found]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
