"""What is imported and compiled in the background: whatever becomes of it, every wait ends."""

import threading
from typing import ClassVar

import pytest

from pipeline.core.artifacts import Vectors
from pipeline.embed.lsa import LSA
from pipeline.reduce.pca import PCA
from pipeline.running.flow import Step
from pipeline.running.warmup import Preparation

READING = Step("load", PCA(), Vectors)


class Ends(PCA):
    """Imports a package that ends the process which imports it."""

    imports: ClassVar[tuple[str, ...]] = ("ends_the_process",)


class EndsEmbedding(LSA):
    imports: ClassVar[tuple[str, ...]] = ("ends_the_process",)


class EndsCompiling(PCA):
    def prepare(self, n_documents):
        raise SystemExit(3)


@pytest.fixture(autouse=True)
def package(tmp_path, monkeypatch):
    (tmp_path / "ends_the_process.py").write_text("raise SystemExit('no licence')\n")
    monkeypatch.syspath_prepend(tmp_path)


def ready(prepared, step):
    """Whether a step can go on: the wait is over in a few seconds."""
    waiting = threading.Thread(target=prepared.wait_for, args=(step,), daemon=True)
    waiting.start()
    waiting.join(20)
    return not waiting.is_alive()


@pytest.mark.parametrize("method", [Ends(), EndsEmbedding(), EndsCompiling()])
def test_what_ends_the_background_ends_the_waiting_too(method):
    steps = [Step("embed", LSA(), Vectors), Step("one", method, Vectors)]
    prepared = Preparation(READING, steps)
    prepared.corpus_has(100)
    assert all(ready(prepared, step) for step in steps)
