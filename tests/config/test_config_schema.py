"""The schema for editors: right configs and wrong ones are told apart as ``check`` tells them."""

from pathlib import Path

import jsonschema
import pytest

import pipeline
from pipeline.config import load_config, strict_yaml
from pipeline.config.schema import config_schema
from pipeline.core.discovery import STAGES, method_class, method_names
from pipeline.core.errors import ConfigError
from pipeline.core.method import SHARED

SHIPPED = Path(pipeline.__file__).parents[1] / "config.yaml"
SCHEMA = jsonschema.Draft7Validator(config_schema())
MINIMAL = "name: x\nload: {path: texts.csv}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "texts.csv").write_text("id,text\n1,cats\n2,ships\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def is_right(text):
    (path := Path("config.yaml")).write_text(text)
    try:
        load_config(path)
    except ConfigError:
        return False
    return True


def test_the_schema_is_one():
    jsonschema.Draft7Validator.check_schema(SCHEMA.schema)


def test_the_shipped_config_is_right():
    shipped = strict_yaml.read(SHIPPED.read_text("utf-8")).value
    assert list(SCHEMA.iter_errors(shipped)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cluster: kmeans\n",
        "cluster:\n",
        "cluster: {method: hdbscan, min_samples: 3}\n",
        "embed: {parts: [lsa, {method: minilm, weight: 2, window: 128}]}\n",
        "reduce: none\nmap: {method: pca}\n",
        "themes: [Food, {name: Music, keywords: [song]}]\n",
        "themes:\n",
        "report: {figures: []}\nexecution: {threads: 1}\n",
        "seed: 7\noutputs: elsewhere\n",
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_check_takes_the_schema_takes(text):
    assert is_right(MINIMAL + text)
    assert list(SCHEMA.iter_errors(strict_yaml.read(MINIMAL + text).value)) == []


@pytest.mark.parametrize(
    "text",
    [
        "clutser: {}\n",
        "seed: -1\n",
        "seed: one\n",
        "cluster: {method: kmaens}\n",
        "cluster: kmaens\n",
        "cluster: {method: kmeans, min_samples: 3}\n",  # a setting of hdbscan
        "cluster: {min_samples: 3}\n",  # the default method has none
        "embed: {parts: [lsa, {method: minilm, weight: 0}]}\n",
        "map: none\n",
        "map: {n_components: 3}\n",
        "assign: {themes: []}\n",
        "themes: [{nam: Food}]\n",
        "themes: Food\n",
        "themes: [3]\n",
        "report: {dpi: 20}\n",
        "execution: {engine: spark}\n",
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_check_refuses_the_schema_refuses(text):
    assert not is_right(MINIMAL + text)
    assert not SCHEMA.is_valid(strict_yaml.read(MINIMAL + text).value)


@pytest.mark.parametrize("settings", [{}, {"name": "x"}, {"name": "x", "load": {"text": "body"}}])
def test_a_name_and_a_path_are_needed(settings):
    assert not SCHEMA.is_valid(settings)


@pytest.mark.parametrize("columns", ["text", ["id", "text"]])
def test_one_column_or_a_list_of_them(folder, columns):
    settings = {"path": "texts.csv", "method": "delimited", "text": columns}
    assert SCHEMA.is_valid({"name": "x", "load": settings})


@pytest.mark.parametrize("stage", STAGES)
def test_every_setting_of_every_method_is_described(stage):
    for name in method_names(stage):
        described = config_schema()["$defs"][f"{stage}.{name}"]["properties"]
        settings = set(method_class(stage, name).model_fields) - set(SHARED)
        assert set(described) == settings | {"method"}
        assert all(described[setting].get("description") for setting in settings)
