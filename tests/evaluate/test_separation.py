"""Separation: topics that stand apart score high; nothing is said of what cannot be compared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.separation import dbcv, silhouette
from pipeline.numerics.duplicates import distinct_rows

DRAW = np.random.default_rng(3)
ROWS = DRAW.normal(size=(40, 3)).astype(np.float32)


def heaps(gap):
    labels = np.repeat(np.arange(2, dtype=np.int32), 20)
    return ROWS + gap * labels[:, None].astype(np.float32), labels


@pytest.mark.parametrize("measure", [silhouette, dbcv])
def test_topics_that_stand_apart_score_higher_than_those_that_touch(measure):
    assert measure(*heaps(20)) > 0.7
    assert measure(*heaps(20)) > measure(*heaps(1)) > measure(*heaps(0))


def test_dbcv_is_that_of_hdbscan():
    from hdbscan.validity import validity_index

    rows, labels = heaps(4)
    labels[3] = -1
    # its value depends on the order of the rows; ours does not
    order = distinct_rows(rows)[0]
    expected = validity_index(rows[order].astype(np.float64), labels[order].astype(np.int64))
    assert dbcv(rows, labels) == pytest.approx(expected)


def test_copies_change_nothing():
    rows, labels = heaps(4)
    copied = dbcv(np.concatenate([rows, rows[:9]]), np.concatenate([labels, labels[:9]]))
    assert copied == dbcv(rows, labels)


@given(st.lists(st.integers(-1, 8), min_size=40, max_size=40))
def test_any_labels_give_a_number_in_range_or_none(drawn):
    labels = np.array(drawn, dtype=np.int32)
    inside = labels >= 0
    for value in (silhouette(ROWS[inside], labels[inside]), dbcv(ROWS, labels)):
        assert value is None or -1 <= value <= 1


@pytest.mark.filterwarnings("error")
def test_so_many_dimensions_that_densities_overflow_are_no_error():
    wide = DRAW.normal(size=(40, 900)).astype(np.float32) * 1e-3
    value = dbcv(wide, heaps(1)[1])
    assert value is None or -1 <= value <= 1
