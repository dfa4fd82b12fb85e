import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.load.parquet import Parquet

pytestmark = pytest.mark.usefixtures("without_languages")


@pytest.fixture
def table(tmp_path):
    """Write a Parquet file of these columns and return its path."""

    def table(**columns):
        path = tmp_path / "texts.parquet"
        pq.write_table(pa.table(columns), path)
        return path

    return table


def test_strings_stay_and_nulls_are_empty(table):
    path = table(id=["007", "NA", "c"], text=["one text", None, "three\x00 texts"])
    corpus = Parquet(path=path, id="id")()
    assert corpus.ids == ("007", "c")
    assert corpus.texts == ("one text", "three\x00 texts")
    assert [(each.record, each.id, each.reason) for each in corpus.dropped] == [
        ("row 2", "NA", "empty text")
    ]


MOMENT = dt.datetime(2024, 3, 1, 12, 30, 15, 250)


@pytest.mark.parametrize(
    ("values", "spelled"),
    [
        (pa.array([2**63], pa.uint64()), "9223372036854775808"),
        (pa.array([-7], pa.int8()), "-7"),
        (pa.array([0.1], pa.float32()), "0.1"),
        (pa.array([Decimal("1.20")]), "1.20"),
        (pa.array([True]), "true"),
        (pa.array([dt.date(2024, 3, 1)]), "2024-03-01"),
        (pa.array([MOMENT]), "2024-03-01T12:30:15.000250"),
        (
            pa.array([MOMENT], pa.timestamp("ns", "Asia/Tokyo")),
            "2024-03-01T12:30:15.000250000+00:00",
        ),
        (pa.array(["red"]).dictionary_encode(), "red"),
        (pa.array([b"bytes of text"]), "bytes of text"),
        (pa.array([None], pa.null()), ""),
    ],
)
def test_values_of_every_flat_type_are_spelled_without_loss(table, values, spelled):
    corpus = Parquet(path=table(text=["some words"], value=values), groups="value")()
    assert corpus.groups["value"] == (spelled,)


def test_times_are_dates_of_the_corpus(table):
    corpus = Parquet(path=table(text=["some words"], day=[MOMENT]), date="day")()
    assert corpus.dates == ("2024-03-01T12:30:15.000250",)


@pytest.mark.parametrize("values", [[["a"]], [{"a": 1}], [b"\xff"]])
def test_columns_that_are_no_text_are_refused(table, refusal, values):
    message = refusal(Parquet(path=table(text=values)))
    assert message.startswith("texts.parquet: column 'text' (")
    assert message.endswith("choose a column of text, numbers, dates or truth values")


def test_wrong_columns_and_files_are_refused(table, write, refusal):
    path = table(words=["a"], texts=["some words"])
    assert refusal(Parquet(path=path, text="text")) == (
        "texts.parquet: load.text: no column 'text'; did you mean 'texts'?; 2 columns: 'words', "
        "'texts'"
    )
    assert refusal(Parquet(path=table(text=pa.array([], pa.string())))) == (
        "texts.parquet: there are 0 records in it"
    )
    assert refusal(Parquet(path=write("csv.parquet", "id,text\n1,one\n"))).startswith(
        "csv.parquet: is not a Parquet file that can be read: "
    )
    damaged = path.read_bytes()
    assert refusal(Parquet(path=write("cut.parquet", damaged[: len(damaged) // 2]))).startswith(
        "cut.parquet: is not a Parquet file that can be read: "
    )


def test_damage_inside_the_file_is_refused(table, refusal):
    path = table(text=[f"some words {i}" for i in range(100)])
    content = bytearray(path.read_bytes())
    content[4:60] = b"\xff" * 56
    path.write_bytes(content)
    assert refusal(Parquet(path=path)).startswith("texts.parquet: ")
