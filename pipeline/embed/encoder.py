"""A BERT model at work in onnxruntime: texts to word pieces, word pieces to vectors.

Each run works on one thread and on texts of equal length; several may go on at the same
time. So no text is padded, and its vector depends neither on the number of threads nor on
the texts beside it. On a GPU one run goes on at a time, of as many texts as keep it busy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.errors import MachineError
from pipeline.embed.bert_graph import bert_graph, weight_names
from pipeline.embed.device import Device, open_session
from pipeline.embed.model_folder import (
    SIZES,
    TOKENIZER,
    WAY_OUT,
    WEIGHTS,
    Architecture,
    read_architecture,
)
from pipeline.embed.windows import Pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_TEXTS_AT_ONCE = 1000  # the tokenizer's own objects take 100 times the room of the pieces


@dataclass(frozen=True)
class Encoder:
    """A loaded model.

    ``start`` and ``end`` are the marks around every window, ``unknown`` the piece that
    stands for what the vocabulary cannot spell (None: it can spell everything).
    ``device`` is where the ``session`` computes.
    """

    tokenizer: "Tokenizer"
    session: Any
    architecture: Architecture
    start: int
    end: int
    unknown: int | None
    device: Device = "cpu"

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        """The word pieces of every text, all of them, without marks."""
        found: list[Pieces] = []
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            part = list(texts[first : first + _TEXTS_AT_ONCE])
            encodings = self.tokenizer.encode_batch_fast(part, add_special_tokens=False)
            found += [np.array(encoding.ids, dtype=np.int32) for encoding in encodings]
        return found

    def means(self, windows: NDArray[np.int32]) -> FloatArray:
        """The mean vector of the tokens, marks included, of windows of equal length.

        ``windows`` (w, length) holds their pieces; gives (w, hidden).
        """
        ids = np.full((len(windows), windows.shape[1] + 2), self.start, dtype=np.int64)
        ids[:, 1:-1] = windows
        ids[:, -1] = self.end
        vectors = self.session.run(None, {"ids": ids})[0].reshape(*ids.shape, -1)
        means: FloatArray = vectors.mean(axis=1, dtype=np.float64).astype(np.float32)
        return means


def load_encoder(folder: Path, device: Device = "cpu") -> Encoder:
    """Load the model in a folder: ``model.safetensors``, ``tokenizer.json``, ``config.json``.

    Raises ``MachineError`` where a file is missing or unreadable or the device cannot be had,
    ``ConfigError`` where the model is of another kind.
    """
    architecture = read_architecture(folder)
    tokenizer = _load_tokenizer(folder / TOKENIZER)
    marks = tokenizer.encode("").ids
    if len(marks) != 2:
        raise MachineError(
            f"{folder / TOKENIZER}: puts {len(marks)} marks around a text, expected 2; {WAY_OUT}"
        )
    unknown = getattr(tokenizer.model, "unk_token", None)
    unknown_id = None if unknown is None else tokenizer.token_to_id(unknown)
    session = _open_session(folder / WEIGHTS, architecture, tokenizer.get_vocab_size(), device)
    start, end = marks
    return Encoder(tokenizer, session, architecture, start, end, unknown_id, device)


def _load_tokenizer(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise MachineError(f"{path}: not a tokenizer ({error}); {WAY_OUT}") from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _open_session(path: Path, architecture: Architecture, vocabulary: int, device: Device) -> Any:
    import onnxruntime as ort

    weights = _read_weights(path, weight_names(architecture))
    _require_fit(path, weights, architecture, vocabulary)
    graph = bert_graph(architecture, {name: array.shape for name, array in weights.items()})
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    values = [ort.OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
    options.add_external_initializers(list(weights), values)
    try:
        return open_session(graph, options, device)
    except MachineError:
        raise
    except Exception as error:  # onnxruntime has no error class of its own
        raise MachineError(
            f"{path}: its weights do not have the sizes in {SIZES} ({error}); {WAY_OUT}"
        ) from None


def _require_fit(
    path: Path, weights: Mapping[str, FloatArray], architecture: Architecture, vocabulary: int
) -> None:
    """See that the embedding tables have the sizes that the other two files speak of."""
    sizes = {"word": vocabulary, "position": architecture.max_position_embeddings}
    for table, rows in sizes.items():
        shape = weights[f"embeddings.{table}_embeddings.weight"].shape
        if len(shape) != 2 or shape[0] < rows or shape[1] != architecture.hidden_size:
            raise MachineError(
                f"{path}: its {table} embeddings are {shape}, expected at least {rows} rows of "
                f"{architecture.hidden_size}, as {SIZES} and {TOKENIZER} say; {WAY_OUT}"
            )


def _read_weights(path: Path, names: Sequence[str]) -> dict[str, FloatArray]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "numpy") as file:
            missing = sorted(set(names) - set(file.keys()))
            if missing:
                raise MachineError(
                    f"{path}: lacks {len(missing)} of {len(names)} weights "
                    f"({', '.join(missing[:3])}, ...); {WAY_OUT}"
                )
            return {name: file.get_tensor(name).astype(np.float32, copy=False) for name in names}
    except (SafetensorError, TypeError) as error:
        raise MachineError(f"{path}: not readable weights ({error}); {WAY_OUT}") from None
