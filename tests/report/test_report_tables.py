import csv

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_stories import HOSTILE, hostile, leveled, results

from pipeline.core.corpus import Dropped
from pipeline.report.table import spreadsheet_text, write_csv, write_parquet
from pipeline.report.tables import TABLES

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(told, name, tmp_path):
    return read(write_csv(TABLES[name](told), tmp_path / f"{name}.csv"))


def test_documents_begin_with_the_columns_that_others_rely_on():
    names = list(TABLES["documents"](results()))
    assert names == [
        "id", "title", "topic", "topic_label", "topic_strength", "theme", "themes", "x", "y",
        "date", "second_topic", "second_share", "topic_holds", "nearest_topic", "topic_distance",
        "no_topic_reason", "language", "copy_of",
    ]  # fmt: skip


def test_what_holds_is_told_in_a_number_and_a_word(tmp_path):
    topics = written(leveled(), "topics", tmp_path)
    shown = [(row["level"], row["stability"], row["holds"]) for row in topics]
    assert shown == [
        ("0", "0.9700", "solid"), ("0", "0.9000", "solid"), ("1", "0.9000", "solid"),
        ("1", "0.8500", "solid"), ("1", "0.7000", "fair"), ("1", "0.4000", "shaky"),
    ]  # fmt: skip
    documents = written(leveled(), "documents", tmp_path)
    assert (documents[0]["topic_holds"], documents[0]["nearest_topic"]) == ("solid", "-1")
    assert (documents[-1]["topic_holds"], documents[-1]["nearest_topic"]) == ("", "3")
    assert (documents[0]["topic_distance"], documents[0]["no_topic_reason"]) == ("1.0000", "")
    assert documents[-1]["no_topic_reason"] == "too far away"
    assert (documents[0]["topic_level_0"], documents[0]["topic_level_1"]) == ("0", "0")


def test_a_document_is_told_which_topic_would_be_next(tmp_path):
    rows = written(results(), "documents", tmp_path)
    assert (rows[12]["topic"], rows[12]["second_topic"], rows[12]["second_share"]) == (
        "1", "0", "0.2500",
    )  # fmt: skip
    assert (rows[13]["second_topic"], rows[13]["second_share"]) == ("-1", "")


def test_where_a_method_does_not_tell_how_topics_hold_the_columns_are_empty(tmp_path):
    assert {row["stability"] for row in written(results(), "topics", tmp_path)} == {""}
    assert {row["topic_holds"] for row in written(results(), "documents", tmp_path)} == {""}


def test_a_document_has_one_topic_and_any_number_of_themes(tmp_path):
    rows = written(results(), "documents", tmp_path)
    assert rows[6]["id"] == "006"
    assert rows[6]["topic"] == "0" and rows[6]["topic_label"] == "Harbour · sights 0"
    assert rows[6]["themes"] == "Theme A; Theme B" and rows[6]["theme"] == "Theme A"
    assert rows[7]["themes"] == rows[7]["theme"] == ""
    assert rows[39]["topic"] == "-1" and rows[39]["topic_label"] == ""
    assert rows[39]["topic_strength"] == "0.0000"


def test_columns_of_the_input_follow_and_never_hide_ours(tmp_path):
    groups = {"source": ("web",) * 40, "topic": ("their own",) * 40, "group_topic": ("x",) * 40}
    rows = written(results(groups=groups, dates=("2024-05-06",) * 40), "documents", tmp_path)
    assert rows[0]["source"] == "web" and rows[0]["date"] == "2024-05-06"
    assert rows[0]["topic"] == "0"
    assert rows[0]["group_topic"] == "x" and rows[0]["group_group_topic"] == "their own"


def test_a_copy_names_its_first_occurrence(tmp_path):
    first = np.arange(40, dtype=np.int32)
    first[[5, 9]] = 2
    rows = written(results(first_copy=first), "documents", tmp_path)
    assert [row["copy_of"] for row in rows[:10]] == ["", "", "", "", "", "002", "", "", "", "002"]


def test_topics_and_themes_count_what_the_documents_say(tmp_path):
    topics, themes = (written(results(), name, tmp_path) for name in ("topics", "themes"))
    assert [row["size"] for row in topics] == ["12", "10", "8", "6"]
    assert topics[0]["share"] == "0.3000"
    assert topics[1]["keywords"] == "word10; word11; word12"
    assert topics[1]["representatives"] == "012; 013; 014"
    assert [row["documents"] for row in themes] == ["20", "14", "10"]
    assert topics[0]["themes"] == "Theme A; Theme B; Theme C"
    assert topics[0]["theme_counts"] == "6; 4; 3"
    assert themes[0]["top_topics"].startswith("Harbour · sights 0; Orchard · sights 1; ")
    assert themes[0]["top_topic_counts"].startswith("6; 5; ")


def test_theme_documents_has_a_row_for_every_pair(tmp_path):
    rows = written(results(), "theme_documents", tmp_path)
    assert len(rows) == 40 * 3
    assert rows[3 * 6 + 1] == {
        "id": "006", "theme": "Theme B", "score": "0.3333", "assigned": "true", "primary": "false",
        "named": "yes", "judged": "", "margin": "0.2500", "evidence": "T", "evidence_start": "0",
        "evidence_end": "1", "words": "", "signal_meaning": "0.0000",
    }  # fmt: skip


