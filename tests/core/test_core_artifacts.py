"""What artifacts refuse: wrong shapes, wrong kinds of numbers, numbers outside their range."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.artifacts import Clustering, Themes, Vectors
from pipeline.core.corpus import Corpus

N, T = 4, 2
VALID = {
    "corpus": Corpus(
        ids=("a", "b", "c", "d"),
        titles=("",) * N,
        texts=("one", "two", "three", "four"),
        first_copy=np.arange(N, dtype=np.int32),
        languages=("en",) * N,
        dates=("2024",) * N,
        groups={"team": ("north",) * N},
    ),
    "vectors": Vectors(np.ones((N, 3), dtype=np.float32)),
    "clustering": Clustering(
        labels=np.array([0, 0, 1, -1], dtype=np.int32),
        strengths=np.array([1, 0.5, 1, 0], dtype=np.float32),
        levels=np.array([[0, 0, 0, -1], [0, 0, 1, -1]], dtype=np.int32),
        nearest=np.array([0, 0, 1, 1], dtype=np.int32),
        distances=np.ones(N, dtype=np.float32),
        reasons=("", "", "", "far from all"),
        second=np.array([1, -1, 0, 0], dtype=np.int32),
        second_shares=np.array([0.25, 0, 0, 0.25], dtype=np.float32),
        level=1,
        stabilities=((0.9,), (0.8, 0.7)),
        replicas=np.zeros((3, N), dtype=np.int32),
    ),
    "themes": Themes(
        names=("Food", "Music"),
        scores=np.full((N, T), 0.5, dtype=np.float32),
        assigned=np.ones((N, T), dtype=np.bool_),
        named=np.ones((N, T), dtype=np.bool_),
        primary=np.zeros(N, dtype=np.int32),
        thresholds=np.full(T, 0.5, dtype=np.float32),
        margins=np.zeros(N, dtype=np.float32),
        evidence=np.full((N, T, 2), -1, dtype=np.int32),
        words=("",) * N * T,
        keywords=((), ()),
        judged=np.zeros((N, T), dtype=np.int8),
        signals=np.zeros((N, T, 1), dtype=np.float32),
        signal_names=("meaning",),
    ),
}
ARRAYS = [
    (kind, field.name)
    for kind, artifact in VALID.items()
    for field in fields(artifact)
    if isinstance(getattr(artifact, field.name), np.ndarray)
]
FLOATS = [each for each in ARRAYS if getattr(VALID[each[0]], each[1]).dtype.kind == "f"]
SHARES = [("clustering", "strengths"), ("themes", "scores")]
ROWS = {"corpus": ("titles", "texts", "languages", "dates"), "clustering": ("reasons",),
        "themes": ("words", "keywords")}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), ARRAYS)
def test_an_array_of_another_kind_of_numbers_is_refused(kind, name):
    array = getattr(VALID[kind], name)
    with pytest.raises(ValueError, match=f"dtype complex128, expected {array.dtype}"):
        replace(VALID[kind], **{name: array.astype(np.complex128)})


@pytest.mark.parametrize(("kind", "name"), ARRAYS)
@given(data=st.data())
def test_an_array_of_another_shape_is_refused_with_both_shapes(kind, name, data):
    array = getattr(VALID[kind], name)
    axis = data.draw(st.sampled_from(range(array.ndim)))
    if (kind, name, axis) in {("vectors", "values", 0), ("vectors", "values", 1)} or (
        name in {"levels", "replicas", "left_out", "masked", "masked_titles"} and axis == 0
    ):
        return  # any number of these will do
    with pytest.raises(ValueError, match=r"shape|documents but|expected|\d+ ids but"):
        replace(VALID[kind], **{name: np.concatenate([array, array], axis=axis)})


def test_vectors_have_two_axes():
    with pytest.raises(ValueError, match=r"vectors: shape \(4,\), expected"):
        Vectors(np.ones(N, dtype=np.float32))


@pytest.mark.parametrize(("kind", "name"), FLOATS)
@given(data=st.data(), bad=st.sampled_from([np.nan, np.inf, -np.inf]))
def test_a_number_that_is_not_finite_is_refused_and_counted(kind, name, data, bad):
    array = getattr(VALID[kind], name).copy()
    array.flat[data.draw(st.integers(0, array.size - 1))] = bad
    with pytest.raises(ValueError, match=f"1 of {array.size} values are not finite"):
        replace(VALID[kind], **{name: array})


@pytest.mark.parametrize(("kind", "name"), SHARES)
@given(data=st.data(), value=st.floats(-1e6, 1e6, width=32))
def test_shares_are_from_0_to_1_and_both_ends_are_in_the_message(kind, name, data, value):
    array = getattr(VALID[kind], name).copy()
    array.flat[data.draw(st.integers(0, array.size - 1))] = value
    if 0 <= value <= 1:
        replace(VALID[kind], **{name: array})
        return
    with pytest.raises(ValueError, match=rf"{name}: .* to .*, outside 0 to 1") as caught:
        replace(VALID[kind], **{name: array})
    assert f"{array.min()} to {array.max()}" in str(caught.value)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in ROWS for name in ROWS[kind]])
def test_a_column_of_another_length_is_refused(kind, name):
    column = getattr(VALID[kind], name)
    for wrong in (column[:-1], (*column, column[0])):
        with pytest.raises(ValueError, match=str(len(wrong))):
            replace(VALID[kind], **{name: wrong})


def test_ids_are_unique_and_groups_have_one_value_for_each_document():
    with pytest.raises(ValueError, match="4 ids but only 3 of them distinct"):
        replace(VALID["corpus"], ids=("a", "b", "c", "a"))
    with pytest.raises(ValueError, match="4 ids but 3 team"):
        replace(VALID["corpus"], groups={"team": ("north",) * 3})


def test_the_level_shown_is_the_labels():
    with pytest.raises(ValueError, match="level 0 of levels differs from labels"):
        replace(VALID["clustering"], level=0)


def test_every_topic_of_every_level_has_a_stability_or_none_has():
    with pytest.raises(ValueError, match=r"\[1, 1\] values for \[1, 2\] topics"):
        replace(VALID["clustering"], stabilities=((0.9,), (0.8,)))
    assert replace(VALID["clustering"], stabilities=()).n_topics == 2
