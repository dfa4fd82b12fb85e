"""Windows and batches: nothing is lost, nothing is padded."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.windows import batches, pool, split


@given(st.lists(st.integers(0, 99), max_size=60), st.integers(1, 20))
def test_windows_hold_every_piece_in_order_and_are_equally_long(pieces, room):
    windows = split(np.array(pieces, dtype=np.int32), room)
    assert np.concatenate(windows).tolist() == pieces
    lengths = [len(window) for window in windows]
    assert max(lengths) <= room
    assert max(lengths) - min(lengths) <= 1
    assert len(windows) == max(1, -(-len(pieces) // room))


@given(st.lists(st.integers(2, 30), max_size=60), st.integers(1, 100))
def test_batches_hold_every_window_once_without_padding_longest_first(lengths, budget):
    plan = list(batches(lengths, budget))
    assert sorted(position for batch in plan for position in batch) == list(range(len(lengths)))
    of_batches = [{lengths[position] for position in batch} for batch in plan]
    assert all(len(of_batch) == 1 for of_batch in of_batches)
    assert of_batches == sorted(of_batches, key=max, reverse=True)
    assert all(len(b) == 1 or sum(lengths[i] for i in b) <= budget for b in plan)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_pooling_is_the_mean_over_all_tokens_up_to_its_length(counts):
    draw = np.random.default_rng(sum(counts))
    sizes = draw.integers(2, 9, sum(counts))
    tokens = [draw.normal(size=(size, 3)) for size in sizes]
    means = np.array([window.mean(axis=0) for window in tokens], dtype=np.float32)
    pooled = pool(means, sizes.astype(np.float32), np.array(counts))
    ends = np.cumsum(counts)
    for row, start, end in zip(pooled, ends - counts, ends, strict=True):
        expected = np.concatenate(tokens[start:end]).sum(axis=0)
        np.testing.assert_allclose(row, expected, rtol=1e-4, atol=1e-4)
