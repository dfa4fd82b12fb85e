"""How often two seeds of one config come out as more than seed noise.

python -m benchmarks.noise --corpora FOLDER --papers-gold FILE

The corpora are those of benchmarks.quality. For each, topics are found with several seeds, and
every pair of them is compared as two runs are. A table in Markdown is printed.
"""

import argparse
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.quality.__main__ import vectors_of
from benchmarks.quality.corpora import read_corpora
from pipeline.cluster.consensus import Consensus
from pipeline.compare.alignment import align, moved
from pipeline.compare.noise import Noise, noise
from pipeline.core.artifacts import Clustering, Vectors

COLUMNS = ("corpus", "documents", "topics", "pairs", "beyond", "moved: mean, most", "limit: least")


def main() -> None:
    """Print one row for each corpus."""
    options = _options()
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---|" * len(COLUMNS))
    for corpus in read_corpora(options.corpora, options.papers_gold, options.limit):
        vectors = Vectors(vectors_of(corpus, options.vectors)[1])
        runs = [Consensus(seed=seed)(vectors) for seed in range(options.seeds)]
        found = [_compared(one, other) for one, other in combinations(runs, 2)]
        shares = [each.observed for each in found]
        cells = (
            corpus.name,
            f"{len(vectors):,}",
            ", ".join(sorted({str(run.n_topics) for run in runs}, key=int)),
            str(len(found)),
            str(sum(each.beyond for each in found)),
            f"{np.mean(shares):.3f}, {max(shares):.3f}",
            f"{min(each.limit for each in found):.3f}",
        )
        print("| " + " | ".join(cells) + " |", flush=True)


def _compared(one: Clustering, other: Clustering) -> Noise:
    aligned = align(one.labels, other.labels, range(one.n_topics), range(other.n_topics))
    share = float(moved(one.labels, other.labels, aligned).mean())
    return noise(share, one.replicas, other.replicas)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, help="folder of NAME.jsonl.gz")
    parser.add_argument("--papers-gold", type=Path, help="labels of the papers, to take them in")
    parser.add_argument("--limit", type=int, default=3000, help="documents of each at most")
    parser.add_argument("--seeds", type=int, default=8, help="runs of each")
    parser.add_argument("--vectors", type=Path, help="folder that keeps the dense vectors")
    return parser.parse_args()


if __name__ == "__main__":
    main()
