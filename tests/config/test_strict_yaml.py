"""YAML without surprises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config.strict_yaml import read, scalar

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufeff"
        )
    ),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcdefgh", min_size=1), inner),
    max_leaves=12,
)


@given(VALUES)
def test_json_is_read_back_exactly(value):
    # .encode keeps JSON's \ud83d\ude00 pairs out: YAML escapes are code points
    text = json.dumps(value, ensure_ascii=False)
    document = read(text)
    assert document.problems == []
    assert document.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("NO", "NO"),
        ("1e-3", 0.001),
        ("007", "007"),
        ("12", 12),
        ("-3.5", -3.5),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2024-01-31", "2024-01-31"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
    ],
)
def test_a_word_is_what_it_looks_like(text, value):
    assert scalar(text) == value
    assert type(scalar(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3", 3, "a: given twice, first on line 1; keep one of them"),
        ("x:\n  a: 1\n  a: 2", 3, "x.a: given twice, first on line 2; keep one of them"),
        ("a: &x 1\nb: *x", 1, "anchors (&) and aliases (*) are not supported; write the value out"),
        (
            "a: !!python/name:os.system x",
            1,
            "tags (tag:yaml.org,2002:python/name:os.system) are not supported; leave the tag out",
        ),
        ("a: 1\n---\nb: 2", 2, "a second document begins here ('---'); one file holds one config"),
        ("a: [1, 2", 1, "not valid YAML"),
        ("a: 1\n\tb: 2", 2, "not valid YAML"),
        ("? [1]\n: 2", 1, "a key must be a plain word"),
    ],
)
def test_surprises_are_problems_with_their_line(text, line, message):
    document = read(text)
    found_line, found = document.problems[0]
    assert found_line == line or (line == 1 and "not valid" in found)
    assert found.startswith(message)


def test_every_value_knows_its_line():
    document = read("name: x\n\ncluster:\n  method: kmeans\n  k: 3\nthemes:\n  - a\n  - name: b\n")
    assert document.line(("cluster", "k")) == 5
    assert document.line(("themes", 1, "name")) == 8
    assert document.line(("cluster", "missing")) == 3


def test_quoted_words_stay_text():
    assert read("a: '12'\nb: \"true\"").value == {"a": "12", "b": "true"}
