"""No more threads than the machine grants."""

import os
import threading

import pytest

from pipeline.core.threads import one_thread, usable_cores


@pytest.mark.parametrize(
    ("quota", "cores"), [("100000 100000\n", 1), ("50000 100000\n", 1), ("100 10\n", 10)]
)
def test_a_container_quota_is_kept(tmp_path, monkeypatch, quota, cores):
    (tmp_path / "cpu.max").write_text(quota)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert usable_cores(tmp_path / "cpu.max") == cores


@pytest.mark.parametrize("quota", ["max 100000\n", "", None])
def test_without_a_quota_the_allowed_cores_count(tmp_path, monkeypatch, quota):
    if quota is not None:
        (tmp_path / "cpu.max").write_text(quota)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
    assert usable_cores(tmp_path / "cpu.max") == 3


@pytest.fixture
def limits():
    """The limits of all libraries; two threads each to begin with."""
    import sklearn.cluster  # noqa: F401  brings BLAS and OpenMP
    from threadpoolctl import threadpool_info, threadpool_limits

    with threadpool_limits(limits=2):
        yield lambda: {pool["num_threads"] for pool in threadpool_info()}


def test_there_is_one_thread_inside_and_what_was_before_outside(limits):
    with one_thread():
        assert limits() == {1}
        with one_thread():
            assert limits() == {1}
        assert limits() == {1}
    assert limits() == {2}


def test_what_fails_inside_leaves_nothing_limited(limits):
    with pytest.raises(ZeroDivisionError), one_thread():
        1 / 0  # noqa: B018
    assert limits() == {2}


def test_a_second_thread_waits_so_that_neither_lifts_the_limit_of_the_other(limits):
    entered = threading.Event()

    def other():
        with one_thread():
            entered.set()

    thread = threading.Thread(target=other)
    with one_thread():
        thread.start()
        assert not entered.wait(timeout=0.2)
        assert limits() == {1}
    thread.join()
    assert entered.is_set()
