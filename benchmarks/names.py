"""Measure names: how many documents find their topic by its name alone.

    python -m benchmarks.names --corpora FOLDER --papers-gold FILE --limit 1000

Of every corpus it runs the default embedder, clusterer and describer with several seeds and prints
the share of documents that are nearer to the name of their topic than to that of any other: for
the names, for the best keyword alone, for all keywords, and for the same names dealt at random.
Beside it stands what people's own labels reach for the classes that they stand for.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.quality.__main__ import vectors_of
from benchmarks.quality.corpora import Labelled, read_corpora
from pipeline.cluster.consensus import Consensus
from pipeline.core.artifacts import FloatArray, IntArray, Vectors
from pipeline.core.context import Context
from pipeline.describe.keybert import KeyBERT
from pipeline.embed.joined import Joined
from pipeline.numerics.name_test import found_by_name

COLUMNS = (
    "corpus", "documents", "topics", "chance", "names", "best keyword", "all keywords",
    "names dealt at random", "people's classes", "chance", "people's labels",
)  # fmt: skip


@dataclass(frozen=True)
class Space:
    """A corpus in the space of the default embedder, and what reads names into it."""

    corpus: Labelled
    vectors: Vectors
    context: Context

    def share(self, names: Sequence[str], labels: IntArray) -> float:
        """The share of the documents with a label that find it by these names."""
        return self.share_of(self.read(names), labels)

    def read(self, names: Sequence[str]) -> FloatArray:
        """(names, dimensions)"""
        return Joined().encode(names, self.corpus.corpus, self.context)

    def share_of(self, names: FloatArray, labels: IntArray) -> float:
        """The same for names that were read."""
        found = found_by_name(names, self.vectors, labels)
        return float(np.average(found, weights=np.bincount(labels[labels >= 0])))


def main() -> None:
    """Print a row for every corpus."""
    options = _options()
    print("| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|")
    for corpus in read_corpora(options.corpora, options.papers_gold, options.limit):
        dense, _ = vectors_of(corpus, options.vectors)
        lsa = Joined().parts[1].method(corpus.corpus)
        context = Context(parts=(Vectors(dense), lsa))
        space = Space(corpus, Joined()(corpus.corpus, context), context)
        rows = [_shares(space, seed) for seed in range(options.seeds)]
        cells = [corpus.name, f"{len(corpus.texts):,}", ", ".join(f"{row[0]:.0f}" for row in rows)]
        cells += [f"{value:.2f}" for value in np.mean(rows, axis=0)[1:]]
        print("| " + " | ".join([*cells, *_people(space)]) + " |", flush=True)


def _shares(space: Space, seed: int) -> list[float]:
    """Topics, chance, and what names, best keywords, all keywords and dealt names reach."""
    clustering = Consensus(seed=seed)(space.vectors)
    describe, corpus = KeyBERT(), space.corpus.corpus
    topics = describe(corpus, space.vectors, clustering, Joined(), space.context)
    shown = topics.at(clustering.level)
    names = space.read([topic.label for topic in shown])
    words = [[keyword.word for keyword in topic.keywords] for topic in shown]
    deals = [np.random.default_rng(deal).permutation(len(names)) for deal in range(100)]
    return [
        len(shown),
        1 / len(shown),
        space.share_of(names, clustering.labels),
        space.share([each[0] for each in words], clustering.labels),
        space.share([" ".join(each) for each in words], clustering.labels),
        float(np.mean([space.share_of(names[deal], clustering.labels) for deal in deals])),
    ]


def _people(space: Space) -> list[str]:
    known = sorted(set(space.corpus.labels[space.corpus.known]))
    place = {label: number for number, label in enumerate(known)}
    labels = np.array([place.get(label, -1) for label in space.corpus.labels], dtype=np.int32)
    written = [label.replace("_", " ").replace("-", " ") for label in known]
    return [f"{len(known)}", f"{1 / len(known):.2f}", f"{space.share(written, labels):.2f}"]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpora", type=Path, help="folder of NAME.jsonl.gz: text, title, label")
    parser.add_argument("--papers-gold", type=Path, help="JSON lines: id, subtopic")
    parser.add_argument("--limit", type=int, help="documents drawn of a larger corpus")
    parser.add_argument("--seeds", type=int, default=3, help="runs that differ in the seed")
    parser.add_argument("--vectors", type=Path, help="folder that keeps the vectors")
    return parser.parse_args()


if __name__ == "__main__":
    main()
