"""Lists in tables: exact in Parquet, and told apart again in CSV."""

import csv

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_stories import VARIANTS, leveled, results

from pipeline.report.lists import CountLists, Lists, join, split
from pipeline.report.table import spreadsheet_text, write_csv, write_parquet
from pipeline.report.tables import TABLES

NASTY = st.sampled_from([";", "; ", '"', ",", "\n", "\r\n", " ", "\t", "=", "'", "a", "é"])
VALUES = st.one_of(
    st.lists(NASTY, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"])),
)
ROWS = st.lists(st.lists(VALUES, max_size=4), max_size=6)


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        ([], ""),
        ([""], '""'),
        (["dynamics", "in-context learning"], "dynamics; in-context learning"),
        (["a; b 9", "x;y", "plain, with a comma"], '"a; b 9"; "x;y"; plain, with a comma'),
        (['says "so"', " padded "], '"says ""so"""; " padded "'),
    ],
)
def test_a_cell_can_be_read_by_people(values, cell):
    assert join(values) == cell
    assert split(cell) == tuple(values)


@given(values=st.lists(VALUES))
def test_any_values_are_told_apart_again(values):
    assert split(join(values)) == tuple(values)


@given(rows=ROWS)
def test_any_lists_survive_both_files(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    table = {
        "list": Lists(rows),
        "counts": CountLists([len(value) for value in row] for row in rows),
    }
    back = pq.read_table(write_parquet(table, folder / "t.parquet"))
    assert back["list"].to_pylist() == rows
    assert back["counts"].to_pylist() == [[len(value) for value in row] for row in rows]
    with write_csv(table, folder / "t.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    spelled = [tuple(map(spreadsheet_text, row)) for row in rows]
    assert [split(row["list"]) for row in cells] == spelled
    assert not any(row["list"].startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in cells)


@given(values=st.lists(st.floats(width=32), max_size=40), kind=st.sampled_from(["f4", "f8"]))
def test_what_is_unknown_is_null_in_parquet_and_empty_in_csv(values, kind, tmp_path_factory):
    folder = tmp_path_factory.mktemp("floats")
    column = np.array(values, dtype=kind)
    table = {"value": column}
    found = pq.read_table(write_parquet(table, folder / "t.parquet"))["value"]
    assert found.null_count == np.isnan(column).sum()
    np.testing.assert_array_equal(found.to_numpy(), column)
    lines = write_csv({"id": ["x"] * len(values), **table}, folder / "t.csv").read_text()
    cells = [line.split(",")[1] for line in lines.splitlines()[1:]]
    assert [cell == "" for cell in cells] == np.isnan(column).tolist()


def test_chances_keep_two_digits_that_count(tmp_path):
    table = {"p": np.array([np.nan, 0.0314, 4.13e-12, 1.0]), "share": np.array([0.0314] * 4)}
    lines = write_csv(table, tmp_path / "t.csv").read_text().splitlines()
    assert lines == ["p,share", ",0.0314", "0.031,0.0314", "4.1e-12,0.0314", "1,0.0314"]


LISTS = {
    "documents": {"themes": pa.string()},
    "topics": {
        "keywords": pa.string(),
        "representatives": pa.string(),
        "themes": pa.string(),
        "theme_counts": pa.int32(),
    },
    "themes": {
        "found_words": pa.string(),
        "top_topics": pa.string(),
        "top_topic_counts": pa.int32(),
        "keywords": pa.string(),
    },
    "theme_documents": {"words": pa.string()},
}
FLOATS = {
    "topics": {"share", "stability"},
    "themes": {"share", "threshold", "separation", "overlap"},
    "theme_documents": {"score", "margin", "signal_meaning"},
    "over_time": {"share", "low", "high", "p"},
    "by_group": {"share", "share_of_others", "p"},
}


@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("name", TABLES)
def test_a_column_has_the_type_of_what_it_holds(name, empty, tmp_path):
    told = results(sizes=(), loose=0, n_themes=0) if empty else leveled()
    schema = pq.read_schema(write_parquet(TABLES[name](told), tmp_path / "t.parquet"))
    lists = {
        each.name: each.type.value_type for each in schema if pa.types.is_large_list(each.type)
    }
    expected = LISTS.get(name, {})
    assert lists.keys() == expected.keys()
    for column, kind in expected.items():
        assert lists[column] == (pa.large_string() if kind == pa.string() else kind)
    floats = {each.name for each in schema if pa.types.is_floating(each.type)}
    assert FLOATS.get(name, set()) <= floats


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_column_of_texts_spells_numbers(variant):
    told = VARIANTS[variant]()
    for make in TABLES.values():
        for column, values in make(told).items():
            if isinstance(values, np.ndarray | Lists) or column in {"id", "copy_of", "record"}:
                continue
            spelled = [value for value in values if value]
            assert not spelled or not all(map(_is_float, spelled)), column


def _is_float(text):
    try:
        return "." in text and float(text) is not None
    except ValueError:
        return False
