"""Old names: still understood for a version and told, and what version 0.1 recorded is read."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline import run
from pipeline.config import load_config, recorded_config, scoring_of
from pipeline.config.checking import Checker
from pipeline.config.renames import RENAMED, renamed, translated
from pipeline.config.settings import stage_of
from pipeline.core.discovery import method_class, method_names
from pipeline.core.errors import ConfigError
from pipeline.core.old_names import GOES_IN
from pipeline.runs.run import Run as FinishedRun

RECORDED = json.loads((Path(__file__).parent / "recorded_by_0_1.json").read_text("utf-8"))
"""The config in a run.json of version 0.1."""

EVERY = [(section, *pair) for section, names in RENAMED.items() for pair in names.items()]

GIVEN = {"name": "x", "load": {"path": "texts.csv"}}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "texts.csv").write_text("id,text\n1,cats\n2,ships\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(*set_values):
    with pytest.raises(ConfigError) as error:
        load_config("config.yaml", set_values)
    return error.value.problems


def settings_of(section):
    stage = stage_of(section)
    kinds = [method_class(stage, name) for name in method_names(stage)]
    return {name for kind in kinds for name in kind.model_fields}


TOLD = "is called {} now; the old name goes in version 0.3"


def test_old_names_go_in_a_version_that_is_still_to_come():
    """Once it is here, they are errors: take them out of RENAMED, but for what runs recorded."""
    here, then = (tuple(map(int, each.split(".")[:2])) for each in (version("themeline"), GOES_IN))
    assert here < then


@pytest.mark.parametrize(("section", "old", "new"), EVERY)
def test_every_old_name_is_understood_and_the_new_one_is_told(section, old, new):
    checker = Checker(Path("config.yaml"), {section: {old: 0.5}})
    checker.config(None)
    assert ((section, old), TOLD.format(new)) in checker.notes
    assert renamed(section, {old: 0.5}) == {new: 0.5}


def test_a_config_of_0_1_gives_what_the_same_by_new_names_gives(folder):
    lines = ["name: x", "load: {path: texts.csv, sample: 60}", "cluster: {min_belonging: 0.5}"]
    (folder / "config.yaml").write_text("\n".join(lines))
    old = load_config("config.yaml", ["embed.parts=[{method: auto, draw: 1}, lsa]"])
    assert old.notes == (
        f"--set embed.parts.0.draw: {TOLD.format('subsample_seed')}",
        f"config.yaml:2: load.sample: {TOLD.format('subsample')}",
        f"config.yaml:3: cluster.min_belonging: {TOLD.format('min_membership')}",
    )
    lines = ["name: x", "load: {path: texts.csv, subsample: 60}", "cluster: {min_membership: 0.5}"]
    (folder / "config.yaml").write_text("\n".join(lines))
    new = load_config("config.yaml", ["embed.parts=[{method: auto, subsample_seed: 1}, lsa]"])
    assert (old.resolved(), new.notes) == (new.resolved(), ())


def test_python_warns_of_names_that_will_go(folder, monkeypatch):
    (folder / "config.yaml").write_text("name: x\nload: {path: texts.csv, sample: 60}\n")
    made = FinishedRun(folder / "outputs" / "x-001")
    monkeypatch.setattr("pipeline.api.running.execute", lambda *_, **__: made)
    with pytest.warns(FutureWarning) as warned:
        run("config.yaml")
        run({"name": "x", "load": {"path": "texts.csv", "sample": 60}})
        scoring_of({"embed": {"method": "distilled", "vocabulary": 9999}})
    assert [str(each.message) for each in warned] == [
        f"config.yaml:2: load.sample: {TOLD.format('subsample')}",
        f"load.sample: {TOLD.format('subsample')}",
        f"embed.vocabulary: {TOLD.format('vocab_size')}",
    ]
    assert {each.filename for each in warned} == {__file__}


def test_an_old_name_beside_the_new_one_is_an_error(folder):
    (folder / "config.yaml").write_text(
        "name: x\nload: {path: texts.csv, sample: 60, subsample: 70}\n"
    )
    assert problems() == (
        "config.yaml:2: load.sample: is called subsample now, which is given, too; remove it",
    )


def test_a_wrong_value_is_told_where_its_old_name_stands(folder):
    (folder / "config.yaml").write_text("name: x\nload: {path: texts.csv}\ncluster:\n  share: 7\n")
    parts = "embed.parts=[{method: auto, draw: 7.5}, lsa]"
    assert problems(parts) == (
        "--set embed.parts.0.draw: 7.5 is not allowed; expected a whole number from 0 to "
        "4294967295",
        "config.yaml:4: cluster.share: 7 is not allowed; expected a number from 0.5 to 0.95",
    )


@pytest.mark.parametrize(("section", "old", "new"), EVERY)
def test_a_new_name_is_a_setting_and_an_old_one_is_none(section, old, new):
    assert new in settings_of(section)
    assert old not in settings_of(section)


def test_the_stop_words_of_a_stage_are_an_error_that_says_where_they_are_now(folder):
    (folder / "config.yaml").write_text("name: x\nload: texts.csv\ndescribe: {stop_words: none}\n")
    parts = "embed.parts=[auto, {method: lsa, stop_words: none}]"
    told = "is one for all stages now: words: {stop_words: ..., ignore: [...]}"
    assert problems(parts) == (
        f"--set embed.parts.1.stop_words: {told}",
        f"config.yaml:3: describe.stop_words: {told}",
    )


def test_a_list_that_stood_for_the_stop_words_of_0_1_is_all_that_is_ignored():
    old = {"describe": {"method": "keybert", "stop_words": ["der", "die", "auf dem"]}}
    assert translated(old) == {
        "language": "auto",
        "words": {"stop_words": "none", "ignore": ["der", "die"]},
        "describe": {"method": "keybert"},
        "neighbors": {"method": "exact", "n_neighbors": "auto", "subsample": 20_000},
    }


def test_the_subsample_of_a_section_is_that_of_the_neighbours(folder):
    lines = ["name: x", "load: {path: texts.csv}", "cluster: {sample: 3000}"]
    (folder / "config.yaml").write_text("\n".join(lines))
    config = load_config("config.yaml", ["map.subsample=4000"])
    assert config.neighbors.subsample == 3000
    assert config.notes == (
        f"--set map.subsample: {TOLD.format('neighbors.subsample')}",
        f"config.yaml:3: cluster.sample: {TOLD.format('neighbors.subsample')}",
    )
    (folder / "config.yaml").write_text("\n".join([*lines, "neighbors: {subsample: 5000}"]))
    assert load_config("config.yaml").neighbors.subsample == 5000
    (folder / "config.yaml").write_text("\n".join([*lines[:2], "cluster: {subsample: 30}"]))
    with pytest.raises(ConfigError) as refused:
        load_config("config.yaml")
    assert refused.value.problems == (
        "config.yaml:3: cluster.subsample: 30 is not allowed; expected a whole number from 1000 to "
        "100000",
    )


def test_as_many_neighbours_are_looked_for_as_a_stage_asks_for(folder):
    lines = ["name: x", "load: {path: texts.csv}", "map: {n_neighbors: 40}"]
    (folder / "config.yaml").write_text("\n".join(lines))
    assert load_config("config.yaml").neighbors.n_neighbors == 40
    (folder / "config.yaml").write_text("\n".join([*lines, "neighbors: {n_neighbors: 30}"]))
    with pytest.raises(ConfigError) as refused:
        load_config("config.yaml")
    assert refused.value.problems == (
        "config.yaml:4: neighbors.n_neighbors: 30 neighbours are looked for, and map.n_neighbors "
        "asks for 40; raise this, or leave it out",
    )


def test_what_version_0_1_recorded_is_read_with_every_value_that_it_had(folder):
    outputs = folder / "outputs"
    file = outputs / "../config.yaml"
    config = recorded_config(translated(RECORDED), file, outputs, "texts-001")
    assert config.resolved() == translated(RECORDED)
    assert (config.load.subsample, config.load.subsample_seed) == (100, 7)
    assert (config.load.boilerplate, config.load.mask) == ("keep", ())
    cluster = config.cluster
    assert (cluster.min_membership, cluster.n_resamples, cluster.resample_fraction) == (
        0.2,
        30,
        0.7,
    )
    assert config.embed.parts[0].method.vocab_size == 20_000


def test_a_config_of_today_is_translated_to_itself():
    today = translated(RECORDED)
    assert translated(today) == today
    assert "min_belonging" in RECORDED["cluster"]
