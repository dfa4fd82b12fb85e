"""Machine code that is kept: the same answers, sooner."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.reduce.compiled import keep_compiled, kept_code

LAYOUT = """
import hashlib
import numpy as np
from pipeline.core.artifacts import Vectors
from pipeline.reduce import umap

{before}
rows = np.random.default_rng(0).normal(size=(60, 8)).astype(np.float32)
print(hashlib.sha256(umap.UMAP()(Vectors(rows)).values.tobytes()).hexdigest())
import umap as library
print(sum(library.umap_.simplicial_set_embedding.__globals__[name].stats.cache_hits.total()
          for name in ("compute_membership_strengths", "smooth_knn_dist")))
"""


def layout(before=""):
    code = LAYOUT.format(before=before)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    digest, hits = done.stdout.split()
    return digest, int(hits)


def test_kept_code_is_found_again_and_answers_like_fresh_code():
    fresh, nothing_found = layout("umap.keep_compiled = lambda: None")
    first, _ = layout()
    second, found = layout()
    assert fresh == first == second
    assert nothing_found == 0
    assert found >= 2


def test_numbas_own_settings_stay_as_they_were():
    import numba

    before = numba.config.CACHE_DIR
    keep_compiled()
    assert before == numba.config.CACHE_DIR


def test_an_environment_that_is_read_only_is_left_alone(monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "read-only")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr("pipeline.reduce.compiled._compilable", pytest.fail)
    keep_compiled.__wrapped__()


def test_where_it_is_read_only_code_is_kept_where_numba_is_told(monkeypatch, tmp_path):
    import numba

    class Function:
        def enable_caching(self):
            kept_in.append(numba.config.CACHE_DIR)

    kept_in = []
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("pipeline.reduce.compiled._compilable", lambda _: [Function()])
    monkeypatch.setattr(
        "pipeline.reduce.compiled._can_be_written", lambda folder: tmp_path in folder.parents
    )
    keep_compiled.__wrapped__()
    assert kept_in == [str(tmp_path / kept_code().name)] * 2  # UMAP, and its neighbour search
    assert numba.config.CACHE_DIR == str(tmp_path)
