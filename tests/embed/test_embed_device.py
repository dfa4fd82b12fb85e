"""A model on a GPU, on a double of onnxruntime for CUDA: what it asks for, and where that fails."""

from typing import ClassVar

import numpy as np
import onnxruntime
import pytest

from pipeline.core.errors import MachineError
from pipeline.embed.minilm import MiniLM
from pipeline.models.device import CUDA, CUDA_TOKENS

TEXTS = ["cats sleep", "a ship sails", "the dog, the cat.", "bread", "dogs sleep on a ship", "cat"]
PROCESSOR = onnxruntime.InferenceSession


class Cuda:
    """Says that it computes on a GPU, computes on the processor, remembers what it was given."""

    opened: ClassVar[list] = []
    offered = (CUDA, "CPUExecutionProvider")
    fault = None

    def __init__(self, graph, options, providers, **further):
        self.given, self.options, self.batches = (providers, further), options, []
        self.session = PROCESSOR(graph, options, ["CPUExecutionProvider"])
        self.opened.append(self)

    def get_providers(self):
        return list(self.offered)

    def run(self, outputs, inputs):
        if self.fault:
            raise self.fault
        self.batches.append(inputs["ids"].shape)
        return self.session.run(outputs, inputs)


@pytest.fixture
def cuda(monkeypatch):
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: list(Cuda.offered))
    monkeypatch.setattr(onnxruntime, "preload_dlls", lambda: None)
    monkeypatch.setattr(onnxruntime, "InferenceSession", Cuda)
    monkeypatch.setattr(Cuda, "opened", [])
    return Cuda


def tiny(folder, device="cuda", **parameters):
    return MiniLM(model_dir=folder, window=8, device=device, **parameters)


def test_it_asks_for_cuda_in_full_precision_the_same_every_time_and_nothing_in_its_place(
    cuda, tiny_model, corpus_of
):
    tiny(tiny_model)(corpus_of(TEXTS))
    (session,) = cuda.opened
    providers, further = session.given
    assert providers == [(CUDA, {"use_tf32": "0"}), "CPUExecutionProvider"]
    assert further == {"enable_fallback": 0}
    assert session.options.use_deterministic_compute


def test_texts_of_one_length_are_one_batch_whatever_the_settings_of_the_processor(
    cuda, tiny_model, corpus_of
):
    texts = [f"{word} {other}" for word in ("cat", "dog", "ship") for other in ("sleep", "sail")]
    one = tiny(tiny_model, threads=3, batch_tokens=1)(corpus_of(texts)).values
    (session,) = cuda.opened
    assert session.batches == [(6, 4)]
    assert 6 * 4 < CUDA_TOKENS
    assert np.array_equal(tiny(tiny_model, threads=1)(corpus_of(texts)).values, one)


def test_vectors_are_those_of_the_processor_where_both_compute_alike(cuda, tiny_model, corpus_of):
    on_gpu = tiny(tiny_model)(corpus_of(TEXTS))
    on_processor = tiny(tiny_model, device="cpu")(corpus_of(TEXTS))
    assert np.array_equal(on_gpu.values, on_processor.values)
    assert (on_gpu.resolved, on_gpu.checks) == (on_processor.resolved, on_processor.checks)


def test_a_copy_for_the_processor_does_not_compute_on_the_gpu(cuda, tiny_model, corpus_of):
    model = tiny(tiny_model)
    model.encode(TEXTS, corpus_of(TEXTS))
    (session,) = cuda.opened
    before = list(session.batches)
    model.model_copy(update={"device": "cpu"}).encode(TEXTS, corpus_of(TEXTS))
    assert session.batches == before
    assert cuda.opened[1].given[0] == ["CPUExecutionProvider"]


def test_a_gpu_that_onnxruntime_cannot_start_is_an_error_and_not_the_processor(
    cuda, tiny_model, corpus_of, monkeypatch
):
    monkeypatch.setattr(cuda, "get_providers", lambda self: ["CPUExecutionProvider"])
    with pytest.raises(MachineError, match=r"could not start CUDA.*or set embed\.device: cpu"):
        tiny(tiny_model)(corpus_of(TEXTS))


def test_a_gpu_that_fails_at_work_says_what_to_do(cuda, tiny_model, corpus_of, monkeypatch):
    monkeypatch.setattr(cuda, "fault", RuntimeError("CUDA failure 2: out of memory\n[stack]"))
    with pytest.raises(MachineError, match=r"\(CUDA failure 2: out of memory\).*device: cpu"):
        tiny(tiny_model)(corpus_of(TEXTS))


def test_it_lacks_onnxruntime_for_cuda_only_where_that_is_wanted(cuda, tiny_model, monkeypatch):
    assert list(tiny(tiny_model).lacks()) == []
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    assert list(tiny(tiny_model, device="cpu").lacks()) == []
    (lack,) = tiny(tiny_model).lacks()
    assert lack.startswith("onnxruntime for CUDA, which is not installed: pip uninstall")
    assert "onnxruntime-gpu" in lack and "device: cpu" in lack
