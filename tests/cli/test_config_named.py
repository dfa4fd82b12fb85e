"""A config is named as CONFIG or after --config, whatever the command."""

import pytest
import typer
from terminal import themeline

import planted
from pipeline.cli.app import one_config
from pipeline.cli.commands import app
from pipeline.cli.naming import runs_in
from pipeline.core.errors import ConfigError

COMMANDS = typer.main.get_command(app).commands
ABOUT_RUNS = {"predict", "assign", "compare", "show", "verify", "replay", "apply", "export"}
"""Commands whose arguments are runs or files of theirs."""

WITHOUT = {"init", "methods", "schema"}
"""Commands that write or describe a config."""


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - WITHOUT - ABOUT_RUNS))
def test_every_command_takes_both(name):
    given = {(each.param_type_name, each.name) for each in COMMANDS[name].params}
    assert {("argument", "config"), ("option", "config_")} <= given


@pytest.mark.parametrize("name", sorted(ABOUT_RUNS))
def test_where_a_run_is_named_a_config_may_say_where_it_is(name):
    (option,) = [each for each in COMMANDS[name].params if "--config" in each.opts]
    assert option.param_type_name == "option"


def test_a_run_is_looked_for_in_the_outputs_folder_of_the_config(tmp_path):
    config = planted.write_project(tmp_path)
    config.write_text(config.read_text() + "outputs: elsewhere\n")
    assert runs_in(None, config) == tmp_path / "elsewhere"
    assert runs_in(tmp_path, config) == tmp_path
    assert runs_in(None, None) is None
    told = themeline("show", "latest", "--config", str(config), cwd=tmp_path.parent)
    assert told.returncode == 2 and f"there is none in {tmp_path / 'elsewhere'}" in told.stderr


@pytest.mark.parametrize("name", sorted(WITHOUT))
def test_where_no_config_is_read_none_is_taken(name):
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
