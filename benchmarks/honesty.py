"""Hold what is said of seeds against what seeds do.

    python -m benchmarks.honesty --corpora FOLDER --limit 300 --seeds 8

Of every corpus it runs the default clusterer with several seeds and prints, stated by each run
and found between the runs: how alike the topics of two seeds are (adjusted Rand index), what
share of the documents a comparison takes a seed to move at most, and how well each topic comes
back with another seed (Jaccard similarity; the gap is that of each topic, on average). A target is
a gap of at most 0.03 on average and of none above 0.10.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.__main__ import vectors_of
from benchmarks.quality.corpora import read_folder
from benchmarks.quality.measures import over_seeds
from pipeline.cluster.consensus import Consensus
from pipeline.compare.noise import noise
from pipeline.core.artifacts import Clustering, Vectors
from pipeline.numerics.recurrence import likeness, seed_stability

Floats = NDArray[np.float64]

COLUMNS = (
    "corpus", "documents", "topics",
    "agreement stated", "found", "gap", "moved stated", "found", "gap",
    "topic's return stated", "found", "gap",
)  # fmt: skip


def main() -> None:
    """Print a row for every corpus, and how large the gaps are."""
    options = _options()
    print("| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|")
    gaps: list[float] = []
    for corpus in read_folder(options.corpora, options.limit):
        vectors = Vectors(vectors_of(corpus, options.vectors)[1])
        runs = [Consensus(seed=seed)(vectors) for seed in range(options.seeds)]
        if not runs[0].seed_agreements:
            print(f"| {corpus.name} | {len(vectors):,} | no topics |" + " |" * 9, flush=True)
            continue
        agreement, moved = _agreements(runs), _moved(runs)
        stated, found = _returns(runs)
        off = float(np.abs(stated - found).mean())
        gaps += [_gap(*agreement), _gap(*moved), off]
        topics = sorted({run.n_topics for run in runs})
        cells = [corpus.name, f"{len(vectors):,}", ", ".join(map(str, topics))]
        for told, true in (agreement, moved):
            cells += [_range(told), f"{true:.3f}", f"{_gap(told, true):.3f}"]
        cells += [f"{stated.mean():.3f}", f"{found.mean():.3f}", f"{off:.3f}"]
        print("| " + " | ".join(cells) + " |", flush=True)
    if gaps:
        print(f"\nGaps: {np.mean(gaps):.3f} on average, {max(gaps):.3f} at most.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpora", type=Path, help="folder of NAME.jsonl.gz: text, title")
    parser.add_argument("--limit", type=int, default=300, help="documents drawn of a larger corpus")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--vectors", type=Path, help="folder that keeps the vectors")
    return parser.parse_args()


def _agreements(runs: Sequence[Clustering]) -> tuple[list[float], float]:
    """What every run says that two seeds agree to, and what these agree to."""
    found, _ = over_seeds([run.labels for run in runs])
    return [run.seed_agreement or 0.0 for run in runs], found


def _moved(runs: Sequence[Clustering]) -> tuple[list[float], float]:
    """What every run says that a seed moves in 19 of 20 cases, and what these do."""
    stated = [_limit(run.replicas) for run in runs]
    return stated, _limit(np.stack([run.labels for run in runs]))


def _returns(runs: Sequence[Clustering]) -> tuple[Floats, Floats]:
    """How well every topic of every run comes back with other seeds: as said, and in the others."""
    stated, found = [], []
    for number, run in enumerate(runs):
        others = [other.labels for place, other in enumerate(runs) if place != number]
        stated.append(seed_stability(run.labels, run.replicas))
        found.append(np.mean([likeness(run.labels, each).max(axis=1) for each in others], axis=0))
    return np.concatenate(stated), np.concatenate(found)


def _limit(answers: NDArray[np.int32]) -> float:
    return noise(0.0, answers, answers[:0]).limit


def _gap(stated: Sequence[float], found: float) -> float:
    """How far what a run says is from what is so, on average over the runs."""
    return float(np.mean(np.abs(np.array(stated) - found)))


def _range(stated: Sequence[float]) -> str:
    return f"{np.mean(stated):.3f} ({min(stated):.2f} to {max(stated):.2f})"


if __name__ == "__main__":
    main()
