import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.core.errors import InputError
from pipeline.load.formats import method_for
from pipeline.load.roles import guess_roles
from pipeline.load.sniff import as_lines, sniff

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


def delimited(delimiter):
    lines = [delimiter.join(ROWS[0]), *(delimiter.join(row.values()) for row in ROWS)]
    return "\n".join(lines) + "\n"


def roles(columns):
    return {guess.role: guess.column for guess in guess_roles(columns)}


@pytest.mark.parametrize(
    ("name", "content", "method"),
    [
        ("a.csv", "text\n", "delimited"),
        ("a.TSV", "text\n", "delimited"),
        ("a.b.jsonl", "{}\n", "jsonl"),
        ("a.ndjson", "{}\n", "jsonl"),
        ("a.parquet", "", "parquet"),
        ("a.csv", b"PAR1 and more", "parquet"),
        ("a.txt", "words\n", "page"),
        ("a.csv.gz", "text\n", "delimited"),
        ("a.json", "{}\n", "json"),
        ("a.txt", '[{"text": "words"}]', "json"),
        ("a.xlsx", "words\n", "sheet"),
        ("a.dta", "words\n", "statistics"),
        ("a.eml", "Subject: words\n", "mail"),
        ("a.docx", b"PK\3\4 and word/", None),
        ("a.xyz", "words\n", None),
        ("csv", "words\n", None),
    ],
)
def test_what_a_file_holds_tells_its_reader_and_else_its_ending(write, name, content, method):
    assert method_for(write(name, content)) == method


def test_a_folder_is_read_as_one_whatever_its_name(tmp_path):
    (tmp_path / "texts.csv").mkdir()
    assert method_for(tmp_path / "texts.csv") == "folder"
    assert method_for(tmp_path / "nowhere.csv") == "delimited"


@pytest.mark.parametrize(
    ("name", "delimiter", "settings"),
    [
        ("t.csv", ",", {}),
        ("t.csv", ";", {"delimiter": ";"}),
        ("t.tsv", "\t", {}),
        ("t.csv", "\t", {"delimiter": "tab"}),
    ],
)
def test_columns_of_delimited_text_are_measured_over_all_rows(write, name, delimiter, settings):
    found = sniff(write(name, delimited(delimiter)))
    assert (found.method, found.settings, found.nameless) == ("delimited", settings, 0)
    columns = {column.name: column for column in found.columns}
    assert list(columns) == list(ROWS[0])
    assert columns["venue"].samples == ("Oslo", "Rome")
    assert columns["venue"].filled == pytest.approx(2 / 3)
    assert (columns["venue"].different, columns["venue"].there) == (2, 8)
    assert columns["words"].length == pytest.approx(len(TEXT) + 14 / 12)
    kinds = [column.kind for column in found.columns]
    assert kinds == ["short", "short", "prose", "date", "short", "number"]
    assert roles(found.columns) == {
        "text": "words",
        "id": "paper_id",
        "title": "Title",
        "date": "createdAt",
        "groups": "venue",
    }


def test_a_first_line_that_names_the_delimiter_needs_no_setting(write):
    found = sniff(write("t.csv", "sep=;\nnr;text\n1;one, two\n"))
    assert found.settings == {}
    assert [column.name for column in found.columns] == ["nr", "text"]


def test_columns_of_json_lines_and_parquet_are_the_same(write, tmp_path):
    nested = [{**row, "authors": [{"name": "a"}]} for row in ROWS]  # which is no column
    lines = write("t.jsonl", "\n".join(map(json.dumps, nested)))
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "t.parquet")
    assert sniff(lines).columns == sniff(tmp_path / "t.parquet").columns
    assert [column.name for column in sniff(lines).columns] == list(ROWS[0])


def test_a_header_alone_has_columns_without_values(write, tmp_path):
    (column,) = sniff(write("t.csv", "text")).columns
    assert (column.samples, column.filled, column.length, column.kind) == ((), 0, 0, "empty")
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "t.parquet")
    assert sniff(tmp_path / "t.parquet").columns == (column,)
    assert roles([column]) == {}


def test_columns_without_a_name_of_their_own_are_counted(write):
    found = sniff(write("t.csv", "text,a,a,\none,1,2,3\n"))
    assert [column.name for column in found.columns] == ["text", "a (1)", "a (2)"]
    assert found.nameless == 1


def test_files_without_columns_have_none(write, tmp_path):
    write("folder/a.txt", "words")
    assert sniff(tmp_path / "folder").columns == ()
    assert sniff(write("t.txt", "words")).columns == ()


def test_a_text_file_that_is_no_page_is_taken_line_by_line(write):
    plain = write("t.txt", "one answer\nanother answer\n\na third\n")
    found = as_lines(plain, sniff(plain))
    assert found.method == "lines"
    assert found.reader(plain)().texts == ("one answer", "another answer", "a third")
    page = write("p.txt", f"A title\n{TEXT * 4}\nAnother title\n{TEXT * 5}\n")
    assert as_lines(page, sniff(page)).method == "page"


def test_an_encoding_is_told_by_what_it_makes_of_the_file(write):
    path = write("t.csv", "text\nSchöne Grüße, die Straßenbahn fährt spät\n".encode("cp1252"))
    found = sniff(path)
    assert found.settings == {"encoding": "cp1252"}
    assert found.encodings[0].sample.startswith("Schöne Grüße")
    assert found.columns[0].samples[0].startswith("Schöne Grüße")
    known = sniff(path, "cp1250")
    assert (known.settings, known.encodings) == ({"encoding": "cp1250"}, ())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.xyz", b"words", "not a format that can be read; use .parquet"),
        ("t.csv", bytes(range(256)) * 9, "no other encoding makes a text of it; name it: themel"),
        ("t.csv", b"", "the file is empty"),
        ("t.csv", b"\n\n", "every line is blank"),
    ],
)
def test_what_cannot_be_read_is_refused(write, name, content, message):
    with pytest.raises(InputError, match=message):
        sniff(write(name, content))


@pytest.mark.parametrize(
    ("content", "settings"),
    [
        (
            "id;text\n" + "".join(f"{i};words of {i}, and more\n" for i in range(9)),
            {"delimiter": ";"},
        ),
        (
            '"id" "text"\n' + "".join(f'"{i}" "words of {i}"\n' for i in range(9)),
            {"delimiter": " "},
        ),
        ("id\ttext\r" + "".join(f"{i}\twords of {i}\r" for i in range(9)), {"delimiter": "tab"}),
        (("id\ttext\n" + "1\tGrüße\n" * 9).encode("utf-16"), {"delimiter": "tab"}),
    ],
)
def test_a_table_that_is_called_txt_is_one(write, content, settings):
    found = sniff(write("t.txt", content))
    assert (found.method, found.settings) == ("delimited", settings)
    assert [column.name for column in found.columns] == ["id", "text"]


@pytest.mark.parametrize(
    ("content", "method"),
    [
        ('{"id": 1}\n{"id": 2}\n', "jsonl"),
        ("TY  - JOUR\nTI  - A title\nER  - \n".encode("utf-16"), "ris"),
        ("one, two\nthree, four\nfive, six words, and more\n", "page"),
    ],
)
def test_what_a_text_file_holds_tells_what_it_is(write, content, method):
    assert sniff(write("t.txt", content)).method == method


def test_of_several_arrays_that_with_most_objects_is_proposed(write):
    content = {"users": [{"name": "A"}], "data": [{"text": f"words {i}"} for i in range(5)]}
    found = sniff(write("t.json", json.dumps(content)))
    assert found.settings == {"records": "data"}
    assert [column.name for column in found.columns] == ["text"]
