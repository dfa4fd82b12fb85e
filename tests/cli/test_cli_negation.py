"""themeline check tells of themes that only say what is not meant, before anything is computed."""

import planted
from pipeline.cli.show_config import show_config
from pipeline.config import load_config
from pipeline.load.look import look


def told(folder, capsys, *settings):
    config = load_config(planted.write_project(folder), settings)
    show_config(config, look(config.load))
    return " ".join(capsys.readouterr().out.split())


def test_check_tells_of_a_theme_that_negates(tmp_path, capsys):
    said = told(tmp_path, capsys, "themes=[not about bread]")
    assert "no problem found" in said
    assert "A05 The theme 'not about bread' says what is not meant: “not about bread”" in said
    assert "not_counting" in said and "counter_examples" in said


def test_check_is_silent_where_nothing_is_negated(tmp_path, capsys):
    assert "A05" not in told(tmp_path, capsys)
