"""The arithmetic that achieved rates are made of."""

import json

import pytest

from benchmarks.speed.work.arithmetic import Sizes, gflop, read_sizes


def test_the_arithmetic_of_one_token_is_that_of_its_products():
    # 4 of 2x2, 2 of 2x3, and the token meets itself twice in 2 numbers; each product has a sum
    assert gflop([1], Sizes(2, 3, 1)) * 1e9 == 2 * (4 * 4 + 2 * 6 + 2 * 2)
    assert gflop([1], Sizes(2, 3, 5)) == 5 * gflop([1], Sizes(2, 3, 1))


def test_only_what_tokens_do_with_each_other_grows_with_the_square():
    sizes = Sizes(384, 1536, 6)
    whole, halves = gflop([256], sizes), gflop([128, 128], sizes)
    assert (whole - halves) * 1e9 == pytest.approx(6 * 2 * 2 * 384 * 128 * 256)
    assert whole == pytest.approx(6 * (256 * 24 * 384**2 + 4 * 256**2 * 384) / 1e9)


def test_the_sizes_are_read_where_the_model_says_them(tmp_path):
    said = {"hidden_size": 384, "intermediate_size": 1536, "num_hidden_layers": 6, "more": 1}
    (tmp_path / "config.json").write_text(json.dumps(said))
    assert read_sizes(tmp_path / "config.json") == Sizes(384, 1536, 6)
