"""Why a step runs, in the words of the config."""

import pytest

from pipeline.cluster.hdbscan import HDBSCAN
from pipeline.cluster.kmeans import KMeans
from pipeline.core.changes import Change
from pipeline.report.reasons import because, changed
from pipeline.store.fingerprint import recipe_of
from pipeline.store.reasons import config_changes, reasons

ROBOT = {"name": "robot", "description": "old", "keywords": []}
SPACE = {"name": "space", "description": "", "keywords": ["orbit"]}
CHANGED = {**ROBOT, "description": "new"}
LSA = {"method": "lsa", "weight": 1.0, "n_components": 100}


def recipe(parameters=None, **parts):
    empty = {"sources": {}, "code": {}, "versions": {}, "tools": {}, "inputs": {}}
    return {"method": "fake", "parameters": parameters or {}, **empty, **parts}


def said(found):
    return tuple(map(because, found))


def told(*asked):
    return said(reasons(*asked))


def changes(new, old):
    return list(map(changed, config_changes(new, old)))


def why(step, new, old):
    return said(reasons(step, recipe(new), recipe(old)))


@pytest.mark.parametrize("step", ["assign", "report"])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([ROBOT], [ROBOT, SPACE], ["themes added: space"]),
        ([ROBOT, SPACE], [], ["themes removed: robot, space"]),
        ([SPACE, ROBOT], [SPACE, CHANGED], ['themes.robot.description "old" -> "new"']),
        ([ROBOT, SPACE], [SPACE, ROBOT], ["themes in another order"]),
        ([ROBOT], [SPACE], ["themes added: space", "themes removed: robot"]),
    ],
)
def test_themes_are_compared_by_name(step, old, new, expected):
    assert list(why(step, {"themes": new}, {"themes": old})) == expected


def test_other_lists_of_settings_are_compared_by_place():
    old = {"parts": [LSA, LSA]}
    wider = {"parts": [LSA, {**LSA, "n_components": 50}]}
    other = {"parts": [{"method": "minilm", "weight": 2.0, "batch": 8}, LSA, LSA]}
    assert why("embed", wider, old) == ("embed.parts.1.n_components 100 -> 50",)
    assert why("embed", other, old) == (
        "embed.parts added: 2",
        'embed.parts.0.method "lsa" -> "minilm"',
        "embed.parts.0.weight 1.0 -> 2.0",
    )


def test_beside_another_method_only_shared_parameters_are_named():
    old, new = recipe_of(HDBSCAN(), {"reduce": "a"}), recipe_of(KMeans(seed=1), {"reduce": "b"})
    assert told("cluster", new, old) == ('cluster.method "hdbscan" -> "kmeans"',)
    old, new = recipe({"seed": 0, "a": 1}), recipe({"seed": 1, "b": 1}, method="other")
    assert told("cluster", new, old) == (
        'cluster.method "fake" -> "other"',
        "cluster.seed 0 -> 1",
    )


def test_results_are_compared_with_those_of_the_last_run():
    old = recipe(inputs={"load": "a", "embed": "a"})
    one, both = ({"load": "a", "embed": "b"}, {"load": "b", "embed": "b"})
    assert told("assign", recipe(inputs=one), old) == (
        "embed has another result than in the last run",
    )
    assert told("assign", recipe(inputs=both), old) == (
        "load, embed have other results than in the last run",
    )


def test_long_values_are_cut_to_where_they_differ():
    (reason,) = why("load", {"text": "a" * 90 + "new" + "b" * 90}, {"text": "a" * 90 + "old"})
    before, after = reason.split(" -> ")
    assert before == f'load.text ...{"a" * 20}old"'
    assert after == f"...{'a' * 20}new{'b' * 37}..."
    assert why("load", {"text": "short"}, {"text": None}) == ('load.text null -> "short"',)


