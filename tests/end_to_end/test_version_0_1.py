"""A run that version 0.1 recorded: still replayed, predicted with, compared and planned on."""

import json

import pytest

import planted
from pipeline import run
from pipeline.config import load_config
from pipeline.config.renames import RENAMED
from pipeline.core.changes import Change, Reason
from pipeline.core.events import unwatched
from pipeline.predict import predict
from pipeline.report.reasons import because
from pipeline.running.plan import plan
from pipeline.running.replay import replay
from pipeline.runs.changes import changed_settings
from pipeline.runs.explain import describe_run
from pipeline.runs.list import catalogue
from pipeline.runs.record import digest_of
from pipeline.runs.run import Run, is_finished
from pipeline.store.stages import Entry


def as_recorded_then(section, settings):
    """The settings of a section by the names that version 0.1 had for them."""
    then = {new: old for old, new in RENAMED.get(section, {}).items()}
    if section == "cluster":
        then["n_topics"] = "n_clusters"
    return {then.get(key, key): value for key, value in settings.items()}


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """A config, two runs of it, and the record of the first as version 0.1 wrote it."""
    config = planted.write_project(tmp_path_factory.mktemp("project"))
    made = run(config)
    record = json.loads((made.folder / "run.json").read_text())
    for section, settings in record["config"].items():
        if isinstance(settings, dict):
            record["config"][section] = as_recorded_then(section, settings)
    del record["format"]
    for stage in record["stages"]:
        stage["why"] = ["first run"]  # in words, as it was told
    record["digest"] = digest_of(record)
    (made.folder / "run.json").write_text(json.dumps(record))
    run(config, ["report.title=Other"])
    run(config)
    return config


@pytest.fixture
def old(config):
    found = Run(config.parent / "outputs" / "planted-001")
    assert is_finished(found) and found.record.format == 1
    return found


def test_a_rename_is_no_change(config, old):
    new = Run(config.parent / "outputs" / "planted-003")
    assert changed_settings(new.record, old.record) == []
    assert describe_run(load_config(config), old) == "planted-001"
    _, second, _ = catalogue(config.parent / "outputs").runs
    assert [because(each) for each in second.changes] == ['report.title "" -> "Other"']
    assert [because(each) for each in old.record.stages[0].why] == ["first run"]
    assert old.record.config["cluster"]["n_topics"] == 4


def test_it_is_replayed_and_predicted_with(config, old):
    assert replay(old, unwatched, "themeline replay").different == ()
    assert predict(old, config.parent / "planted.csv", unwatched).drift.known == 40


def test_a_plan_tells_no_rename_as_a_reason(config, monkeypatch):
    recipe = Entry.recipe

    def then(entry):
        found = recipe(entry)
        return {**found, "parameters": as_recorded_then(found["stage"], found["parameters"])}

    monkeypatch.setattr(Entry, "recipe", then)
    planned = plan(load_config(config, ["cluster.n_init=5"]))
    reasons = {each.name: each.why for each in planned if each.status == "runs"}
    assert reasons == {
        "cluster": (Reason("setting", change=Change("cluster", ("n_init",), 10, 5)),)
    }
