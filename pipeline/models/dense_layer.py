"""The layer that some models have behind pooling (Dense of sentence-transformers)."""

from dataclasses import dataclass

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.core.errors import MachineError
from pipeline.core.threads import one_thread
from pipeline.models.folder import AGAIN, WEIGHTS, Dense
from pipeline.models.tensors import read_tensors


@dataclass(frozen=True)
class DenseLayer:
    """A linear map, (hidden, dimensions), what it adds, (dimensions,), and whether it bends."""

    weight: FloatArray
    bias: FloatArray
    tanh: bool

    @property
    def dimensions(self) -> int:
        """Of what comes out."""
        return int(self.weight.shape[1])

    def __call__(self, vectors: FloatArray) -> FloatArray:
        """(n, hidden) to (n, dimensions)."""
        with one_thread():
            found = vectors @ self.weight + self.bias
        return np.tanh(found) if self.tanh else found


def read_dense(dense: Dense, hidden: int) -> DenseLayer:
    """Read a layer that takes vectors of length ``hidden``.

    Raises ``MachineError`` where its file, which is there, holds something else.
    """
    path = dense.folder / WEIGHTS
    with read_tensors(path) as tensors:
        if "linear.weight" not in tensors.names:
            raise MachineError(f"{path}: lacks linear.weight; {AGAIN}")
        weight = tensors("linear.weight")
        has_bias = "linear.bias" in tensors.names
        bias = tensors("linear.bias") if has_bias else np.zeros(len(weight), dtype=np.float32)
    if weight.ndim != 2 or weight.shape[1] != hidden or bias.shape != weight.shape[:1]:
        raise MachineError(
            f"{path}: a weight of {weight.shape} and a bias of {bias.shape} take no vectors of "
            f"{hidden}; {AGAIN}"
        )
    return DenseLayer(np.ascontiguousarray(weight.T), bias, dense.tanh)
