"""Measure topics against labels.

    python -m benchmarks.quality --corpora FOLDER --papers-gold FILE --seeds 5 --json quality.json

The vectors are computed once a corpus and kept in ``--vectors FOLDER`` if that is given.
"""

import argparse
import json
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.corpora import Labelled, read_corpora
from benchmarks.quality.measures import agreement, coherence, over_seeds
from benchmarks.quality.methods import METHODS, as_json, timed_runs
from pipeline.core.artifacts import FloatArray, Vectors
from pipeline.core.context import Context
from pipeline.embed.joined import Joined

COLUMNS = (
    "corpus", "method", "topics", "share_without_topic", "ami", "ari", "fmi",
    "seed_agreement_mean", "seed_agreement_min", "npmi", "diversity", "seconds", "peak_mib",
)  # fmt: skip


def main() -> None:
    """Measure every method on every corpus and print a table in Markdown."""
    options = _options()
    rows: list[dict[str, Any]] = []
    for corpus in read_corpora(options.corpora, options.papers_gold, options.limit):
        dense, joined = vectors_of(corpus, options.vectors)
        for name in options.methods or METHODS:
            rows.append(_measure(corpus, name, dense, joined, options.seeds))
            print(_line(rows[-1]), flush=True)
    table = "\n".join([_line(dict(zip(COLUMNS, COLUMNS, strict=True))), _rule(), *map(_line, rows)])
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        options.json.with_suffix(".md").write_text(table + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpora", type=Path, help="folder of NAME.jsonl.gz: text, title, label")
    parser.add_argument("--papers-gold", type=Path, help="JSON lines: id, subtopic")
    parser.add_argument("--methods", nargs="+", choices=list(METHODS), help="only these")
    parser.add_argument("--limit", type=int, help="documents drawn of a larger corpus")
    parser.add_argument("--seeds", type=int, default=5, help="runs that differ in the seed")
    parser.add_argument("--vectors", type=Path, help="folder that keeps the vectors")
    parser.add_argument("--json", type=Path, help="write the rows here, and a table beside it")
    return parser.parse_args()


def _measure(
    corpus: Labelled, name: str, dense: FloatArray, joined: FloatArray, seeds: int
) -> dict[str, Any]:
    known = corpus.known
    k = len(set(corpus.labels[known]))
    with get_context("spawn").Pool(1) as process:  # its own, so that its peak memory is its own
        runs, seconds, peak = process.apply(timed_runs, (name, dense, joined, k, seeds))
    scores = [agreement(corpus.labels[known], labels[known]) for labels in runs]
    words = [coherence(corpus.texts, labels) for labels in runs[:1]]
    mean, least = over_seeds(runs)
    return {
        "corpus": corpus.name,
        "method": name,
        "documents": len(corpus.texts),
        "labels": k,
        "topics": float(np.mean([labels.max() + 1 for labels in runs])),
        "topics_of_each_seed": [int(labels.max()) + 1 for labels in runs],
        "share_without_topic": as_json(np.mean([(labels < 0).mean() for labels in runs])),
        **{key: as_json(np.mean([score[key] for score in scores])) for key in scores[0]},
        "seed_agreement_mean": as_json(mean),
        "seed_agreement_min": as_json(least),
        "npmi": as_json(words[0][0]),
        "diversity": as_json(words[0][1]),
        "seconds": round(seconds, 2),
        "peak_mib": round(peak),
    }


def vectors_of(corpus: Labelled, keep: Path | None) -> tuple[FloatArray, FloatArray]:
    """The dense vectors, and those of the default embedder."""
    texts = corpus.corpus
    embedder = Joined()
    minilm, lsa = (part.method for part in embedder.parts)
    path = None if keep is None else keep / f"{corpus.name}-{len(texts)}.npy"
    if path is not None and path.is_file():
        dense = Vectors(np.load(path, allow_pickle=False))
    else:
        dense = minilm(texts)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, dense.values, allow_pickle=False)
    joined = embedder(texts, Context(parts=(dense, lsa(texts))))
    return dense.values, joined.values


def _line(row: dict[str, Any]) -> str:
    return "| " + " | ".join(_cell(row[column]) for column in COLUMNS) + " |"


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".removeprefix("0") if abs(value) < 1 else f"{value:.4g}"
    return "" if value is None else str(value)


def _rule() -> str:
    return "|" + "---|" * len(COLUMNS)


if __name__ == "__main__":
    main()
