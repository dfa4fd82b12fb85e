"""How often two ways to sort the same things meet."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numerics.contingency import crosstab, jaccard

LABELS = st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 5)), min_size=1)


@given(LABELS)
def test_counts_are_those_of_pandas_without_what_has_no_label(pairs):
    rows, columns = np.array(pairs, dtype=np.int32).T
    found = crosstab(rows, columns, (6, 6))
    kept = (rows >= 0) & (columns >= 0)
    expected = pd.crosstab(rows[kept], columns[kept]).reindex(
        index=range(6), columns=range(6), fill_value=0
    )
    assert found.sum() == kept.sum()
    if kept.any():
        np.testing.assert_array_equal(found, expected)


@given(LABELS)
def test_there_are_as_many_rows_and_columns_as_labels_where_nothing_else_is_said(pairs):
    rows, columns = np.array(pairs, dtype=np.int32).T
    assert crosstab(rows, columns).shape == (rows.max() + 1, columns.max() + 1)


def test_what_is_shared_is_held_against_what_either_has():
    rows, columns = np.array([0, 0, 1, -1, 1]), np.array([0, 1, 1, 1, -1])
    shared = crosstab(rows, columns, (3, 3))
    found = jaccard(shared, np.array([2, 2, 0]), np.array([1, 3, 0]))
    np.testing.assert_allclose(found, [[1 / 2, 1 / 4, 0], [0, 1 / 4, 0], [0, 0, 0]])
