"""The grid: what is written after --try becomes combinations that --set understands."""

import pytest

from pipeline.config.set_values import lay_over
from pipeline.core.errors import ConfigError
from pipeline.sweep.grid import as_numbers, combinations, set_values


def test_every_combination_comes_once_in_the_order_written():
    found = combinations(["a.x=1,2", "b=auto, false"], None, 0)
    assert [list(each.values()) for each in found] == [
        ["1", "auto"], ["1", "false"], ["2", "auto"], ["2", "false"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spelled", "kind"),
    [(["5", "10"], "i"), (["0.5", "1"], "f"), (["true", "false"], "b"), (["5", "auto"], "")],
)
def test_what_is_a_number_in_every_trial_becomes_one(spelled, kind):
    values = as_numbers(spelled)
    assert values is spelled if not kind else values.dtype.kind == kind


def test_some_are_drawn_by_the_seed():
    tries = ["a=1,2,3,4,5", "b=1,2,3,4"]
    some = combinations(tries, 6, seed=1)
    assert len(some) == 6 and some == combinations(tries, 6, seed=1)
    assert some != combinations(tries, 6, seed=2)
    whole = combinations(tries, None, 0)
    assert [each for each in whole if each in some] == some
    assert combinations(tries, 99, seed=1) == whole


@pytest.mark.parametrize("value", ["'1'", "a b", "[1, 2]", "null", "1.5", "'a, b'", "'true'"])
def test_a_value_arrives_as_it_was_meant(value):
    settings, expected = {}, {}
    lay_over(expected, [f"k={value}"])
    lay_over(settings, set_values(combinations([f"k={value}"], None, 0)[0]))
    assert settings == expected


def test_a_method_is_set_before_its_parameters():
    found = combinations(["cluster.n_topics=3", "cluster.method=kmeans"], None, 0)[0]
    assert set_values(found) == ["cluster.method=kmeans", "cluster.n_topics=3"]


@pytest.mark.parametrize(
    ("tries", "words"),
    [
        ([], "nothing to try"),
        (["seed"], "expected KEY=VALUE"),
        (["seed="], "expected KEY=VALUE"),
        (["seed=1", "seed=2"], "given twice"),
        (["seed=1,1"], "the same value twice"),
        (["seed=[1"], "--try seed: "),
    ],
)
def test_what_cannot_be_tried_is_said(tries, words):
    with pytest.raises(ConfigError, match=words.replace("(", "\\(")):
        combinations(tries, None, 0)
