"""What each method takes, measured.

In processor seconds and peak memory of whole runs on 40 short texts, and on 1,500 and 6,000 arXiv
abstracts of 1,040 characters; of loading 3,000 to 30,000; of minilm on 200 and 900; on an x86-64
server whose cores make 134 GFLOP a second each in products of 64 x 64 float32 matrices. The
consensus also as the quality benchmark has it at 12,000, and whole runs of 120,000. Seconds on
another machine are scaled by its own rate; where the outputs folder has seconds of its own, these
are taken instead.
"""

from dataclasses import dataclass
from typing import Literal

CORE_RATE = 134.0
"""GFLOP a second of one core where the rates were measured."""

BASE_MEMORY = 440_000_000
"""Bytes of Python and of what every run imports."""

BASE_DISK = 2_300_000
"""Bytes of a run folder, whatever the corpus: figures, and what makes the page work."""

PLACING = 0.8
"""Seconds of one core for 1,000,000 characters whose texts are placed by their words."""

BLOCK = 6_000
"""Documents at which work arrays of pairs of documents are as large as they become."""


@dataclass(frozen=True)
class Rate:
    """What a method takes for a corpus.

    start    seconds whatever the size: importing, loading a model
    seconds  of one core for 1,000 documents or 1,000,000 characters
    per      what size is counted in
    spread   whether all cores work
    closely  documents that it looks at closely, where there are more; None: all
    beyond   seconds of one core for 1,000 documents beyond these, on which all cores work
    held     bytes of memory whatever the size: a model, compiled code
    memory   bytes a document while it works
    pairs    bytes of work arrays of pairs of documents, at ``BLOCK`` documents and beyond
    disk     bytes a document that stay
    """

    start: float
    seconds: float
    per: Literal["documents", "characters"] = "documents"
    spread: bool = False
    closely: int | None = None
    beyond: float = 0.0
    held: int = 0
    memory: int = 4_000
    pairs: int = 0
    disk: int = 100


MINILM = Rate(0.6, 41.0, per="characters", spread=True, held=260_000_000, memory=6_000, disk=3_100)

RATES = {
    "load": Rate(2.5, 0.45, per="characters", memory=8_000, disk=500),
    "embed minilm": MINILM,
    "embed distilled": MINILM,
    "embed auto": MINILM,
    "embed use_multilingual": Rate(
        1.8, 9.0, per="characters", spread=True, held=420_000_000, memory=6_000, disk=2_100
    ),
    "embed lsa": Rate(0.9, 0.22, per="characters", memory=6_000, disk=400),
    "embed joined": Rate(0.0, 0.01, memory=6_000, disk=2_000),
    "embed precomputed": Rate(0.0, 0.01, disk=1_600),
    "neighbors": Rate(
        0.1, 0.15, spread=True, closely=20_000, beyond=0.3, pairs=160_000_000, disk=170
    ),
    "reduce umap": Rate(
        0.6, 1.05, closely=20_000, beyond=0.4, held=30_000_000, memory=16_000, disk=20
    ),
    "reduce pca": Rate(0.5, 0.05, disk=20),
    "reduce none": Rate(0.0, 0.01, disk=1_600),
    "cluster consensus": Rate(
        3.5, 1.8, closely=20_000, beyond=0.3, memory=6_000, pairs=900_000_000, disk=70
    ),
    "cluster hdbscan": Rate(0.5, 0.1, disk=20),
    "cluster kmeans": Rate(0.1, 0.05, disk=20),
    "describe": Rate(0.5, 0.85, per="characters", memory=8_000, disk=10),
    # whatever its server takes for an answer beside
    "naming": Rate(5.0, 0.05, disk=10),
    "assign": Rate(0.5, 0.85, per="characters", memory=16_000, disk=200),
    "evaluate": Rate(0.1, 0.75, closely=5_000, memory=6_000, disk=10),
    "report": Rate(2.0, 0.2, memory=8_000, disk=2_000),
}
"""By stage and method; by stage alone where its methods differ little."""

UNKNOWN = Rate(1.0, 1.0)
"""What a method is taken to need that was never measured."""


def rate_of(stage: str, method: str) -> Rate:
    """The rate of a method."""
    return RATES.get(f"{stage} {method}") or RATES.get(stage, UNKNOWN)
