"""A transformer at work in onnxruntime: texts to word pieces, word pieces to vectors.

Each run works on one thread and on texts of equal length; several may go on at the same
time. So no text is padded, and its vector depends neither on the number of threads nor on
the texts beside it. On a GPU one run goes on at a time, of as many texts as keep it busy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.errors import ConfigError, MachineError
from pipeline.models.dense_layer import DenseLayer, read_dense
from pipeline.models.device import Device
from pipeline.models.folder import AGAIN, TOKENIZER, ModelFolder, Pooling
from pipeline.models.network import Network, open_network
from pipeline.models.tokenizer import load_tokenizer, pieces_known, unknown_piece
from pipeline.models.windows import Pieces

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_TEXTS_AT_ONCE = 1000  # the tokenizer's own objects take 100 times the room of the pieces


@dataclass(frozen=True)
class Encoder:
    """A loaded model.

    before, after  the pieces around every window: marks, and the prefix where there is one
    uncounted      how many of those before do not count when vectors are pooled
    unknown        the piece that stands for what the vocabulary cannot spell; None: it spells all
    longest        the most pieces that its files say to read at once, those around included
    positions      the most that it can read at once
    """

    tokenizer: "Tokenizer"
    network: Network
    pooling: Pooling
    dense: tuple[DenseLayer, ...]
    before: Pieces
    after: Pieces
    uncounted: int
    unknown: int | None
    longest: int
    positions: int
    prefix: str
    lower_case: bool

    @property
    def around(self) -> int:
        """How many pieces stand around those of a window."""
        return len(self.before) + len(self.after)

    @property
    def dimensions(self) -> int:
        """Of the vectors of texts."""
        return self.dense[-1].dimensions if self.dense else self.network.hidden

    @property
    def counted_around(self) -> int:
        """How many of those around a window count when vectors are pooled."""
        return self.around - self.uncounted

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        """The word pieces of every text, all of them, without those around a window."""
        behind = len(self._spelled(""))
        found: list[Pieces] = []
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            part = [self._spelled(text) for text in texts[first : first + _TEXTS_AT_ONCE]]
            # the fast way tells no places, by which text and prefix are told apart
            encode = self.tokenizer.encode_batch if behind else self.tokenizer.encode_batch_fast
            encodings = encode(part, add_special_tokens=False)
            found += [_from(each, behind) for each in encodings]
        return found

    def pooled(self, windows: NDArray[np.int32]) -> FloatArray:
        """The vector of each of w windows of equal length, given their pieces (w, length).

        Gives (w, hidden): the mean of the vectors of all pieces, those around included, or the
        vector of the first or the last one, as the model was trained.
        """
        rows, head = len(windows), len(self.before)
        ids = np.empty((rows, windows.shape[1] + self.around), dtype=np.int64)
        ids[:, :head] = self.before
        ids[:, head : ids.shape[1] - len(self.after)] = windows
        ids[:, ids.shape[1] - len(self.after) :] = self.after
        tokens = self.network.tokens(ids)
        if tokens.ndim == 2:  # the model pools by itself
            return tokens
        if self.pooling != "mean":
            return np.ascontiguousarray(tokens[:, 0 if self.pooling == "cls" else -1])
        counted = tokens[:, self.uncounted :]
        means: FloatArray = counted.mean(axis=1, dtype=np.float64).astype(np.float32)
        return means

    def finished(self, sums: FloatArray, tokens: FloatArray) -> FloatArray:
        """What the layers after pooling make of texts: (texts, dimensions), of any length.

        ``sums`` (texts, hidden) are over their tokens, of which there are ``tokens`` (texts, 1).
        """
        if not self.dense:  # the direction of a mean is that of the sum
            return sums
        vectors = sums / tokens
        for layer in self.dense:
            vectors = layer(vectors)
        return vectors

    def _spelled(self, text: str) -> str:
        return _lowered(self.prefix + text, self.lower_case)


def load_encoder(path: Path, device: Device = "cpu", prefix: str | None = None) -> Encoder:
    """Load the model in a folder; ``prefix`` None is the one that its files name.

    Raises ``MachineError`` where a file is missing or unreadable or the device cannot be had,
    ``ConfigError`` where the model is of another kind.
    """
    folder = ModelFolder(path)
    folder.require()
    tokenizer = load_tokenizer(folder.transformer / TOKENIZER)
    network = open_network(folder, pieces_known(tokenizer), device)
    prefix = folder.prefix if prefix is None else prefix
    before, after = _marks(tokenizer, folder.transformer / TOKENIZER)
    spelled = _lowered(prefix.rstrip(" "), folder.lower_case)
    said = tokenizer.encode(spelled, add_special_tokens=False).ids
    prefixed = np.array([*before, *said], dtype=np.int32)
    encoder = Encoder(
        tokenizer=tokenizer,
        network=network,
        pooling=folder.pooling,
        dense=() if network.pools else _dense_layers(folder, network.hidden),
        before=prefixed,
        after=np.array(after, dtype=np.int32),
        uncounted=0 if folder.counts_prefix or not prefix else len(prefixed),
        unknown=unknown_piece(tokenizer),
        longest=min(folder.longest, network.positions or folder.longest),
        positions=network.positions or folder.longest,
        prefix=prefix,
        lower_case=folder.lower_case,
    )
    if encoder.around >= encoder.longest:
        raise ConfigError(
            f"{path}: reads at most {encoder.longest} word pieces, and {encoder.around} of them "
            f"stand around each text, the prefix {prefix!r} among them; give a shorter prefix"
        )
    return encoder


def _dense_layers(folder: ModelFolder, hidden: int) -> tuple[DenseLayer, ...]:
    layers: list[DenseLayer] = []
    for dense in folder.dense:
        layers.append(read_dense(dense, hidden))
        hidden = layers[-1].dimensions
    return tuple(layers)


def _lowered(text: str, lower_case: bool) -> str:
    return text.lower() if lower_case else text


def _from(encoding: "Encoding", start: int) -> Pieces:
    """The pieces that end behind a place of the text: those of what follows a prefix."""
    if not start:
        return np.array(encoding.ids, dtype=np.int32)
    spans = zip(encoding.ids, encoding.offsets, strict=True)
    return np.array([piece for piece, (_, end) in spans if end > start], dtype=np.int32)


def _marks(tokenizer: "Tokenizer", path: Path) -> tuple[list[int], list[int]]:
    """The marks before and behind a text. Raises ``MachineError`` where they cannot be told."""
    for text in ("a", "the", "1"):
        encoding = tokenizer.encode(text)
        special = encoding.special_tokens_mask
        inside = [place for place, is_mark in enumerate(special) if not is_mark]
        if inside:
            return encoding.ids[: inside[0]], encoding.ids[inside[-1] + 1 :]
    raise MachineError(f"{path}: has no piece for {text!r}; {AGAIN}")
