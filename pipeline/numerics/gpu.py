"""Work on a GPU: what is to be installed for it, and what to say where it fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.core.errors import MachineError

CUML = {"cuml": "pip install --extra-index-url https://pypi.nvidia.com cuml-cu12"}
"""What methods of cuML need: RAPIDS for CUDA 12, on Linux."""


@contextmanager
def gpu_errors(library: str, instead: str) -> Iterator[None]:
    """Raise ``MachineError`` where a library fails: no GPU, an old driver, no memory left.

    Such libraries share no class of errors, so nothing but calls of the one belongs inside.
    ``instead`` is the setting that does without a GPU.
    """
    try:
        yield
    except Exception as error:
        # what CUDA says first is the cause; pages of stack frames may follow
        cause = str(error).strip().partition("\n")[0] or type(error).__name__
        raise MachineError(
            f"{library} failed on the GPU ({cause}); see that nvidia-smi lists one with free "
            f"memory, or do without: {instead}"
        ) from error
