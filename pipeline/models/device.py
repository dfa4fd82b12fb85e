"""Device: whether the model computes on the processor or, by CUDA, on a GPU.

It is a setting of the method and in its key, not a matter of execution: a GPU sums in another
order, so its vectors differ from the processor's in the last digits, and also with the texts
that share a batch. Nor does a config choose by itself what is there: the same config would give
other results on another machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.core.errors import MachineError
from pipeline.numerics.gpu import gpu_errors

Device = Literal["cpu", "cuda"]

CUDA = "CUDAExecutionProvider"
CUDA_TOKENS = 16_384
"""Word pieces in one batch on a GPU, which is idle on few. Fixed: it shows in the last digits."""

INSTALL = "pip uninstall --yes onnxruntime; pip install 'onnxruntime-gpu[cuda,cudnn]>=1.21'"
WAY_OUT = "embed.device: cpu"


def lacks(device: Device) -> str | None:
    """What is not installed that a device takes; None where nothing is amiss.

    That there is a GPU with a driver is only known once a session opens.
    """
    if device == "cpu":
        return None
    import onnxruntime as ort

    if CUDA in ort.get_available_providers() and hasattr(ort, "preload_dlls"):
        return None
    return f"onnxruntime for CUDA, which is not installed: {INSTALL}; or set device: cpu"


def open_session(graph: bytes | str, options: Any, device: Device) -> Any:
    """An onnxruntime session of a model, its bytes or its path, on a device, and on no other.

    Raises ``MachineError`` where CUDA cannot be had, and on cpu what onnxruntime raises.
    """
    import onnxruntime as ort

    if device == "cpu":
        return ort.InferenceSession(graph, options, ["CPUExecutionProvider"])
    with gpu_errors("onnxruntime", WAY_OUT):
        ort.preload_dlls()  # CUDA and cuDNN where pip put them
        options.use_deterministic_compute = True
        # by default newer GPUs round the factors of products to TensorFloat-32: 3 digits
        providers = [(CUDA, {"use_tf32": "0"}), "CPUExecutionProvider"]
        session = ort.InferenceSession(graph, options, providers, enable_fallback=0)
    if CUDA not in session.get_providers():  # onnxruntime only warns and takes the processor
        raise MachineError(
            "embed.device: cuda: onnxruntime could not start CUDA; see that nvidia-smi lists a GPU "
            f"and that CUDA and cuDNN are those it was built for ({INSTALL}), or set {WAY_OUT}"
        )
    return CudaSession(session)


@dataclass(frozen=True)
class CudaSession:
    """A session on a GPU that says what to do where it fails."""

    session: Any

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Any]) -> Any:
        """What ``InferenceSession.run`` returns. Raises ``MachineError`` where the GPU fails."""
        with gpu_errors("onnxruntime", WAY_OUT):
            return self.session.run(outputs, inputs)
