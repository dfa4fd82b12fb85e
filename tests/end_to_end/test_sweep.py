"""A sweep: many settings on one embedding, side by side."""

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import planted
from pipeline import run
from pipeline.core.errors import ConfigError
from pipeline.core.events import StepFinished
from pipeline.sweep import sweep
from pipeline.sweep.schema import SCHEMA
from schema_checks import assert_as_told


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    planted.write_project(folder)
    return folder / "config.yaml"


def swept(config, *tries, **more):
    computed, told = [], []

    def watch(event):
        if isinstance(event, StepFinished):
            computed.append(event.step)

    fixed = ("cluster.method=consensus",)
    settings = {"drawn": None, "fixed": fixed, "outputs": None} | more
    done = sweep(config, tries, **settings, watch=watch, began=lambda *what: told.append(what))
    return done, computed, told


def test_the_corpus_is_embedded_once_and_every_trial_has_its_row(config):
    run(config)
    done, computed, told = swept(config, "cluster.min_cluster_size=5,10", "cluster.seed=0,1")
    assert not {"load", "embed"} & set(computed)
    assert [number for number, *_ in told] == [1, 2, 3, 4]
    assert told[0] == (1, 4, "cluster.min_cluster_size=5 cluster.seed=0")
    table = pd.read_csv(done.folder / "sweep.csv")
    assert table["cluster.min_cluster_size"].tolist() == [5, 5, 10, 10]
    assert table["topics"].between(2, 4).all() and (table["seconds"] > 0).all()
    exact = pd.read_parquet(done.folder / "sweep.parquet")
    tried = ["cluster.min_cluster_size", "cluster.seed"]  # which are numbers here
    assert_as_told(SCHEMA, pq.read_table(done.folder / "sweep.parquet").drop_columns(tried))
    assert exact["sensible"].any() and list(exact) == list(table)
    assert (exact["why_not"] == "").tolist() == exact["sensible"].tolist()
    assert exact["cluster.min_cluster_size"].dtype == exact["cluster.seed"].dtype == np.int64


def test_a_sweep_leaves_the_runs_alone_and_what_it_computed_serves_the_next_run(config):
    before = run(config)
    done, _, _ = swept(config, "cluster.n_topics=3,4")
    again, computed, _ = swept(config, "cluster.n_topics=3,4")
    assert computed == [] and again.folder != done.folder
    assert not run(config).fresh and run(config).folder == before.folder
    steps = []
    run(config, ["cluster.method=consensus", "cluster.n_topics=3"], watch=steps.append)
    finished = [event for event in steps if isinstance(event, StepFinished)]
    assert [event.step for event in finished if not event.hit] == ["report"]


def test_methods_are_compared_too(config):
    done, _, _ = swept(config, "cluster.method=consensus,kmeans,hdbscan", fixed=())
    stability = [trial.scores["stability"] for trial in done.trials]
    assert stability[0] is not None and stability[1:] == [None, None]


def test_every_mistake_in_every_combination_is_told_before_anything_runs(config):
    with pytest.raises(ConfigError) as caught:
        swept(config, "cluster.min_cluster_size=1,5", "cluster.share=0.8,7")
    message = str(caught.value)
    assert "--try cluster.min_cluster_size" in message and "--try cluster.share" in message
    assert "--set" not in message
