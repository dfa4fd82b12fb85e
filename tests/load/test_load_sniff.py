import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.core.errors import InputError
from pipeline.load.formats import method_for
from pipeline.load.sniff import columns_of, delimiter_of, guess_roles

TEXT = "A text that is long enough to be told from names and numbers and the like: number "
ROWS = [
    {
        "paper_id": f"p{i}",
        "Title": f"Title {i}",
        "words": f"{TEXT}{i}",
        "createdAt": f"2024-05-{i + 1:02d}",
        "venue": ["Oslo", "Rome", ""][i % 3],
        "score": str(i * 7),
    }
    for i in range(12)
]
ROLES = {
    "text": "words",
    "id": "paper_id",
    "title": "Title",
    "date": "createdAt",
    "groups": "venue",
}


def delimited(delimiter):
    lines = [delimiter.join(ROWS[0]), *(delimiter.join(row.values()) for row in ROWS)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("a.csv", "delimited"),
        ("a.TSV", "delimited"),
        ("a.b.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.parquet", "parquet"),
        ("a.txt", "page"),
        ("a.json", None),
        ("a.xlsx", None),
        ("csv", None),
    ],
)
def test_the_ending_tells_the_reader(name, method):
    assert method_for(Path(name)) == method


def test_a_folder_is_read_as_one_whatever_its_name(tmp_path):
    (tmp_path / "texts.csv").mkdir()
    assert method_for(tmp_path / "texts.csv") == "folder"


@pytest.mark.parametrize(
    ("name", "delimiter"), [("t.csv", ","), ("t.csv", ";"), ("t.tsv", "\t"), ("t.csv", "\t")]
)
def test_columns_of_delimited_text_and_their_roles(write, name, delimiter):
    path = write(name, delimited(delimiter))
    assert delimiter_of(path) == delimiter
    columns = {column.name: column for column in columns_of(path)}
    assert list(columns) == list(ROWS[0])
    assert columns["venue"].samples == ("Oslo", "Rome")
    assert columns["venue"].filled == pytest.approx(2 / 3)
    assert columns["venue"].distinct == pytest.approx(2 / 8)
    assert columns["createdAt"].dated == 1
    assert columns["words"].length == pytest.approx(len(TEXT) + 14 / 12)
    guesses = guess_roles(list(columns.values()))
    assert {guess.role: guess.column for guess in guesses} == ROLES
    assert all(guess.reason for guess in guesses)


def test_short_answers_are_told_from_names_and_words(write):
    answers = [f"The bus was late again, for the {i}th time" for i in range(12)]
    names = [f"Name{i}" for i in range(12)]
    kinds = ["a longer kind of thing", "another kind of thing"] * 6
    rows = zip(names, kinds, answers, strict=True)
    lines = [f'{i},{n},{k},"{a}"' for i, (n, k, a) in enumerate(rows)]
    found = columns_of(write("t.csv", "\n".join(["nr,who,kind,q3", *lines])))
    assert [guess.column for guess in guess_roles(found) if guess.role == "text"] == ["q3"]
    assert not [guess for guess in guess_roles(found[:3]) if guess.role == "text"]


def test_columns_of_json_lines_and_parquet(write, tmp_path):
    nested = [{**row, "tags": ["a"]} for row in ROWS]
    lines = write("t.jsonl", "\n".join(map(json.dumps, nested)))
    pq.write_table(pa.Table.from_pylist(nested), tmp_path / "t.parquet")
    assert columns_of(lines) == columns_of(tmp_path / "t.parquet")
    assert [column.name for column in columns_of(lines)] == list(ROWS[0])


def test_only_the_head_is_read(write):
    path = write("t.csv", b"text\n" + b"many words in a line\n" * 200_000 + b"\xff")
    (column,) = columns_of(path)
    assert column.filled == 1


def test_a_header_alone_has_columns_without_values(write, tmp_path):
    (column,) = columns_of(write("t.csv", "text"))
    assert (column.samples, column.filled, column.length) == ((), 0, 0)
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "t.parquet")
    assert columns_of(tmp_path / "t.parquet") == [column]
    assert guess_roles([column]) == []


def test_files_without_columns_have_none(write, tmp_path):
    assert columns_of(write("t.txt", "words")) == []
    assert columns_of(tmp_path) == []
    assert columns_of(write("blank.csv", "\n\n")) == []


def test_a_wrong_encoding_is_refused(write):
    path = write("t.csv", "text\nGrüße\n".encode("cp1252"))
    with pytest.raises(InputError, match=r"\(line 2\) is not utf-8"):
        columns_of(path)
    assert columns_of(path, "cp1252")[0].samples == ("Grüße",)
