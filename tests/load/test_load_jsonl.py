import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.jsonl import JSONLines
from pipeline.load.records import Record

pytestmark = pytest.mark.usefixtures("without_languages")


def dropped(corpus):
    return [(each.record, each.reason, each.detail) for each in corpus.dropped]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("jsonl") / "texts.jsonl"


texts = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6), st.booleans())
def test_strings_come_back_exactly(file, rows, escaped):
    lines = [json.dumps({"id": key, "text": text}, ensure_ascii=escaped) for key, text in rows]
    file.write_bytes("\n".join(lines).encode())
    reading = JSONLines(path=file, id="id").read()
    assert [(each.id, each.text) for each in reading.entries if isinstance(each, Record)] == rows


def test_numbers_keep_the_spelling_of_the_file(write):
    ids = ["7", "1e5", "1E5", "1.0", "-0", "123456789012345678901234567890", "0.10"]
    lines = "\n".join(f'{{"id": {key}, "text": "some words", "n": true}}' for key in ids)
    corpus = JSONLines(path=write("t.jsonl", lines), id="id", groups="n")()
    assert corpus.ids == tuple(ids)
    assert corpus.groups == {"n": ("true",) * 7}


def test_lines_that_are_no_usable_object_are_dropped_with_the_reason(write):
    lines = [
        '{"id": "a", "text": "the first text"}',
        '{"id": "b", "text": "cut off',
        "",
        '["c", "no object"]',
        '{"id": "d", "text": [["in"], "parts"]}',
        '{"id": "e", "id": "f", "text": "two ids"}',
        '{"id": NaN, "text": "no number"}',
        '{"id": null, "text": "no id"}',
        '{"text": "no id either"}',
        '{"id": 007, "text": "no JSON"}',
        '{"id": "g"}',
        '{"id": "h", "text": "half a character \\ud83d"}',
        '{"id": "i", "text": "the last text"}\r',
    ]
    path = write("t.jsonl", "\n".join(lines))
    corpus = JSONLines(path=path, id="id", allow_dropped=True)()
    assert corpus.ids == ("a", "i")
    assert corpus.records == 12
    assert dropped(corpus) == [
        (
            "line 2",
            "invalid JSON",
            "Unterminated string starting at: line 1 column 21 (char 20)",
        ),
        ("line 4", "not an object", "a JSON array"),
        ("line 5", "nested value", "'text' is a JSON array, not text"),
        ("line 6", "invalid JSON", "the key 'id' occurs twice"),
        ("line 7", "invalid JSON", "NaN is no JSON value"),
        ("line 8", "no id", "column 'id' is empty"),
        ("line 9", "no id", "column 'id' is empty"),
        ("line 10", "invalid JSON", "Expecting ',' delimiter: line 1 column 9 (char 8)"),
        ("line 11", "empty text", ""),
        ("line 12", "broken character", "half of a surrogate pair, which no file can hold"),
    ]
    assert [each.id for each in corpus.dropped] == ["", "", "d", "", "", "", "", "", "g", "h"]
    assert corpus.dropped[-1].excerpt == "half a character \\ud83d"


def test_a_nested_value_leaves_the_line_its_number_where_no_column_is_the_id(write):
    lines = '{"text": "some words"}\n{"text": [["in"], "parts"]}\n'
    corpus = JSONLines(path=write("t.jsonl", lines))()
    assert [(each.id, each.reason) for each in corpus.dropped] == [("2", "nested value")]
    lines = '{"id": [[1]], "text": ["a b c", {}]}\n{"id": 2, "text": "some words"}\n'
    nested = JSONLines(path=write("t.jsonl", lines), id="id").read()
    assert [each.id for each in nested.entries] == ["", "2"]


def test_what_is_nested_in_every_object_is_no_column(write, refusal):
    lines = '{"id": 1, "by": [{"name": "Ann"}]}\n{"id": 2, "by": null}\n'
    assert refusal(JSONLines(path=write("t.jsonl", lines), text="by")) == (
        "t.jsonl: load.text: no column 'by'; 1 column: 'id'"
    )


def test_a_line_nested_beyond_all_measure_is_dropped(write):
    lines = '{"text": "some words"}\n{"text": ' + "[" * 200_000
    corpus = JSONLines(path=write("t.jsonl", lines))()
    assert [each.reason for each in corpus.dropped] == ["invalid JSON"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "t.jsonl: the file is empty (0 bytes)"),
        (" \n\n", "t.jsonl: no line of it is an object with columns: every line is blank"),
        (
            '[\n {"text": "a"},\n {"text": "b"}\n]',
            "t.jsonl: is a JSON array, not JSON Lines; leave load.method out, or set it to json",
        ),
        (
            '[{"text": "a"}, {"text": "b"}]',
            "t.jsonl: is a JSON array, not JSON Lines; leave load.method out, or set it to json",
        ),
        (
            "plain text",
            "t.jsonl: no line of it is an object with columns; line 1: invalid JSON (Expecting "
            "value: line 1 column 1 (char 0))",
        ),
        (
            '{"words": "a"}',
            "t.jsonl: load.text: not set, and no column is named like a text (text, abstract, "
            "body, content, ...); set it to a column or a list of columns; 1 column: 'words'",
        ),
        (
            '{"text": [["a"]]}\n{"text": [{"b": 1}]}',
            "t.jsonl: no line of it is an object with columns: the objects have no values, or "
            "lists of objects alone",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(write, refusal, content, message):
    assert refusal(JSONLines(path=write("t.jsonl", content))) == message
