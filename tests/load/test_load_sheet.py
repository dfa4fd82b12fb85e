import datetime as dt
import io
import zipfile
import zlib
from base64 import b64decode

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load import sheet as module
from pipeline.load.formats import method_for
from pipeline.load.sheet import Sheet

pytestmark = pytest.mark.usefixtures("without_languages")

ROWS = [["id", "text"], ["a", "the first text"], ["b", "the second text"]]


def content(sheets, merged=(), formats=None):
    """The bytes of an .xlsx with these sheets, each a list of rows from A1 on."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "nan_inf_to_errors": True}) as workbook:
        styles = {
            name: workbook.add_format({"num_format": name}) for name in (formats or {}).values()
        }
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for area in merged:
                sheet.merge_range(*area)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    style = styles.get((formats or {}).get(type(value)))
                    given = [value] if style is None else [value, style]
                    if value is not None and value != "":
                        sheet.write(number, place, *given)
    return file.getvalue()


@pytest.fixture
def workbook(write):
    """Write an .xlsx of one sheet and return its path."""
    return lambda rows, **settings: write("t.xlsx", content({"Data": rows}, **settings))


def checks(corpus):
    return {check.code: check for check in corpus.checks}


signs = st.characters(categories=("L", "N", "P", "S"))
words = st.lists(st.text(signs, min_size=1, max_size=9), min_size=1, max_size=3).map("\n ".join)


@given(rows=st.lists(st.tuples(words, words), min_size=1, max_size=5))
def test_strings_come_back_exactly(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "strings.xlsx"
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate([("id", "text"), *rows]):
            for place, value in enumerate(row):
                sheet.write_string(number, place, value)
    path.write_bytes(file.getvalue())
    reading = Sheet(path=path, id="id").read()
    assert [(each.id, each.text) for each in reading.entries] == rows


DAY, TIME = {dt.date: "yyyy-mm-dd"}, {dt.datetime: "yyyy-mm-dd hh:mm"}


@pytest.mark.parametrize(
    ("value", "formats", "spelled"),
    [
        (3.0, {}, "3"),
        (-2.5, {}, "-2.5"),
        (20240101123456, {}, "20240101123456"),
        (1e300, {}, "1e+300"),
        (True, {}, "true"),
        ("007", {}, "007"),
        (dt.date(2024, 3, 1), DAY, "2024-03-01"),
        (dt.datetime(2024, 3, 1), TIME, "2024-03-01"),
        (dt.datetime(2024, 3, 1, 12, 30, 15), TIME, "2024-03-01T12:30:15"),
        (dt.time(9, 5), {dt.time: "hh:mm"}, "09:05:00"),
        (dt.timedelta(hours=30), {dt.timedelta: "[h]:mm"}, "30:00:00"),
        (float("nan"), {}, ""),  # which is written as #NUM!
    ],
)
def test_values_are_spelled_as_people_see_them(workbook, value, formats, spelled):
    path = workbook([["text", "value"], ["some words", value]], formats=formats)
    corpus = Sheet(path=path, groups="value")()
    assert corpus.groups["value"] == (spelled,)


def test_places_are_rows_of_the_sheet_and_blank_rows_stand_for_nothing(workbook):
    rows = [[], ["", *ROWS[0]], ["", *ROWS[1]], [], ["", "b", " "], ["", " "], ["", "c", "words"]]
    corpus = Sheet(path=workbook(rows), id="id")()
    assert corpus.ids == ("a", "c")
    assert [(each.record, each.reason) for each in corpus.dropped] == [("row 5", "empty text")]


@pytest.mark.parametrize(
    ("above", "header"),
    [
        ([["Survey of 2024"], []], ["id", "text", "age"]),
        ([["Project:", "Trees"], ["Export of", "May"]], ["id", "text", "age"]),
        ([["", "Answers", ""]], ["id", "text", "age"]),
        ([], ["", "text", "age"]),
        ([], ["text"]),
        ([["A title"]], ["", "text"]),
    ],
)
def test_the_header_is_the_first_row_as_wide_as_the_table(workbook, above, header):
    body = [[i, f"words of number {i}", 30 + i][: len(header)] for i in range(3)]
    body = [[f"words {i}"] for i in range(3)] if header == ["text"] else body
    corpus = Sheet(path=workbook([*above, header, *body]))()
    assert len(corpus) == 3 and not corpus.dropped
    told = checks(corpus).get("L19")
    if not any(above):
        assert told is None
    else:
        assert f"Row {len(above) + 1} names the columns" in told.message
        assert above[0][0] in told.message
        assert told.quotes[0] in told.message


def test_the_row_of_the_header_may_be_set(workbook, refusal):
    path = workbook([["x", "text"], *ROWS])
    assert len(Sheet(path=path)()) == 3
    assert Sheet(path=path, skip_rows=1, id="id")().ids == ("a", "b")
    assert refusal(Sheet(path=path, skip_rows=8)) == (
        "t.xlsx: load.skip_rows: row 9 of sheet 'Data' names no columns; its first 1,000 rows "
        "were looked at"
    )


def test_cells_that_are_merged_down_into_the_header_name_its_columns(workbook):
    rows = [["", "Answers"], ["", "text", "why"], ["a", "one text", "so"], ["b", "two texts", "so"]]
    merged = [(0, 0, 1, 0, "id"), (0, 1, 0, 2, "Answers")]
    assert Sheet(path=workbook(rows, merged=merged), id="id", groups="why")().ids == ("a", "b")


def test_columns_without_a_name_are_there_where_they_hold_something(workbook):
    rows = [["text", "", "", "age"], ["some words", "", "note", 3], ["more words", "", "", 4]]
    path = workbook(rows)
    assert Sheet(path=path).header() == ["text", "column C", "age"]
    assert Sheet(path=path, groups="column C")().groups == {"column C": ("note", "")}
    wide = workbook([[*ROWS[0], *[""] * 25, "z"], [*ROWS[1], *["x"] * 26]])
    assert Sheet(path=wide, skip_rows=0).header()[-2:] == ["column AA", "z"]


def test_columns_of_one_name_are_refused_where_they_are_asked_for(workbook, refusal):
    path = workbook([["id", "text", "text"], ["a", "one", "two"]])
    told = refusal(Sheet(path=path, text="text"))
    assert "2 columns are called 'text'; write 'text (1)' or 'text (2)'" in told
    assert Sheet(path=path, text=["text (1)", "text (2)"])().texts == ("one\ntwo",)


SEVERAL = {"Cover": [["only a title"]], "Empty": [], "Data": ROWS, "2024": [["text"], ["x y z"]]}


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_told(write):
    path = write("t.xlsx", content(SEVERAL))
    corpus = Sheet(path=path, id="id")()
    assert corpus.ids == ("a", "b")
    assert checks(corpus)["L20"].message == (
        "The records are those of sheet 'Data'; not read: 'Cover' (1 row), '2024' (2 rows)."
    )
    assert "L20" not in checks(Sheet(path=write("one.xlsx", content({"Data": ROWS})), id="id")())


@pytest.mark.parametrize(("sheet", "texts"), [("2024", 1), (2024, 1), (4, 1), ("Data", 2), (3, 2)])
def test_a_sheet_is_chosen_by_name_or_number(write, sheet, texts):
    assert len(Sheet(path=write("t.xlsx", content(SEVERAL)), sheet=sheet)()) == texts


def test_what_is_not_there_is_named_with_what_is(write, refusal):
    path = write("t.xlsx", content(SEVERAL))
    listed = "4 sheets: 'Cover', 'Empty', 'Data', '2024'"
    for sheet in ("data", 5):
        assert refusal(Sheet(path=path, sheet=sheet)) == (
            f"t.xlsx: load.sheet: no sheet {sheet!r}; {listed}"
        )
    assert refusal(Sheet(path=path, text="words")).endswith(
        "choose another of its 4 sheets ('Cover', 'Empty', 'Data', '2024') with load.sheet"
    )
    assert refusal(Sheet(path=write("e.xlsx", content({"One": [["text"]]})))).startswith(
        "e.xlsx: no sheet of it has a table"
    )


def test_a_time_beyond_all_measure_drops_its_row_alone(workbook):
    rows = [["text", "day"], ["some words", 1.0], ["other words", 1e9], ["more words", 2.0]]
    corpus = Sheet(path=workbook(rows, formats={float: "[h]:mm"}))()
    assert [(each.record, each.reason) for each in corpus.dropped] == [
        ("row 3", "unreadable value")
    ]
    assert len(corpus) == 2


def test_a_cell_far_out_is_refused_before_memory_is_full(write, refusal, monkeypatch):
    path = write("t.xlsx", content({"Data": [*ROWS, *[[]] * 20, ["", "", "", "", "far"]]}))
    monkeypatch.setattr(module, "CELLS", 119)
    assert refusal(Sheet(path=path)) == (
        "t.xlsx: xl/worksheets/sheet1.xml reaches to row 24 and column 5, which is more than 119 "
        "cells; delete what stands far from the table, or save the table as .csv"
    )
    monkeypatch.setattr(module, "CELLS", 120)
    assert len(Sheet(path=path)()) == 2


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_the_older_and_the_free_format_are_read_alike(write, ending):
    path = write(f"t.{ending}", {"xls": zlib.decompress(b64decode(XLS)), "ods": ods()}[ending])
    corpus = Sheet(path=path, id="id", date="day", groups="n")()
    assert corpus.ids == ("a", "b")
    assert corpus.texts == ("the first text", "café")
    assert corpus.dates == ("2024-03-01", "")
    assert corpus.groups == {"n": ("3", "2.5")}


XLS = """
eNrtWE1oE0EU/maTND+kaVJToRVKKLRqbQ/ixUu7KtGeUqoXfxB006QYKqnEHKwHrdYcBcGT4qVSD16qXvxBBQUPHoSKHgRB
SPQkPQkKHtqsb97OalIVGtBCy3xh3sz7mTcv+2be/ryej5Vn7nVUsAyD8KBqB9FUIxPUgi4TBeltWw7dPkDN1lhTCAYokU0+
PG5+5Zc5lPmuwMBd73OiwEdqR3EKwxP5bGIVsYdjsISMYYCowA2SRNDOUbUyHWW6gekdtnzCdBdLLjMdINuyOIJ5c7h3p9rF
h4wu1kUg/T7gOe9Zsh1teCl38fkrwrH1YXchZ51cY4pObxizoIQOZfPZguRbcAsh4DChP5XqTybLiFOyZ/HNTgBf3VP9LKHl
qysXIPn3ern/L/IAJXG5/KrhBaZgH+dDUkIY3V6p8SJpFa1FKuQBVZppg+cypCtmzxRpu+SpWRFiT2QTY7nC6WJCKdJkM2qN
ffYAGWsyJIs+F4loXZFo5sMTJppBC49jfISitNbi7S9vUukR8xhLpnh15/bRLaOFjQtyBk2OsMYDJ2Kgl2dsY3qRvW7icQfT
OO1v6ntG2tRg3zTbXGJtD62zg/HW3Fwz3kLj0sL+h52lT+ZWGs8NVc7G596ZM+ii21mG5svfNPpEn7h+TeKR6fZClZoPTNt/
KzsBI6pit9U9sgVL8qARYkwdTl4d8ZMz1LVyOA9xfuVL/MGXYF8eZS/Yl7xWTyk2wb4iXBJvvjDISnox2Gu9F4O9+JQXJ18y
j+cMyUkvC7TEoNGK+9KUiugvhKChoaGhoaGhobFOIJwXA368lA+VPvV471ffdZaoVfVnknWLA5igX5FeKvciT30Bkw3tn43w
CdeXWOEc93uhxEFavYBxpDmO8Yb3L72eidr/s+KJ0X93hBpdv9pInP95/R/oEN2Y
"""
"""The table of the test above, written by xlwt 1.3.0."""


def ods():
    """The same table in OpenDocument, as bytes."""

    def cell(kind, value="", shown=""):
        given = f'office:value-type="{kind}"{value}'
        return f"<table:table-cell {given}><text:p>{shown}</text:p></table:table-cell>"

    def words(*names):
        return "".join(cell("string", "", name) for name in names)

    def number(value):
        return cell("float", f' office:value="{value}"', value)

    day = cell("date", ' office:date-value="2024-03-01"', "1 March")
    table = [
        words("id", "text", "n", "day"),
        words("a", "the first text") + number("3") + day,
        words("b", "café") + number("2.5"),
    ]
    named = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    names = " ".join(map(named.format, ("office", "table", "text")))
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in table)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest {named.format('manifest')}><manifest:file-entry "
            'manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</manifest:manifest>",
        )
    return file.getvalue()


def test_a_password_is_named_as_what_is_in_the_way(write, refusal):
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    path = write("t.xlsx", wrapped)
    assert method_for(path) == "sheet"
    assert refusal(Sheet(path=path)) == (
        "t.xlsx: is protected by a password; open it in a spreadsheet program and save it without "
        "one"
    )


def test_files_that_are_no_spreadsheet_are_refused_with_a_way_out(write, refusal):
    whole = content({"Data": ROWS})
    advice = "; open it in a spreadsheet program and save it as .xlsx, or as .csv"
    html = b"<html><table><tr><td>text</td></tr></table></html>"
    cut = refusal(Sheet(path=write("t.xlsx", whole[: len(whole) // 2])))
    assert cut.startswith("t.xlsx: damaged: it cannot be unpacked (")
    for damaged in (html, b"text\nwords\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        message = refusal(Sheet(path=write("t.xls", damaged)))
        assert message.startswith("t.xls: is not a spreadsheet that can be read: ")
        assert message.endswith(advice)


@pytest.mark.parametrize("name", ["t.txt", "t.csv", "t.xls", "t.xlsx"])
def test_a_spreadsheet_is_told_by_what_it_holds(write, name):
    path = write(name, content({"Data": ROWS}))
    assert method_for(path) == "sheet"
    assert len(Sheet(path=path)()) == 2


WHOLE = content({"Data": ROWS})


@given(place=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_damage_anywhere_is_refused_or_harmless(tmp_path_factory, place, byte, cut):
    damaged = bytearray(WHOLE[:place] if cut and place else WHOLE)
    if not cut:
        damaged[place] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(damaged)
    try:
        entries = list(Sheet(path=path, text="text").read().entries)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        assert not any(isinstance(each, Dropped) for each in entries)


def test_a_survey_in_a_sheet_has_its_questions_as_labels(workbook):
    names = ["StartDate", "ResponseId", "Q2"]
    asked = ["Start Date", "Response ID", "What should change?"]
    tags = [f'{{"ImportId":"{name}"}}' for name in names]
    body = [["2024-05-01", "R_1", "More light"], ["2024-05-02", "R_2", "More benches"]]
    found = Sheet(path=workbook([names, asked, tags, *body])).contents()
    assert found.labels == dict(zip(names, asked, strict=True))
    assert [row["Q2"] for _, row in found.rows(("Q2",))] == ["More light", "More benches"]


def test_the_names_that_are_asked_for_tell_the_header(workbook):
    rows = [["a", "b", "c"], ["notes", "on", "it"], ["rank", "title", "text"], ["1", "A", "Words"]]
    assert Sheet(path=workbook(rows), text="text", title="title")().titles == ("A",)
