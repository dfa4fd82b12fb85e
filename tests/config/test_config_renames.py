"""Old names: a config says the new ones, and what version 0.1 recorded is read by them."""

import json
from pathlib import Path

import pytest

from pipeline.config import load_config, recorded_config
from pipeline.config.renames import RENAMED, translated
from pipeline.config.settings import stage_of
from pipeline.core.discovery import method_class, method_names
from pipeline.core.errors import ConfigError

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


@pytest.mark.parametrize(("section", "old", "new"), EVERY)
def test_every_old_name_is_an_error_that_says_the_new_one(folder, section, old, new):
    given = {**GIVEN, section: {**GIVEN.get(section, {}), old: 0.5}}
    lines = [f"{key}: {json.dumps(value)}" for key, value in given.items()]
    (folder / "config.yaml").write_text("\n".join(lines))
    line = list(given).index(section) + 1
    assert f"config.yaml:{line}: {section}.{old}: is called {new} now" in problems()


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
    }


def test_an_old_name_on_the_command_line_is_told_there(folder):
    (folder / "config.yaml").write_text("name: x\nload: texts.csv\n")
    parts = "embed.parts=[{method: auto, sample: 60}, lsa]"
    assert problems("cluster.min_belonging=0.5", parts) == (
        "--set embed.parts.0.sample: is called subsample now",
        "--set cluster.min_belonging: is called min_membership now",
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
