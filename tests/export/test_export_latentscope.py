"""Latent Scope: the data folder of its version 1.0."""

import json
from collections import Counter

import numpy as np
import pytest


@pytest.fixture
def made(files, finished):
    prefix = f"{finished.folder.name}/"
    return {
        name.removeprefix(prefix): json.loads(file.content)
        if name.endswith(".json")
        else file.content
        for name, file in files("latentscope").items()
    }


def test_the_data_set_tells_of_every_column_of_the_input(made):
    meta, table = made["meta.json"], made["input.parquet"]
    assert meta["columns"] == table.column_names == list(meta["column_metadata"])
    assert meta["length"] == len(table) == 41 and meta["text_column"] == "text"
    score = meta["column_metadata"]["score_Food"]
    assert score["type"] == "number" and 0 <= score["extent"][0] < score["extent"][1] <= 1
    team = meta["column_metadata"]["team"]
    assert team["counts"] == Counter(table["team"].to_pylist())
    assert team["categories"] == list(team["counts"])


def test_the_map_fills_the_square_that_it_draws(made, contents):
    table = made["umaps/umap-001.parquet"]
    for axis, own in zip("xy", contents.places.T, strict=True):
        values = table[axis].to_numpy()
        assert (values.min(), values.max()) == pytest.approx((-1, 1))
        assert np.corrcoef(values, own)[0, 1] == pytest.approx(1)


def test_each_level_is_a_set_of_dense_clusters_with_those_without_one_last(made, contents):
    for number, level in enumerate(contents.levels, 1):
        name = f"clusters/cluster-{number:03d}"
        about, table = made[f"{name}.json"], made[f"{name}.parquet"]
        labels = made[f"{name}-labels-default.parquet"].to_pylist()
        clusters = table["cluster"].to_pylist()
        assert about["n_clusters"] == len(level.labels)
        assert about["n_noise"] == int((level.topics < 0).sum())
        assert sorted(set(clusters)) == list(range(len(labels)))
        named = [labels[cluster]["label"] for cluster in clusters]
        assert named == [name or "Unclustered" for name in level.names]
        assert all(labels[c]["indices"].count(row) == 1 for row, c in enumerate(clusters))


def test_a_run_whose_places_are_all_the_same_has_a_map_all_the_same(files, changed, contents):
    other = changed(places=np.ones((41, 2), dtype=np.float32))
    table = files("latentscope", other)[f"{contents.name}/umaps/umap-001.parquet"].content
    assert np.isfinite(table["x"].to_numpy()).all()
