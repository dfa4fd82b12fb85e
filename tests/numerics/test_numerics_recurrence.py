"""What is said of a topic's return is what other seeds do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.numerics.recurrence import seed_stability

LABELS = np.repeat([0, 1, 2], 10)
ANSWERS = arrays(np.int32, st.tuples(st.integers(0, 4), st.just(12)), elements=st.integers(-1, 3))


def test_a_topic_that_every_seed_finds_comes_back_whole():
    assert seed_stability(LABELS, np.stack([LABELS] * 3)).tolist() == [1, 1, 1]


def test_a_topic_that_seeds_cut_differently_comes_back_in_part():
    halves = [LABELS.copy() for _ in range(4)]
    for number, cut in enumerate(halves):
        cut[20 + number : 25 + number] = 3
    found = seed_stability(LABELS, np.stack(halves))
    assert found[:2].tolist() == [1, 1]
    assert 0.4 < found[2] < 0.9


def test_documents_that_lose_their_topic_are_missed():
    without = LABELS.copy()
    without[:5] = -1
    assert seed_stability(LABELS, np.stack([LABELS, without])).tolist() == [0.5, 1, 1]


@given(arrays(np.int32, 12, elements=st.integers(-1, 3)), ANSWERS)
def test_it_is_a_share_for_any_answers(labels, replicas):
    found = seed_stability(labels, replicas)
    assert found.shape == (labels.max() + 1 if len(replicas) > 1 else 0,)
    assert ((found >= 0) & (found <= 1)).all()
