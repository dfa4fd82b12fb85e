"""Embedding Atlas: columns as its command takes them."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest


@pytest.fixture
def documents(files):
    return files("atlas")["documents.parquet"].content


def test_columns_are_as_the_tool_takes_them(documents, contents):
    schema = documents.schema
    assert schema.field("x").type == schema.field("y").type == pa.float32()
    assert documents["text"].to_pylist() == list(contents.texts)
    assert schema.field("vector").type == pa.list_(pa.float32(), contents.vectors.shape[1])
    assert np.stack(documents["vector"].to_numpy()).tolist() == contents.vectors.tolist()
    assert schema.field("date").type == pa.timestamp("ms")
    assert documents["date"].null_count == 1
    assert {"topic_level_0", "topic_level_1", "theme", "score_Food", "team"} <= set(schema.names)


def test_a_document_is_its_own_first_neighbour_and_others_follow_by_distance(documents):
    rows = documents["neighbors"].to_pylist()
    assert {(len(row["ids"]), len(row["distances"])) for row in rows} == {(15, 15)}
    assert [row["ids"][0] for row in rows] == list(range(41))
    assert all(row["distances"] == sorted(row["distances"]) for row in rows)
    assert all(len(set(row["ids"])) == 15 and row["distances"][0] == 0 for row in rows)


def test_topics_and_themes_are_those_of_the_run_and_none_is_null(documents, finished):
    told = finished.documents
    assert [topic or "" for topic in documents["topic"].to_pylist()] == list(told["topic_label"])
    assert documents["topic"].null_count == int((told["topic"] < 0).sum()) > 0
    assert documents["themes"].to_pylist() == [list(names) for names in told["themes"]]


def test_every_topic_of_every_level_is_named_on_the_map(files, finished):
    labels = files("atlas")["labels.parquet"].content.to_pylist()
    topics = finished.topics
    assert [(each["level"], each["text"]) for each in labels] == list(
        zip(topics["level"], topics["label"], strict=True)
    )
    assert [each["priority"] for each in labels] == topics["size"].tolist()


def test_where_dates_are_no_days_they_stay_texts(files, changed, contents):
    dates = ["spring", *contents.documents["date"][1:]]
    other = changed(documents={**contents.documents, "date": dates})
    column = files("atlas", other)["documents.parquet"].content["date"]
    assert column.to_pylist()[0] == "spring"


def test_a_group_that_is_called_as_one_of_its_columns_gets_another_name(files, changed, contents):
    groups = {"vector": ("a",) * 41, "text": ("b",) * 41}
    other = changed(corpus=replace(contents.corpus, groups=groups))
    names = files("atlas", other)["documents.parquet"].content.column_names
    assert {"group_vector", "group_text"} <= set(names) and len(set(names)) == len(names)


def test_of_very_many_documents_no_neighbours_are_looked_for_and_that_is_told(files, monkeypatch):
    monkeypatch.setattr("pipeline.export.atlas.SEARCHED", 40)
    file = files("atlas")["documents.parquet"]
    assert file.content["neighbors"].null_count == 41
    assert file.holds == "41 documents, without neighbours, which are looked for among 40 at most"


def test_one_document_alone_is_its_only_neighbour(changed):
    alone = changed(ids=("a",), vectors=np.ones((1, 3), dtype=np.float32))
    places, cosines = alone.neighbours(14)
    assert places.shape == cosines.shape == (1, 0)
