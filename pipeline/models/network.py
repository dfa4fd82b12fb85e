"""The network of a transformer: tokens to vectors, by our own graph or by one in the folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.errors import ConfigError, MachineError
from pipeline.models.architecture import Architecture
from pipeline.models.device import Device, open_session
from pipeline.models.families import read_weights, weight_names
from pipeline.models.folder import (
    AGAIN,
    SIZES,
    TOKENIZER,
    WEIGHTS,
    ModelFolder,
    read_json,
)
from pipeline.models.graph import encoder_graph
from pipeline.models.tensors import read_tensors

_FED = ("input_ids", "attention_mask", "token_type_ids", "position_ids")
"""What an ONNX file of a transformer may ask for."""

_INTEGERS = {"tensor(int32)": np.int32, "tensor(int64)": np.int64}

_POOLED = "sentence_embedding"
"""What such a file calls vectors that it has pooled."""


class Network(Protocol):
    """A loaded network."""

    @property
    def hidden(self) -> int:
        """How long the vectors are."""
        ...

    @property
    def pools(self) -> bool:
        """Whether it gives vectors of whole texts."""
        ...

    @property
    def positions(self) -> int | None:
        """The most tokens that are read at once; None where the model does not say."""
        ...

    def tokens(self, ids: NDArray[np.int64]) -> FloatArray:
        """The vectors of the tokens (texts, tokens): (texts, tokens, hidden).

        Of whole texts, (texts, hidden), where the network pools by itself.
        """
        ...


@dataclass(frozen=True)
class _OwnGraph:
    """The graph that is made here, with the weights of the folder."""

    session: Any
    architecture: Architecture

    @property
    def hidden(self) -> int:
        return self.architecture.hidden_size

    @property
    def pools(self) -> bool:
        return False

    @property
    def positions(self) -> int:
        return self.architecture.positions

    def tokens(self, ids: NDArray[np.int64]) -> FloatArray:
        found: FloatArray = self.session.run(None, {"ids": ids})[0].reshape(*ids.shape, -1)
        return found


@dataclass(frozen=True)
class _GivenGraph:
    """A graph that lies in the folder.

    fed     its inputs, of those that are known here, and the kind of integers of each
    output  the output that is read
    """

    session: Any
    fed: Mapping[str, str]
    output: str
    hidden: int
    positions: int | None
    pools: bool

    def tokens(self, ids: NDArray[np.int64]) -> FloatArray:
        places = np.broadcast_to(np.arange(ids.shape[1], dtype=np.int64), ids.shape)
        known = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.ascontiguousarray(places),
        }
        fed = {
            name: known[name].astype(_INTEGERS.get(kind, np.int64), copy=False)
            for name, kind in self.fed.items()
        }
        (found,) = self.session.run([self.output], fed)
        return np.asarray(found, dtype=np.float32)


def open_network(folder: ModelFolder, vocabulary: int, device: Device) -> Network:
    """Load the network of a model whose tokenizer knows so many pieces.

    Raises ``MachineError`` where a file is missing or damaged or the device cannot be had,
    ``ConfigError`` where the network asks for what is not known here.
    """
    if folder.graph is not None:
        return _open_given(folder.graph, folder.transformer / SIZES, device)
    return _open_own(folder.transformer / WEIGHTS, folder.architecture, vocabulary, device)


def _open_own(path: Path, architecture: Architecture, vocabulary: int, device: Device) -> _OwnGraph:
    import onnxruntime as ort

    weights = _weights(path, architecture)
    _require_fit(path, weights, architecture, vocabulary)
    graph = encoder_graph(architecture, {name: array.shape for name, array in weights.items()})
    options = _on_one_thread()
    values = [ort.OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
    options.add_external_initializers(list(weights), values)
    try:
        return _OwnGraph(open_session(graph, options, device), architecture)
    except MachineError:
        raise
    except Exception as error:  # onnxruntime has no error class of its own
        raise MachineError(
            f"{path}: its weights do not have the sizes in {SIZES} ({error}); {AGAIN}"
        ) from None


def _open_given(path: Path, sizes: Path, device: Device) -> _GivenGraph:
    try:
        session = open_session(str(path), _on_one_thread(), device)
    except MachineError:
        raise
    except Exception as error:  # onnxruntime has no error class of its own
        raise MachineError(f"{path}: cannot be loaded ({error}); {AGAIN}") from None
    fed = {each.name: each.type for each in session.get_inputs()}
    strange = [name for name in fed if name not in _FED]
    if strange:
        raise ConfigError(
            f"{path}: asks for {', '.join(strange[:3])}{', ...' if len(strange) > 3 else ''}, and "
            f"of these nothing is known; expected no more than {', '.join(_FED)}"
        )
    outputs = {each.name: each.shape for each in session.get_outputs()}
    output = next((name for name, shape in outputs.items() if len(shape) == 3), None) or next(
        (name for name, shape in outputs.items() if name == _POOLED or len(shape) == 2), None
    )
    if output is None:
        raise ConfigError(
            f"{path}: gives {', '.join(outputs)}, none of which has the vectors of tokens or texts"
        )
    says = read_json(sizes) if sizes.is_file() else {}
    hidden = outputs[output][-1]
    hidden = hidden if isinstance(hidden, int) else says.get("hidden_size", says.get("dim"))
    if not isinstance(hidden, int):
        raise ConfigError(f"{path}: neither it nor {SIZES} says how long its vectors are; {AGAIN}")
    return _GivenGraph(
        session, fed, output, hidden, _positions(says), pools=len(outputs[output]) == 2
    )


def _positions(sizes: Mapping[str, Any]) -> int | None:
    said = sizes.get("max_position_embeddings")
    if not isinstance(said, int) or said < 1:
        return None
    counts_behind = str(sizes.get("model_type")) in ("roberta", "xlm-roberta", "camembert", "mpnet")
    padding = sizes.get("pad_token_id")
    first = padding + 1 if isinstance(padding, int) else 2
    return said - (first if counts_behind else 0)


def _on_one_thread() -> Any:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options


def _weights(path: Path, architecture: Architecture) -> dict[str, FloatArray]:
    wanted = len(weight_names(architecture))
    with read_tensors(path) as tensors:
        try:
            return read_weights(architecture, tensors.names, tensors)
        except KeyError as error:
            missing = error.args
            raise MachineError(
                f"{path}: lacks {len(missing)} of {wanted} weights "
                f"({', '.join(missing[:3])}, ...); {AGAIN}"
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
                f"{architecture.hidden_size}, as {SIZES} and {TOKENIZER} say; {AGAIN}"
            )