def test_a_tool_that_only_one_recipe_has_is_no_reason_of_its_own():
    old, new = recipe(), recipe(tools={"embed": recipe()}, code={"pipeline.x": "a"})
    for one, other in ((old, new), (new, old)):
        assert told("describe", one, other) == ("the code of pipeline.x changed",)


def config(**changed):
    lsa = {"method": "lsa", "seed": 0, "n_components": 50}
    sections = {"embed": lsa, "cluster": {"method": "kmeans", "n_topics": 4, "seed": 0}}
    return {"name": "x", "seed": 0, **sections, "themes": [ROBOT], "report": {"dpi": 200}} | changed


def test_changes_of_a_config_are_told_by_key_and_those_of_themes_by_name():
    new = config(cluster={"method": "kmeans", "n_topics": 5, "seed": 0}, themes=[ROBOT, SPACE])
    assert changes(new, config()) == ["cluster.n_topics 4 -> 5", "themes added: space"]
    assert config_changes(config(), config()) == []


def test_beside_another_method_in_a_config_its_parameters_are_no_changes():
    new = config(cluster={"method": "hdbscan", "min_samples": 3, "metric": "euclidean"})
    assert changes(new, config()) == ['cluster.method "kmeans" -> "hdbscan"']


def test_the_one_seed_is_told_once_and_a_seed_of_its_own_apart():
    new = config(
        seed=4,
        embed={"method": "lsa", "seed": 4, "n_components": 50},
        cluster={"method": "kmeans", "n_topics": 4, "seed": 7},
    )
    assert changes(new, config()) == ["seed 0 -> 4", "cluster.seed 0 -> 7"]
    without = config(embed={"method": "lsa", "n_components": 50})
    assert config_changes(without, config()) == config_changes(config(), without) == []


@pytest.mark.parametrize("unset", [None, "auto", ()])
def test_what_an_older_version_did_not_know_is_no_change(unset):
    old = config()
    del old["report"], old["embed"]["n_components"]
    new = config(embed={"method": "lsa", "seed": 0, "n_components": unset})
    assert config_changes(new, old) == config_changes(old, old) == []


def test_a_file_that_a_config_names_for_the_first_time_is_a_change():
    new = config(cluster={"method": "kmeans", "n_topics": 4, "seed": 0, "labels": "l.csv"})
    assert changes(new, config()) == ['cluster.labels null -> "l.csv"']
    assert changes(config(), new) == ['cluster.labels "l.csv" -> null']


@pytest.mark.parametrize("name", ["seed", "seed dispersal", "cluster", "name", "report", "a.seed"])
def test_a_theme_may_be_called_as_a_setting_is(name):
    theme = {"name": name, "description": "", "keywords": ["old"]}
    old = config() | {"themes": [theme]}
    new = config() | {"themes": [theme | {"keywords": ["new"]}]}
    (change,) = config_changes(new, old)
    assert (change.section, change.path) == ("themes", (name, "keywords"))
    assert not change.is_seed
    assert changed(change) == f'themes.{name}.keywords ["old"] -> ["new"]'


@pytest.mark.parametrize(
    ("change", "seed"),
    [
        (Change("seed", (), 0, 1), True),
        (Change("cluster", ("seed",), 0, 1), True),
        (Change("embed", ("parts", "0", "seed"), 0, 1), True),
        (Change("map", ("seed",), 0, 1), True),
        (Change("themes", ("seed",), "a", "b"), False),
        (Change("themes", (), None, ["seed"], "added"), False),
        (Change("overrides", ("topics", "seed"), None, "x"), False),
        (Change("name", (), "seed", "b"), False),
    ],
)
def test_a_seed_is_one_by_its_place(change, seed):
    assert change.is_seed is seed


def test_of_many_modules_some_are_named():
    old = recipe(code={})
    new = recipe(code={f"pipeline.{letter}": "x" for letter in "abcde"})
    assert told("load", new, old) == (
        "the code of pipeline.a, pipeline.b, pipeline.c and 2 more modules changed",
    )