def test_dropped_lists_every_record(tmp_path):
    dropped = [Dropped("line 7", "", "empty text", "0 characters", "")] * 3
    rows = written(results(dropped=dropped), "dropped", tmp_path)
    assert len(rows) == 3 and rows[0]["record"] == "line 7" and rows[0]["reason"] == "empty text"


def test_boilerplate_lists_every_part_the_most_frequent_first(tmp_path):
    texts = [f"A text about {place}." for place in range(40)]
    texts[3] = "Follow us. (c) 2019 Sample"
    texts[7], texts[8] = "Words. (c) 2020 Sample", "More words. (c) 2021 Sample"
    parts = np.array([[3, 0, 10], [3, 11, 26], [7, 7, 22], [8, 12, 27]], dtype=np.int32)
    rows = written(results(texts=tuple(texts), left_out=parts), "boilerplate", tmp_path)
    told = [(row["part"], row["documents"], row["id"], row["text"]) for row in rows]
    assert told == [
        ("1", "3", "003", "(c) 2019 Sample"),
        ("1", "3", "007", "(c) 2020 Sample"),
        ("1", "3", "008", "(c) 2021 Sample"),
        ("2", "1", "003", "Follow us."),
    ]
    assert [(row["start"], row["end"]) for row in rows] == [
        ("11", "26"), ("7", "22"), ("12", "27"), ("0", "10"),
    ]  # fmt: skip


def test_numbering_at_every_level_is_kept():
    told = results()
    coarse = np.zeros(40, dtype=np.int32)
    levels = np.vstack([coarse, told.clustering.labels])
    object.__setattr__(told.clustering, "levels", levels)
    table = TABLES["documents"](told)
    assert (table["topic_level_0"] == 0).all()
    assert (table["topic_level_1"] == told.clustering.labels).all()


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_keeps_its_header(name, tmp_path):
    table = TABLES[name](results(sizes=(), loose=0, n_themes=0))
    path = write_csv(table, tmp_path / "t.csv", byte_order_mark=False)
    assert path.read_bytes() == (",".join(table) + "\n").encode()
    assert pq.read_table(write_parquet(table, tmp_path / "t.parquet")).num_rows == 0


SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
PASSED_OVER = (
    "",
    " ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u2060",
    "\xad",
    "\x00",
    " \u200e ",
)


@pytest.mark.parametrize("before", PASSED_OVER)
@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n"])
def test_no_text_cell_is_a_formula(before, sign, tmp_path):
    start = f"{before}{sign}"
    path = write_csv({f"{start}name": [f"{start}1+1"]}, tmp_path / "t.csv")
    (row,) = read(path)
    ((name, value),) = row.items()
    # what is only white space before a text is no formula
    if sign in SIGNS or not before:
        assert name.startswith("'") and value.startswith("'")


@pytest.mark.parametrize("text", ["a = b", "'=1", "well - known", " indented", "é@home", ""])
def test_other_texts_stay_as_they_are(text):
    assert spreadsheet_text(text) == text


def test_numbers_stay_numbers(tmp_path):
    table = {"x": np.array([-1.5, -0.00001, 2.00004], np.float32), "n": np.array([-1, 0, 7])}
    path = write_csv(table, tmp_path / "t.csv", byte_order_mark=False)
    assert path.read_text() == "x,n\n-1.5000,-1\n0.0000,0\n2.0000,7\n"


def test_the_mark_for_spreadsheets_can_be_asked_for(tmp_path):
    marked = write_csv({"id": ["é"]}, tmp_path / "a.csv", byte_order_mark=True).read_bytes()
    plain = write_csv({"id": ["é"]}, tmp_path / "b.csv").read_bytes()
    assert marked == b"\xef\xbb\xbf" + plain == b"\xef\xbb\xbfid\n\xc3\xa9\n"


@given(texts=st.lists(TEXTS, min_size=1))
def test_any_text_survives_the_way_through_csv(texts, tmp_path_factory):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    rows = read(write_csv({"a": texts, "b": texts}, path))
    assert [row["a"] for row in rows] == [row["b"] for row in rows]
    assert [row["a"] for row in rows] == [spreadsheet_text(text) for text in texts]


@given(texts=st.lists(TEXTS), seed=st.integers(0, 9))
def test_parquet_is_the_exact_copy(texts, seed, tmp_path_factory):
    random = np.random.default_rng(seed)
    table = {
        "text": texts,
        "yes": random.integers(0, 2, len(texts)).astype(bool),
        "part": random.normal(size=(len(texts), 2)).astype(np.float32)[:, 1],
        "n": random.integers(-9, 9, len(texts)).astype(np.int32),
    }
    path = write_parquet(table, tmp_path_factory.mktemp("parquet") / "t.parquet")
    back = pq.read_table(path, page_checksum_verification=True)
    assert back.column_names == list(table)
    for name, column in table.items():
        assert back[name].to_pylist() == list(column)


def test_damage_to_a_parquet_file_is_noticed(tmp_path):
    path = write_parquet(TABLES["documents"](results()), tmp_path / "t.parquet")
    column = pq.read_metadata(path).row_group(0).column(1)
    data = bytearray(path.read_bytes())
    data[column.data_page_offset + column.total_compressed_size // 2] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(OSError, match=r"CRC|checksum"):
        pq.read_table(path, page_checksum_verification=True)


def test_parquet_holds_hostile_texts_unchanged(tmp_path):
    path = write_parquet(TABLES["documents"](hostile()), tmp_path / "t.parquet")
    assert pq.read_table(path)["title"].to_pylist()[: len(HOSTILE)] == list(HOSTILE)
