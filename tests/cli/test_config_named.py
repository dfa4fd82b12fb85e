"""A config is named as CONFIG or after --config, whatever the command."""

import pytest
import typer
from terminal import themeline

import planted
from pipeline.cli.app import one_config
from pipeline.cli.commands import app
from pipeline.core.errors import ConfigError

COMMANDS = typer.main.get_command(app).commands
WITHOUT = {"init", "methods", "schema", "predict", "assign", "compare", "show", "verify", "replay"}
"""Commands that read no config: they write or describe one, or are about runs."""


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - WITHOUT))
def test_every_command_takes_both(name):
    given = {(each.param_type_name, each.name) for each in COMMANDS[name].params}
    assert {("argument", "config"), ("option", "config_")} <= given


@pytest.mark.parametrize("name", sorted(WITHOUT))
def test_no_command_takes_one_alone(name):
    assert not any(each.name in ("config", "config_") for each in COMMANDS[name].params)


def test_one_is_enough_and_two_have_to_be_the_same(tmp_path):
    here, there = tmp_path / "a.yaml", tmp_path / "b.yaml"
    assert one_config(None, None).name == "config.yaml"
    assert one_config(here, None) == one_config(None, here) == one_config(here, here) == here
    with pytest.raises(ConfigError, match=r"a\.yaml and --config .*b\.yaml: leave one"):
        one_config(here, there)


def test_beside_a_theme_the_word_is_the_config(tmp_path):
    planted.write_project(tmp_path).rename(tmp_path / "other.yaml")
    for asked in (
        ["--theme", "Food", "other.yaml"],
        ["--theme", "Food", "--config", "other.yaml"],
        ["ki00", "other.yaml"],
    ):
        told = themeline("explain", *asked, cwd=tmp_path)
        assert told.returncode == 3 and "no run of planted yet" in told.stderr
    both = themeline("explain", "ki00", "--theme", "Food", cwd=tmp_path)
    assert both.returncode == 2 and "name one document, or one theme" in both.stderr
