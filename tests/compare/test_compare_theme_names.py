"""Themes that are called as settings are: what is told of them is what was changed."""

import json

import pytest
from runs import PLAIN, compared

import planted
from pipeline import run
from pipeline.compare.sentences import sentences

NAMES = ("seed dispersal", "seed", "cluster", "name", "report")


def themes(**keywords):
    """All of them about food, but those with other ``keywords``."""
    asked = [
        {"name": name, "keywords": [keywords.get(name.replace(" ", "_"), "bread")]}
        for name in NAMES
    ]
    return f"themes={json.dumps(asked)}"


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("theme_names")
    planted.write_csv(folder / "planted.csv", planted.rows())
    (folder / "config.yaml").write_text(PLAIN)
    return run(folder / "config.yaml", [themes()])


@pytest.mark.parametrize("name", NAMES)
def test_another_theme_is_more_than_seed_noise_whatever_it_is_called(first, name):
    config = first.folder.parents[1] / "config.yaml"
    changed = run(config, [themes(**{name.replace(" ", "_"): "violin"})], watch=None)
    made, moved = compared(first, changed)
    assert made.rethemed.mean() >= 0.25
    assert made.verdict == "more than seed noise"
    (change,) = made.config_changes
    assert (change.section, change.path) == ("themes", (name, "keywords"))
    told = sentences(made, moved)
    assert told[0] == f'Changed: themes.{name}.keywords ["bread"] -> ["violin"].'
    assert not any("nothing but the seed" in line.lower() for line in told)
