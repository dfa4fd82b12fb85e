"""Runs that are killed and runs that go on: what is counted and compared."""

import sys

import numpy as np

from benchmarks.speed.adding import texts_kept
from benchmarks.speed.resume import different, kill, left

RECORD = {
    "seconds": 4,
    "stages": [
        {"step": "load", "digest": "1", "seconds": 3},
        {"step": "embed", "digest": "2", "seconds": 1},
    ],
    "files": {
        "a.csv": {"sha256": "3"},
        "b.parquet": {"sha256": "4"},
        "report.html": {"sha256": "5"},
    },
}


def test_results_and_tables_are_compared_and_times_are_not():
    assert different(RECORD, RECORD | {"seconds": 9}) == []
    other = {
        "stages": [{"step": "load", "digest": "1"}, {"step": "embed", "digest": "changed"}],
        "files": {"a.csv": {"sha256": "changed"}, "report.html": {"sha256": "changed"}},
    }
    assert different(other, RECORD) == ["a.csv", "b.parquet", "embed"]


def test_kills_are_drawn_from_what_the_finished_steps_leave():
    assert left(10, RECORD, ()) == 10
    assert left(10, RECORD, {"load", "report"}) == 7


def test_a_kill_tells_whether_the_run_was_still_going_on():
    assert kill([sys.executable, "-c", "import time; time.sleep(60)"], 0.05)
    assert not kill([sys.executable, "-c", "pass"], 60)


def test_the_vectors_kept_of_all_methods_are_counted(tmp_path):
    for name, rows in (("minilm-1/000001-a", 3), ("minilm-1/000002-b", 2), ("other-1/000001-c", 4)):
        path = tmp_path / ".store" / "vectors" / f"{name}.npy"
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, np.zeros(rows, np.dtype([("vector", "<f4", (2,))])))
    assert texts_kept(tmp_path) == 9
