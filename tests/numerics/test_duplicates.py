"""Different numbers: each once, rising."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numerics.duplicates import distinct_numbers


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_every_number_is_there_once_and_in_order(values):
    found = distinct_numbers(np.array(values, dtype=np.int64))
    assert found.tolist() == sorted(set(values))
