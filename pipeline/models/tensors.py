"""Tensors in a safetensors file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.core.errors import MachineError
from pipeline.models.folder import AGAIN


@dataclass(frozen=True)
class Tensors:
    """The tensors of an open file: their ``names``, and each as float32 when asked for."""

    names: tuple[str, ...]
    file: Any

    def __call__(self, name: str) -> FloatArray:
        """One tensor, float32."""
        found: FloatArray = self.file.get_tensor(name).astype(np.float32, copy=False)
        return found

    def whole(self, name: str) -> Any:
        """One tensor, as it is kept."""
        return self.file.get_tensor(name)


@contextmanager
def read_tensors(path: Path) -> Iterator[Tensors]:
    """Open a file of tensors. Raises ``MachineError`` where it cannot be read, or not with numpy.

    Some are kept in bfloat16, which numpy does not know.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "numpy") as file:
            yield Tensors(tuple(file.keys()), file)
    except (SafetensorError, TypeError) as error:
        raise MachineError(f"{path}: not readable weights ({error}); {AGAIN}") from None
