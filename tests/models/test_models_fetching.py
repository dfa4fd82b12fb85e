"""Models are brought by name, once, and read by the lock from then on."""

import json

import numpy as np
import pytest

from fake_hub import REVISION, serving
from pipeline.config import load_config
from pipeline.core.errors import ConfigError, InputError, MachineError
from pipeline.embed.transformer import Transformer
from pipeline.models.encoder import load_encoder
from pipeline.models.fetching import fetch_model
from pipeline.models.named import LOCK, find_model, spoken_name
from test_models_families import onnx_copy, with_dense
from tiny_models import family_weights, write_family

NAME = "someone/tiny-bert"


@pytest.fixture
def hub(loopback, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    with serving() as hub:
        hub.offer(NAME, write_family(tmp_path / "offered", "bert"))
        yield hub


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def test_a_model_that_was_fetched_is_read_by_its_name_without_the_hub(hub, project, tmp_path):
    folder, locked = fetch_model(NAME, project, endpoint=hub.address)
    hub.down = True
    assert find_model(NAME, project) == folder
    assert spoken_name(folder) == f"{NAME}@{REVISION[:12]}"
    assert locked.revision == REVISION
    assert json.loads((project / LOCK).read_text())[NAME]["revision"] == REVISION
    (project / "texts.csv").write_text("text\ncat sleep\nthe ship\n")
    text = f"name: it\nload: {{path: texts.csv}}\nembed: {{method: transformer, model: {NAME}}}\n"
    (project / "config.yaml").write_text(text)
    method = load_config(project / "config.yaml").embed
    given = Transformer(model=tmp_path / "offered")
    assert np.array_equal(method.encode(["cat"], None), given.encode(["cat"], None))


def test_only_what_is_read_is_brought(hub, project, tmp_path):
    (tmp_path / "offered" / "pytorch_model.bin").write_bytes(b"not to be brought")
    (tmp_path / "offered" / "onnx").mkdir()
    (tmp_path / "offered" / "onnx" / "model.onnx").write_bytes(b"nor this")
    (tmp_path / "offered" / "README.md").write_text("nor this")
    _, locked = fetch_model(NAME, project, endpoint=hub.address)
    assert sorted(hub.asked) == sorted(locked.files)
    assert sorted(locked.files) == [
        "1_Pooling/config.json",
        "config.json",
        "config_sentence_transformers.json",
        "model.safetensors",
        "modules.json",
        "sentence_bert_config.json",
        "tokenizer.json",
    ]


def test_of_an_unknown_family_the_onnx_file_is_brought(hub, project, tmp_path):
    offered = tmp_path / "offered"
    (offered / "config.json").write_text('{"model_type": "something new"}')
    (offered / "onnx").mkdir()
    (offered / "onnx" / "model.onnx").write_bytes(b"a graph")
    (offered / "onnx" / "model.onnx_data").write_bytes(b"its weights")
    (offered / "onnx" / "model_quantized.onnx").write_bytes(b"another")
    _, locked = fetch_model(NAME, project, endpoint=hub.address)
    assert {"onnx/model.onnx", "onnx/model.onnx_data"} <= set(locked.files)
    assert not {"model.safetensors", "onnx/model_quantized.onnx"} & set(hub.asked)


def test_the_lock_has_the_last_word_on_the_revision(hub, project, tmp_path):
    first, _ = fetch_model(NAME, project, endpoint=hub.address)
    newer = write_family(tmp_path / "newer", "bert", weights=family_weights("bert", seed=4))
    hub.offer(NAME, newer, "2" * 40)
    assert fetch_model(NAME, project, endpoint=hub.address)[0] == first
    moved, locked = fetch_model(NAME, project, "2" * 40, hub.address)
    assert moved != first
    assert find_model(NAME, project) == moved
    assert locked.revision == "2" * 40


def test_files_that_are_not_those_of_the_lock_are_refused(hub, project):
    folder, _ = fetch_model(NAME, project, endpoint=hub.address)
    weights = (folder / "model.safetensors").resolve()
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(InputError, match=r"1 of 7 files .* \(model\.safetensors\)"):
        find_model(NAME, project)


def test_a_name_that_was_not_fetched_comes_with_the_command(hub, project):
    (project / "texts.csv").write_text("text\ncat sleep\nthe ship\n")
    text = f"name: it\nload: {{path: texts.csv}}\nembed: {{method: transformer, model: {NAME}}}\n"
    (project / "config.yaml").write_text(text)
    with pytest.raises(ConfigError, match=f"themeline model fetch {NAME} brings it"):
        load_config(project / "config.yaml")


@pytest.mark.parametrize(
    "name", ["no-owner", "a/b/c", "../up/and", "owner/na me", "", "a/b--c", "a/b..c", "a/b.git"]
)
def test_what_is_no_name_is_refused_before_the_hub_is_asked(project, name):
    with pytest.raises(ConfigError, match="expected OWNER/NAME"):
        fetch_model(name, project)


def test_what_the_hub_does_not_have_is_told(hub, project):
    with pytest.raises(ConfigError, match="no such model at http"):
        fetch_model("someone/else", project, endpoint=hub.address)
    with pytest.raises(ConfigError, match="has no revision 'v9'"):
        fetch_model(NAME, project, "v9", hub.address)
    assert not (project / LOCK).exists()


def test_a_hub_that_is_down_is_told_and_nothing_written(hub, project, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    hub.down = True
    with pytest.raises(MachineError, match=f"{hub.address} cannot be read"):
        fetch_model(NAME, project, endpoint=hub.address)
    assert not (project / LOCK).exists()


def test_weights_that_can_hold_code_are_not_brought(hub, project, tmp_path):
    offered = tmp_path / "offered"
    (offered / "model.safetensors").rename(offered / "pytorch_model.bin")
    with pytest.raises(ConfigError, match=r"offers pytorch_model\.bin and no onnx/model\.onnx"):
        fetch_model(NAME, project, endpoint=hub.address)


def test_a_lock_that_is_none_is_named(project):
    (project / LOCK).write_text("[]")
    with pytest.raises(InputError, match=r"models\.lock\.json: is no lock of models"):
        find_model(NAME, project)


def test_a_hub_that_cannot_be_reached_is_told(hub, project, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with pytest.raises(MachineError, match=r"http://127\.0\.0\.1:9 cannot be read"):
        fetch_model(NAME, project, endpoint="http://127.0.0.1:9")


def test_a_folder_for_the_lock_is_asked_for_before_anything_is_brought(hub, tmp_path):
    with pytest.raises(ConfigError, match="no such folder, in which the lock is to lie"):
        fetch_model(NAME, tmp_path / "nowhere", endpoint=hub.address)
    assert hub.asked == []


def test_layers_behind_a_graph_are_brought_too(hub, project, tmp_path):
    offered = with_dense(tmp_path / "offered", "behind")
    (offered / "model.safetensors").unlink()
    onnx_copy(offered, "bert", "onnx/model.onnx")
    folder, _ = fetch_model(NAME, project, endpoint=hub.address)
    assert load_encoder(folder).dimensions == 7
