import numpy as np
import pytest
from hypothesis import given
from labelled import aligned, partitions

from pipeline.compare.alignment import moved
from pipeline.compare.noise import noise

NONE = np.zeros((0, 30), dtype=np.int32)


def flipped(truth, share, draw):
    """The labels with a share of them drawn anew."""
    other = draw.integers(0, 5, size=len(truth))
    return np.where(draw.random(len(truth)) < share, other, truth).astype(np.int32)


def observed(one, other):
    return float(moved(one, other, aligned(one, other)).mean())


def placed(first, second, draw, runs=10):
    """Two runs, drawn from two processes, with their replicas."""
    replicas = [np.stack([process(draw) for _ in range(runs)]) for process in (first, second)]
    return noise(observed(first(draw), second(draw)), *replicas)


def test_where_no_seed_moves_anything_hardly_any_movement_is_noise():
    replicas = np.tile(np.repeat(np.arange(3, dtype=np.int32), 10), (5, 1))
    assert noise(0.0, replicas, replicas).limit < 1 / 30
    assert not noise(0.0, replicas, replicas).beyond
    assert noise(1 / 30, replicas, replicas).beyond


@given(partitions())
def test_the_numbers_of_replicas_do_not_matter(pair):
    labels = pair[0]
    renamed = np.where(labels < 0, labels, 5 - labels)
    found = noise(0.5, np.stack([labels, renamed, labels]), NONE)
    assert found.known == bool(labels.size)
    assert not found.null.any()


@pytest.mark.parametrize("shape", [(0, 30), (1, 30), (10, 0)])
def test_without_two_replicas_of_any_document_nothing_is_known(shape):
    replicas = np.zeros(shape, dtype=np.int32)
    found = noise(0.4, replicas, replicas)
    assert (found.known, found.beyond) == (False, False)


def test_one_run_that_tells_is_enough():
    draw = np.random.default_rng(0)
    truth = np.repeat(np.arange(5), 6)
    replicas = np.stack([flipped(truth, 0.2, draw) for _ in range(6)])
    limits = {noise(1.0, *pair).limit for pair in ((replicas, NONE), (NONE, replicas))}
    assert len(limits) == 1 and 0.1 < limits.pop() < 0.6
    assert noise(1.0, NONE, replicas).beyond and not noise(0.1, NONE, replicas).beyond


def test_a_run_that_is_louder_makes_more_pass_as_noise():
    draw = np.random.default_rng(1)
    truth = np.repeat(np.arange(5), 6)
    quiet, loud = (np.stack([flipped(truth, p, draw) for _ in range(6)]) for p in (0.05, 0.6))
    limits = [noise(0.0, *pair).limit for pair in ((quiet, quiet), (quiet, loud), (loud, quiet))]
    assert limits[0] < limits[1] == limits[2]


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_runs_of_one_process_are_rarely_beyond_and_those_of_two_are(share):
    truth = np.repeat(np.arange(5), 24)
    other = np.where(np.arange(120) % 3 == 0, (truth + 1) % 5, truth)
    same, different = 0, 0
    for seed in range(30):
        draw = np.random.default_rng(seed)
        one, two = (lambda d, t=t: flipped(t, share, d) for t in (truth, other))
        same += placed(one, one, draw).beyond
        different += placed(one, two, draw).beyond
    assert same <= 5
    assert different >= 20
