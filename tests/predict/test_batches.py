"""A file that is placed batch by batch gets what it gets at once, and is never held whole."""

import tracemalloc

import newcomers
import pandas as pd
import pytest
from pyarrow import parquet

import pipeline.predict.batches
import planted
from pipeline import run
from pipeline.core.discovery import method_class, method_names
from pipeline.core.errors import InputError
from pipeline.core.events import StepProgressed, unwatched
from pipeline.load.records import Options, Records
from pipeline.predict import predict
from pipeline.predict.batches import Cut


@pytest.fixture
def without_languages(monkeypatch):
    """The language model takes half a second to load."""
    told = lambda among: lambda texts: ("",) * len(texts)  # noqa: E731
    monkeypatch.setattr(pipeline.predict.batches, "language_teller", told)


def mixed():
    """New, known, edited and broken records, copies near and far, and ids that occur twice."""
    new = [*newcomers.of_the_topics(6), *newcomers.of_something_else(12)]
    known = [dict(record) for record in planted.rows()[::3]]
    known[3]["body"] = known[3]["body"].upper()
    known[5]["body"] = "flour, bread and ovens were edited since then"
    copies = [record | {"id": f"copy of {record['id']}"} for record in (*new[::4], *known[::4])]
    records = [*new[:9], *known, *new[9:], *copies, new[11] | {"id": "again"}]
    records[2]["body"] = ""
    records[6] = records[6] | {"id": records[20]["id"]}
    return records


@pytest.mark.parametrize("at_once", [1, 7, 16])
def test_batches_change_nothing(finished, tmp_path, without_languages, at_once):
    planted.write_csv(tmp_path / "new.csv", mixed())
    whole = predict(finished, tmp_path / "new.csv", unwatched)
    found = predict(finished, tmp_path / "new.csv", unwatched, at_once=at_once)
    for path in sorted(whole.folder.iterdir()):
        if path.suffix == ".parquet":
            pd.testing.assert_frame_equal(
                pd.read_parquet(found.folder / path.name), pd.read_parquet(path)
            )
        elif path.name != "predicted.json":
            assert (found.folder / path.name).read_bytes() == path.read_bytes(), path.name
    assert found.drift.verdict == whole.drift.verdict
    assert {path.name for path in found.folder.iterdir()} == {
        p.name for p in whole.folder.iterdir()
    }
    batches = parquet.ParquetFile(found.folder / "documents.parquet").num_row_groups
    assert batches > len(found.documents) // (2 * at_once + 2)


def test_a_copy_in_a_later_batch_gets_the_rows_of_the_first(finished, tmp_path, without_languages):
    first, *others = newcomers.of_the_topics(5)
    planted.write_csv(tmp_path / "new.csv", [first, *others, first | {"id": "late"}])
    found = predict(finished, tmp_path / "new.csv", unwatched, at_once=4)
    rows = found.documents.set_index("id")
    same = rows.columns.drop("copy_of")
    pd.testing.assert_series_equal(
        rows.loc["late", same], rows.loc[first["id"], same], check_names=False
    )
    assert rows.loc["late", "copy_of"] == first["id"]
    themes = found.theme_documents.set_index("id")
    pd.testing.assert_frame_equal(
        themes.loc["late"].reset_index(drop=True), themes.loc[first["id"]].reset_index(drop=True)
    )


def test_progress_goes_from_batch_to_batch(finished, tmp_path, without_languages):
    told = []
    planted.write_csv(tmp_path / "new.csv", newcomers.of_the_topics())
    predict(finished, tmp_path / "new.csv", told.append, at_once=4)
    moved = [(each.done, each.total) for each in told if isinstance(each, StepProgressed)]
    assert moved == sorted(moved)
    assert moved[-1] == (12, 12)
    assert {4, 8} <= {done for done, _ in moved}


def test_a_batch_ends_between_the_groups_that_are_scored_or_where_it_is_full():
    cut = Cut(documents=10, texts=4)
    assert not cut.full(9, 8)
    assert cut.full(10, 8)
    assert not cut.full(10, 7)
    assert cut.full(200, 7)


@pytest.mark.parametrize("method", method_names("load"))
def test_every_loader_hands_over_its_records(method):
    kind = method_class("load", method)
    assert issubclass(kind, Options)
    assert kind.read.__annotations__["return"] is Records


def test_a_run_on_a_sample_places_every_document_of_the_file(tmp_path):
    config = planted.PLAIN.replace("planted.csv,", "planted.csv, subsample: 24,")
    result = run(planted.write_project(tmp_path, config))
    assert len(result.documents) == 24
    assert "L08" in {check.code for check in result.record.checks}
    found = predict(result, tmp_path / "planted.csv", unwatched)
    assert found.documents["id"].tolist() == [record["id"] for record in planted.rows()]
    assert (found.drift.known, found.drift.new) == (24, 16)
    drawn = found.documents[found.documents["id"].isin(result.documents["id"])]
    pd.testing.assert_frame_equal(drawn.reset_index(drop=True), result.documents)


def test_a_fault_at_the_end_of_the_file_is_told_before_anything_is_placed(finished, tmp_path):
    told, path = [], tmp_path / "new.csv"
    planted.write_csv(path, newcomers.of_the_topics())
    path.write_text(path.read_text() + 'x,"never closed\n')
    with pytest.raises(InputError, match="is not closed before the file ends"):
        predict(finished, path, told.append, at_once=4)
    assert not any(isinstance(each, StepProgressed) for each in told)


def test_no_more_than_a_batch_is_held(tmp_path, without_languages):
    result = run(planted.write_project(tmp_path, planted.PLAIN.partition("themes:")[0]))
    words = planted.rows()

    def peak(documents):
        path = tmp_path / f"{documents}.csv"
        planted.write_csv(
            path,
            [words[i % 40] | {"id": f"n{i}", "title": f"oven {i}"} for i in range(documents)],
        )
        tracemalloc.start()
        predict(result, path, unwatched, at_once=300)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(50)  # imports
    # held whole, a document takes 2,400 bytes here; what is remembered of each, 550
    assert peak(3000) - peak(300) < 2700 * 900
