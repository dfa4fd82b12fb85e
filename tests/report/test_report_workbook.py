"""tables.xlsx: the tables as sheets, with nothing of the data that runs, links or breaks."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_stories import HOSTILE, VARIANTS, hostile, leveled, results

from pipeline.report import workbook
from pipeline.report.lists import CountLists, Lists
from pipeline.report.settings import ReportSettings
from pipeline.report.spreadsheet import by_level
from pipeline.report.table import plain_text
from pipeline.report.tables import TABLES
from pipeline.report.workbook import CUT, HOLDS, LONGEST, Sheet, write_workbook
from pipeline.report.write import CSV_ALONE, PARQUET_ALONE, write_tables

HERE = Path(__file__).parent
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ESCAPED = re.compile("_x([0-9A-F]{4})_")

IN_A_FRESH_PROCESS = """
import os, sys
os.umask(int(sys.argv[3], 8))
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from report_stories import hostile
from pipeline.report.settings import ReportSettings
from pipeline.report.spreadsheet import by_level
from pipeline.report.tables import TABLES
from pipeline.report.write import write_tables
told = hostile()
tables = {name: make(told) for name, make in TABLES.items()}
write_tables(Path(sys.argv[2]), told, tables, ReportSettings())
"""


def read(path):
    """Sheets by name, each with its XML and its rows of values."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    strings = [
        ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(part.itertext()))
        for part in parts.get("xl/sharedStrings.xml", ())
    ]
    names = [sheet.get("name") for sheet in parts["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    sheets = [parts[f"xl/worksheets/sheet{number}.xml"] for number in range(1, len(names) + 1)]
    return {name: (sheet, rows(sheet, strings)) for name, sheet in zip(names, sheets, strict=True)}


def rows(sheet, strings):
    """Values by row and column letter: texts, numbers and booleans as what they are."""
    return [
        {
            re.match("[A-Z]+", cell.get("r"))[0]: value(cell, strings)
            for cell in row.iter(f"{MAIN}c")
        }
        for row in sheet.iter(f"{MAIN}row")
    ]


def value(cell, strings):
    held = cell.find(f"{MAIN}v").text
    kind = cell.get("t", "n")
    return {"s": lambda: strings[int(held)], "b": lambda: held == "1", "n": lambda: float(held)}[
        kind
    ]()


def written(table, tmp_path, name="documents"):
    """The rows of one table, the header among them, without their column letters."""
    path = write_workbook(tmp_path / "tables.xlsx", "A title", [Sheet.of(name, table)])
    return [list(row.values()) for row in read(path)[name][1]]


def tables_of(told, tmp_path, **settings):
    """Write the tables of some results; the paths written."""
    tables = {name: make(told) for name, make in TABLES.items()}
    return write_tables(tmp_path, told, tables, ReportSettings(**settings))


def run(told, tmp_path, **settings):
    tables_of(told, tmp_path, **settings)
    return read(tmp_path / "tables.xlsx")


def test_each_table_that_has_a_csv_file_has_a_sheet_after_one_that_names_them(tmp_path):
    sheets = run(results(), tmp_path)
    files = {path.stem for path in tmp_path.glob("*.csv")}
    assert next(iter(sheets)) == "About" and {*sheets} == {"About", *files}
    about = [list(row.values()) for row in sheets["About"][1]]
    assert about[0] == ["A planted run"]
    assert about[3] == ["Sheet", "Rows", "What it holds"]
    assert about[4] == ["documents", 40, HOLDS["documents"]]
    assert {name: rows for name, rows, _ in about[4:]} == {
        name: len(next(iter(TABLES[name](results()).values()))) for name in files
    }


def test_a_table_without_a_word_of_what_it_holds_would_be_noticed():
    assert set(TABLES) - set(PARQUET_ALONE) <= set(HOLDS)
    assert set(CSV_ALONE) <= set(HOLDS)


@pytest.mark.parametrize("variant", VARIANTS)
def test_sheets_have_the_rows_of_their_tables_under_a_bold_frozen_header(variant, tmp_path):
    told = VARIANTS[variant]()
    sheets = run(told, tmp_path)
    assert len(sheets) > 4
    tables = {name: TABLES[name](told) for name in sheets if name in TABLES}
    tables |= by_level(tables["topics"], told.clustering.level)
    assert {"About", *tables} == set(sheets)
    for name, table in tables.items():
        sheet, found = sheets[name]
        assert list(found[0].values()) == list(map(plain_text, table))
        assert len(found) == 1 + len(next(iter(table.values())))
        pane = sheet.find(f".//{MAIN}pane")
        assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("1", "1", "frozen")
        assert sheet.find(f"{MAIN}autoFilter").get("ref").startswith("A1:")
        widths = [float(column.get("width")) for column in sheet.iter(f"{MAIN}col")]
        assert widths and all(8 <= width <= 61 for width in widths)


def test_values_are_numbers_booleans_and_texts_as_in_the_csv_file(tmp_path):
    table = {
        "text": ["007", "", "1e5"],
        "share": np.array([0.12345, -0.00001, np.nan], np.float32),
        "n": np.array([-1, 0, 12_345], np.int32),
        "yes": np.array([True, False, True]),
        "p": np.array([4.13e-12, np.nan, 0.0314]),
        "list": Lists([("a; b 9", "x"), (), ("=1",)]),
        "counts": CountLists([(3, 1), (), (7,)]),
    }
    assert written(table, tmp_path) == [
        ["text", "share", "n", "yes", "p", "list", "counts"],
        ["007", 0.1235, -1, True, 4.1e-12, '"a; b 9"; x', "3; 1"],
        [0, 0, False],
        ["1e5", 12_345, True, 0.031, "=1", "7"],
    ]


def test_numbers_that_may_be_unknown_are_numbers_or_nothing(tmp_path):
    known = run(leveled(), tmp_path)["topics"][1]
    assert [row["K"] for row in known] == ["stability", 0.9, 0.85, 0.7, 0.4]
    assert all("K" not in row for row in run(results(), tmp_path)["topics"][1][1:])


def test_each_level_of_topics_has_a_sheet(tmp_path):
    sheets = run(leveled(), tmp_path)
    assert [row["A"] for row in sheets["topics"][1]] == ["level", 1, 1, 1, 1]
    assert [row["K"] for row in sheets["topics_level_0"][1]] == ["stability", 0.97, 0.9]
    about = {row["A"]: row["C"] for row in sheets["About"][1] if "C" in row}
    assert about["topics_level_0"].endswith("on level 0 (0 is the coarsest)")


@pytest.mark.parametrize(
    ("ids", "kept"),
    [
        (["7", "0", "12"], [7, 0, 12]),
        (["7", "0", "012"], ["7", "0", "012"]),
        (["7", "0", "1e5"], ["7", "0", "1e5"]),
        (["7", "-1", "2"], ["7", "-1", "2"]),
        (["7", "0", "1234567890123456"], ["7", "0", "1234567890123456"]),
    ],
)
def test_ids_that_are_all_numbers_are_numbers_on_every_sheet(ids, kept, tmp_path):
    """Else one could not be looked up by the other; and zeros in front are kept."""
    documents = Sheet.of("documents", {"id": ids, "copy_of": ["", "", ids[0]], "n": ids})
    others = Sheet.of("theme_documents", {"id": [ids[0], ids[0]]})
    sheets = read(write_workbook(tmp_path / "tables.xlsx", "", [documents, others]))
    assert [row["A"] for row in sheets["documents"][1][1:]] == kept
    assert sheets["documents"][1][3]["B"] == kept[0]
    assert [row["A"] for row in sheets["theme_documents"][1][1:]] == [kept[0]] * 2
    assert [row["C"] for row in sheets["documents"][1][1:]] == ids  # a column of the input


def test_shares_are_percent_with_bars_and_dates_are_dates(tmp_path):
    dates = ["2024-05-31", "2024-05", "2024", "1900", "2024-13", "spring"]
    table = {"date": dates, "second_share": np.full(6, 0.125), "x": np.full(6, 0.125)}
    path = write_workbook(tmp_path / "tables.xlsx", "", [Sheet.of("documents", table)])
    sheet, found = read(path)["documents"]
    assert [row["A"] for row in found[1:]] == [45443, 45413, 45292, "1900", "2024-13", "spring"]
    looks = formats(path, sheet)
    assert [looks[f"A{row}"] for row in (2, 3, 4)] == ["yyyy-mm-dd", "yyyy-mm", "yyyy"]
    assert (looks["B2"], looks["C2"]) == ("0.0%", "0.0000") and found[1]["B"] == 0.125
    (bars,) = sheet.iter(f"{MAIN}conditionalFormatting")
    assert bars.get("sqref") == "B2:B7" and bars.find(f".//{MAIN}dataBar") is not None


def formats(path, sheet):
    """How numbers are shown, by cell."""
    with zipfile.ZipFile(path) as archive:
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")}
    (kinds,) = styles.iter(f"{MAIN}cellXfs")
    used = [codes.get(kind.get("numFmtId"), "") for kind in kinds]
    return {cell.get("r"): used[int(cell.get("s", 0))] for cell in sheet.iter(f"{MAIN}c")}


def test_documents_topics_and_themes_lead_into_the_report(tmp_path):
    tables_of(results(ids=tuple(f"a/{d} ü#" for d in range(40))), tmp_path)
    assert targets(tmp_path / "tables.xlsx") == {
        *(f"report.html#document-a%2F{d}%20%C3%BC%23" for d in range(40)),
        *(f"report.html#topic-{topic}" for topic in range(4)),
        *(f"report.html#theme-{theme}" for theme in range(3)),
    }


def targets(path):
    """Where the links of all sheets lead, but for those inside the workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    inner = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    found = set()
    for name, part in parts.items():
        rels = parts.get(re.sub("(sheet[0-9]+.xml)", r"_rels/\1.rels", name))
        if rels is None or not name.startswith("xl/worksheets/sheet"):
            continue
        files = {each.get("Id"): each.get("Target") for each in ElementTree.fromstring(rels)}
        for link in ElementTree.fromstring(part).iter(f"{MAIN}hyperlink"):
            found.add(f"{files[link.get(inner)]}#{link.get('location')}".removesuffix("#None"))
    return found


def test_no_text_is_a_formula_a_link_or_markup(tmp_path):
    sheets = run(hostile(), tmp_path)
    for name, (sheet, _) in sheets.items():
        assert sheet.find(f".//{MAIN}f") is None
        inside = [link.get("location") for link in sheet.iter(f"{MAIN}hyperlink")]
        if name == "About":
            assert inside == [f"'{each}'!A1" for each in list(sheets)[1:]]
    for target in targets(tmp_path / "tables.xlsx"):
        assert re.fullmatch(r"report\.html#(document|topic|theme)-[\w.%-]+", target), target
    titles = [row["B"] for row in sheets["documents"][1][1 : 1 + len(HOSTILE)]]
    assert titles == list(map(plain_text, HOSTILE))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "{=1+1}", "http://example.org", "internal:About!A1", "1", "TRUE", " two  spaces ",
     "<r><t>x</t></r>", "<r>broken</t></r>", "<r>&amp;</r>", "_x0041_", "a\r\nb\rc", "\x00\x1b",
     "\ud800", "\ufffe", "深度学习", "עברית", "👩‍🔬"],
)  # fmt: skip
def test_any_text_is_held_as_it_is(text, tmp_path):
    assert written({text: [text, text]}, tmp_path) == [[plain_text(text)]] * 3


@given(texts=st.lists(st.text(min_size=1), min_size=1, max_size=20))
def test_any_texts_survive_the_way_through_a_workbook(texts, tmp_path_factory):
    found = written({"a": texts}, tmp_path_factory.mktemp("xlsx"))
    assert found == [["a"], *([plain_text(text)] for text in texts)]


@pytest.mark.parametrize("text", ["x" * 40_000, "🤖" * 20_000])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(text, tmp_path):
    ((_,), (kept,)) = written({"a": [text]}, tmp_path)
    assert kept.endswith(CUT) and set(kept.removesuffix(CUT)) == {text[0]}
    assert LONGEST - 1 <= len(kept.encode("utf-16-le")) // 2 <= LONGEST
    whole = text[: LONGEST // len(text[0].encode("utf-16-le")) * 2]
    assert written({"a": [whole]}, tmp_path)[1] == [whole]


def test_a_column_is_as_wide_as_its_texts_though_they_repeat_in_turn(tmp_path):
    long = "a theme with a long name"
    table = {"theme": ["short", "x", long, "y"] * 300, "all": ["W" * 300] * 1200}
    path = write_workbook(tmp_path / "tables.xlsx", "", [Sheet.of("documents", table)])
    sheet, _ = read(path)["documents"]
    first, second = (float(column.get("width")) for column in sheet.iter(f"{MAIN}col"))
    assert len(long) <= first < 2 * len(long) and 60 <= second < 61


def test_a_table_too_large_is_left_out_and_the_first_sheet_says_where_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_CELLS", 40 * len(TABLES["documents"](results())))
    sheets = run(results(), tmp_path)
    assert "documents" in sheets and "theme_documents" not in sheets
    (line,) = (row for row in sheets["About"][1] if row.get("A") == "theme_documents")
    assert line["B"] == 120 and line["C"].endswith("theme_documents.csv has it")
    assert "left out: its 1,560 cells are too many" in line["C"]
    assert Sheet.of("wide", {str(number): [] for number in range(16_385)}).table is None


def test_no_workbook_on_request(tmp_path):
    paths = tables_of(results(), tmp_path, workbook=False)
    assert not (tmp_path / "tables.xlsx").exists()
    assert tmp_path / "tables.xlsx" not in paths


def test_same_story_same_bytes_in_any_process(tmp_path):
    digests = set()
    for seed, zone, locale, mask in [
        ("1", "UTC", "C", "077"),
        ("2", "Asia/Tokyo", "C.UTF-8", "002"),
    ]:
        folder = tmp_path / seed
        folder.mkdir()
        paths = os.pathsep.join(sys.path)  # where pytest finds what the stories are made with
        surroundings = {"PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        subprocess.run(
            [sys.executable, "-c", IN_A_FRESH_PROCESS, HERE, folder, mask],
            env=os.environ | surroundings,
            cwd=HERE.parent.parent,
            check=True,
        )
        digests.add(hashlib.sha256((folder / "tables.xlsx").read_bytes()).hexdigest())
    assert len(digests) == 1
    with zipfile.ZipFile(folder / "tables.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")
