"""What is imported and compiled in the background: whatever becomes of it, every wait ends."""

import subprocess
import sys
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
    with Preparation(READING, steps) as prepared:
        prepared.corpus_has(100)
        assert all(ready(prepared, step) for step in steps)


def test_a_process_that_ends_early_does_not_end_in_the_middle_of_an_import(tmp_path):
    """Where a library is being loaded as the process ends, it can crash; its code is lost."""
    slow = tmp_path / "loads_slowly.py"
    slow.write_text("import time; print('begins', flush=True); time.sleep(2); print('loaded')\n")
    (tmp_path / "comes_after.py").write_text("print('comes after')\n")
    script = tmp_path / "ends.py"
    script.write_text(
        "import time; from pipeline.core.artifacts import Vectors\n"
        "from pipeline.reduce.pca import PCA; from pipeline.running.flow import Step\n"
        "from pipeline.running.warmup import Preparation\n"
        "class Slow(PCA): imports = ('loads_slowly', 'comes_after')\n"
        "with Preparation(Step('load', PCA(), Vectors), [Step('reduce', Slow(), Vectors)]):\n"
        "    time.sleep(1)\n"
        "    raise SystemExit(3)\n"
    )
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (3, "begins\nloaded\n"), ended.stderr
