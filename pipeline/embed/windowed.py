"""Windowed: texts embedded by a transformer, which reads long ones in windows."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.core.artifacts import Check, FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.errors import ConfigError
from pipeline.core.method import Execution
from pipeline.core.threads import usable_cores
from pipeline.embed.distinct import distinct_texts
from pipeline.embed.fresh import known_rows, told_in_documents
from pipeline.engines.local import Local
from pipeline.models.device import CUDA_TOKENS, Device, lacks
from pipeline.models.inference import Inference, portion_vectors
from pipeline.models.windows import Pieces, portions, split

if TYPE_CHECKING:
    from pipeline.models.encoder import Encoder

PACKAGES = ("numpy", "onnxruntime", "tokenizers")


class Windowed(Embedder):
    """Embed the meaning of texts with a transformer; long texts are read in windows."""

    imports: ClassVar[tuple[str, ...]] = ("onnxruntime", "safetensors.numpy", "tokenizers")
    another: ClassVar[str]
    """What to do where the model does not know the characters of a text."""

    long_texts: Literal["windows", "truncate"] = Field(
        "windows",
        description="what becomes of texts longer than a window: read in several of which the "
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

    @property
    @abstractmethod
    def inference(self) -> Inference:
        """The model, not yet loaded."""

    @abstractmethod
    def room(self, encoder: "Encoder") -> int:
        """The most word pieces read at once, those around a window included."""

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        texts, inverse = distinct_texts(corpus)
        reading = self._read(texts, len(corpus), context)
        lengths, unknown = reading.lengths[inverse], reading.unknown[inverse]
        resolved = {
            "dimensions": reading.vectors.shape[1],
            "longest": int(lengths.max(initial=0)),
            "long_documents": int((lengths > reading.room).sum()),
            "windows": reading.windows,
        }
        checks = (
            *self._long_check(corpus, lengths, reading.room),
            *self._unknown_check(corpus, unknown),
        )
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

    def _loaded(self, context: Context) -> Inference:
        """The model; in a run it is loaded once for all that ask for it."""
        asked = self.inference
        return context.once(asked, lambda: asked)

    @property
    def _threads(self) -> int:
        return (self.threads or usable_cores()) if self.device == "cpu" else 1

    def _read(self, texts: Sequence[str], documents: int, context: Context) -> "_Embedded":
        """Read texts, and embed those that are not known, the longest first.

        Progress is the share of all tokens done, in documents that are not known.
        """
        inference = self._loaded(context)
        encoder = inference.encoder
        room = self._room(encoder)
        pieces = encoder.pieces(texts)
        windows = [self._windows(text, room - encoder.around) for text in pieces]
        vectors, fresh = known_rows(texts, context.known, encoder.dimensions)
        # of a model without marks a text can have nothing to read: it has no vector
        fresh = [place for place in fresh if len(pieces[place]) + encoder.around]
        sizes = [sum(len(window) + encoder.around for window in windows[p]) for p in fresh]
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
        lengths = np.array([len(text) + encoder.around for text in pieces], dtype=np.int64)
        unknown = np.array([_unknown_share(text, encoder.unknown) for text in pieces])
        return _Embedded(vectors, lengths, unknown, sum(map(len, windows)), room)

    def _windows(self, pieces: Pieces, room: int) -> list[Pieces]:
        return split(pieces, room) if self.long_texts == "windows" else [pieces[:room]]

    def _room(self, encoder: "Encoder") -> int:
        room = self.room(encoder)
        if room > encoder.positions:
            raise ConfigError(
                f"embed.window: {room} word pieces, but the model in {self.inference.model_dir} "
                f"reads at most {encoder.positions}; set embed.window to {encoder.positions} or "
                "less"
            )
        if room <= encoder.around:
            raise ConfigError(
                f"embed.window: {room} word pieces, of which {encoder.around} stand around each "
                f"text, so none of it is read; set embed.window to {encoder.around + 1} or more"
            )
        return room

    def _long_check(
        self, corpus: Corpus, lengths: NDArray[np.int64], room: int
    ) -> tuple[Check, ...]:
        long = np.flatnonzero(lengths > room)
        if not len(long):
            return ()
        what = (
            f"{len(long):,} of {len(corpus):,} documents are longer than the {room} word "
            f"pieces that the model reads at once (the longest has {lengths.max()})"
        )
        ids = tuple(corpus.ids[i] for i in long)
        if self.long_texts == "windows":
            message = f"{what}; they were read in windows, and nothing of them is lost."
            return (Check("E01", "info", message, documents=ids),)
        unread = int((lengths[long] - room).sum())
        message = f"{what}; their ends, {unread} word pieces together, were not read."
        return (Check("E01", "warning", message, "Set embed.long_texts to windows.", ids),)

    def _unknown_check(self, corpus: Corpus, unknown: NDArray[np.float64]) -> tuple[Check, ...]:
        lost = tuple(corpus.ids[i] for i in np.flatnonzero(unknown > 0.5))
        if not lost:
            return ()
        message = (
            f"{len(lost)} of {len(corpus)} documents are written in characters of which the model "
            "knows less than half; their vectors say little."
        )
        return (Check("E02", "warning", message, self.another, lost),)


@dataclass(frozen=True)
class _Embedded:
    """Texts that were read.

    vectors  (n, dimensions) float32, rows of unit length
    lengths  (n,) int64, word pieces with those around a window
    unknown  (n,) float64 in [0, 1], share of the pieces that the vocabulary cannot spell
    windows  how many windows it took
    room     the most word pieces read at once
    """

    vectors: FloatArray
    lengths: NDArray[np.int64]
    unknown: NDArray[np.float64]
    windows: int
    room: int


def _unknown_share(pieces: Pieces, unknown: int | None) -> float:
    return float(np.mean(pieces == unknown)) if len(pieces) else 1.0
