import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.corpus import Dropped
from pipeline.load.jsonl import JSONLines
from pipeline.load.objects import flat, parse

pytestmark = pytest.mark.usefixtures("without_languages")


@pytest.fixture
def lines(write):
    """A reader of these objects, one a line."""

    def lines(*objects, **settings):
        content = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in objects)
        return JSONLines(path=write("t.jsonl", content), **settings)

    return lines


def checks(corpus):
    return {check.code: check for check in corpus.checks}


def test_what_is_nested_has_its_path_and_lists_are_joined(lines):
    item = {"meta": {"id": 7, "by": {"name": "Ann"}}, "text": "some words", "tags": ["a", None, 2]}
    corpus = lines(item, id="meta.id", groups=["meta.by.name", "tags"])()
    assert corpus.ids == ("7",)
    assert corpus.groups == {"meta.by.name": ("Ann",), "tags": ("a; 2",)}


@pytest.mark.parametrize(
    ("item", "columns"),
    [
        ({"a": {"b": 1}, "c": True}, {"a.b": "1", "c": True}),
        ({"a": {}, "b": [], "c": None}, {"b": "", "c": None}),
        ({"a": [True, "x", 1.50]}, {"a": "true; x; 1.5"}),
        ({"a": [{"b": 1}]}, {"a": [{"b": "1"}]}),
        ({"a": [["b"]]}, {"a": [["b"]]}),
        ({"a": {"": {"b": "x"}}}, {"a..b": "x"}),
    ],
)
def test_an_object_is_its_values_by_path(item, columns):
    assert parse("line 1", json.dumps(item)) == columns


def test_a_path_that_is_there_twice_would_lose_a_value():
    found = parse("line 1", '{"a.b": 1, "a": {"b": 2}}')
    assert (found.reason, found.detail) == ("invalid JSON", "the key 'a.b' occurs twice")
    found = parse("line 1", '{"a": {"b": 1, "b": 2}}')
    assert found.detail == "the key 'b' occurs twice"


words = st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=8)


@given(words=words)
def test_the_index_of_an_abstract_is_put_back_into_the_abstract(words):
    index = {word: [i for i, each in enumerate(words) if each == word] for word in sorted(words)}
    item = {"title": "T", "abstract_inverted_index": index}
    assert parse("line 1", json.dumps(item)) == {"title": "T", "abstract": " ".join(words)}


@pytest.mark.parametrize("index", [{"a": ["x"]}, {"a": "12"}, {"a": 1}, ["a"], "words"])
def test_what_is_no_index_is_left_as_it_is(index):
    found = parse("line 1", json.dumps({"abstract_inverted_index": index}))
    assert list(found) == ["abstract_inverted_index"]


def test_an_abstract_beside_its_index_is_the_one_that_counts(lines):
    item = {"abstract": "The abstract.", "abstract_inverted_index": {"Another": [0]}}
    assert lines(item, {"abstract_inverted_index": None, "abstract": "More."})().texts == (
        "The abstract.",
        "More.",
    )
    assert lines({"abstract_inverted_index": {"Some": [1], "words": [0, 2]}})().texts == (
        "words Some words",
    )


def test_a_value_that_is_no_number_is_empty_and_told_once(lines):
    rated = '{"id": %s, "text": %s, "rating": %s}'
    corpus = lines(
        rated % (1, '"one text"', "NaN"),
        rated % (2, '"two texts"', "-Infinity"),
        rated % (3, '"three texts"', 4),
        rated % ("NaN", '"four texts"', 4),
        rated % (5, "Infinity", 4),
        id="id",
        groups="rating",
    )()
    assert corpus.groups == {"rating": ("", "", "4")}
    assert [(each.record, each.id, each.reason, each.detail) for each in corpus.dropped] == [
        ("line 4", "", "invalid JSON", "NaN is no JSON value"),
        ("line 5", "5", "invalid JSON", "Infinity is no JSON value"),
    ]
    assert checks(corpus)["L21"].message == (
        "4 values are NaN or Infinity, which JSON does not have: as an id or a text it drops the "
        "record, elsewhere it is empty."
    )
    assert "L21" not in checks(lines(rated % (1, '"one text"', 4), id="id")())


def test_objects_nested_beyond_all_measure_are_dropped_before_their_paths_fill_the_memory():
    deep = '{"%s": ' % ("a" * 100) * 12 + "1" + "}" * 12
    assert parse("line 1", deep).reason == "invalid JSON"
    assert isinstance(parse("line 1", '{"a": ' * 100_000 + "1" + "}" * 100_000), Dropped)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


@given(value=json_values)
def test_no_value_within_an_object_is_lost(value):
    def leaves(value, outer=True):
        if isinstance(value, dict):
            return [leaf for each in value.values() for leaf in leaves(each)]
        return [value]

    found = flat("line 1", {"a": value})
    if isinstance(found, Dropped):
        assert "occurs twice" in found.detail
    else:
        assert len(found) == len(leaves(value))
