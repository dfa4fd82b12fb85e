import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.load import json as module
from pipeline.load.formats import method_for
from pipeline.load.json import JSON

pytestmark = pytest.mark.usefixtures("without_languages")

ITEMS = [{"id": 1, "text": "the first text"}, {"id": 2, "text": "the second text"}]


@pytest.fixture
def reader(write):
    """A reader of a file with this value in it."""

    def reader(value, **settings):
        content = value if isinstance(value, str) else json.dumps(value, indent=1)
        return JSON(path=write("t.json", content), **settings)

    return reader


@pytest.mark.parametrize(
    "value",
    [
        ITEMS,
        {"results": ITEMS},
        {"meta": {"count": 2, "tags": ["a"]}, "response": {"docs": ITEMS}},
        {"results": ITEMS, "empty": []},
        "\ufeff" + json.dumps(ITEMS),
        "\n".join(map(json.dumps, ITEMS)) + "\n",
    ],
)
def test_the_records_are_found_wherever_they_are(reader, value):
    corpus = reader(value, id="id")()
    assert corpus.ids == ("1", "2")
    assert corpus.texts == ("the first text", "the second text")


def test_which_part_of_the_file_is_read_is_told(reader):
    (check,) = [c for c in reader({"a": 1, "b": {"c": ITEMS}})().checks if c.code == "L22"]
    assert check.message == "The records are those of 'b.c'; the rest of the file is not read."
    assert not [c for c in reader({"b": ITEMS})().checks if c.code == "L22"]


def test_of_several_arrays_one_has_to_be_named(reader, refusal):
    several = {"works": ITEMS, "meta": {"people": [{"text": "somebody"}]}}
    assert refusal(reader(several)) == (
        "t.json: load.records: not set; arrays of objects in the file: 2: 'works' (2), "
        "'meta.people' (1)"
    )
    assert reader(several, records="works", id="id")().ids == ("1", "2")
    assert reader(several, records="meta.people")().texts == ("somebody",)
    assert refusal(reader(several, records="people")) == (
        "t.json: load.records: no array of objects 'people'; arrays of objects in the file: 2: "
        "'works' (2), 'meta.people' (1)"
    )
    assert refusal(reader(ITEMS, records="works")).endswith("in the file: none")


def test_items_that_are_no_objects_are_dropped_by_their_number(reader):
    twice = '[{"text": "a text"}, 3, {"text": "b", "text": "c"}, null]'
    corpus = reader(twice, allow_dropped=True)()
    assert [(each.record, each.reason, each.detail) for each in corpus.dropped] == [
        ("item 2", "not an object", "a JSON string or number"),
        ("item 3", "invalid JSON", "the key 'text' occurs twice"),
        ("item 4", "not an object", "a JSON null"),
    ]


def test_numbers_keep_the_spelling_of_the_file(reader):
    assert reader('[{"id": 1.50, "text": "some words"}]', id="id")().ids == ("1.50",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "t.json: the file is empty (0 bytes)"),
        (" \n", "t.json: every line is blank"),
        ("[]", "t.json: no object with columns in it: it holds no records"),
        ("[{}]", "t.json: no object with columns in it: the objects have no values, or lists "),
        ("[1]", "t.json: no object with columns in it; item 1: not an object (a JSON string or "),
        ('{"text": "one"}', "t.json: is no array of objects, and holds none; records are read "),
        ("7", "t.json: is no array of objects, and holds none; records are read "),
        ('[{"text": "a"},\n {"te', "t.json: is not JSON: Unterminated string starting at: line 2"),
        ("plain text", "t.json: is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[" * 200_000, "t.json: arrays and objects are nested too deep"),
        ('{"a":' * 200_000, "t.json: arrays and objects are nested too deep"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(write, refusal, content, message):
    assert refusal(JSON(path=write("t.json", content))).startswith(message)


def test_a_file_too_large_to_be_held_is_refused_with_a_way_out(reader, refusal, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 10)
    message = refusal(reader(ITEMS))
    assert message.startswith("t.json: has more than 10 bytes, and JSON is read up to that")
    assert message.endswith("make it JSON Lines, for example: jq -c '.[]' FILE")


def test_an_array_is_told_by_how_it_begins(write):
    for name in ("t.jsonl", "t.txt", "t.json"):
        assert method_for(write(name, ' \n[\n {"text": "some words"}]')) == "json"
    assert method_for(write("t.jsonl", '{"text": "some words"}')) == "jsonl"
    assert method_for(write("t.txt", "[A note] and a text")) == "page"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("json") / "any.json"


pieces = st.sampled_from(
    ['{"a":', "[", "]", "}", ",", '"text"', ":", "1", "NaN", "\n", "null", " "]
)


@given(content=st.lists(pieces, max_size=30).map("".join))
def test_any_text_is_read_or_refused_in_a_sentence(file, content):
    file.write_text(content)
    try:
        list(JSON(path=file, text="a").read().entries)
    except InputError as error:
        assert str(error).startswith(f"{file}: ")


def test_arrays_in_a_row_are_one(write):
    pages = [[{"id": n, "text": f"issue {n}"} for n in range(k, k + 3)] for k in (0, 3)]
    text = "\n".join(map(json.dumps, pages))
    corpus = JSON(path=write("issues.json", text), id="id")()
    assert corpus.ids == ("0", "1", "2", "3", "4", "5")
    with pytest.raises(InputError, match="Extra data: line 1 column"):
        JSON(path=write("more.json", json.dumps(pages[0]) + ' {"a": 1}'))()
