"""Static models give the mean of the rows of their pieces, as their makers do."""

import numpy as np
import pytest

from fake_hub import serving
from pipeline.core.errors import ConfigError, MachineError
from pipeline.embed.static import Static
from pipeline.embed.transformer import Transformer
from pipeline.models.fetching import fetch_model
from pipeline.models.static_table import load_static
from tiny_models import vocabulary, write_family, write_json
from tiny_static import DIMENSIONS, write_static

TEXTS = ["cat sleep", "the ship on a sail", "zebra", "", "cat zebra cat", "dog " * 700]
KINDS = [
    {},
    {"weighted": True},
    {"shared": True},
    {"weighted": True, "shared": True},
    {"sentence_transformers": True},
]


def expected(tensors, text, unknown_counts):
    words = vocabulary("bert")
    ids = [words.index(word) if word in words else 1 for word in text.split()]
    ids = ids if unknown_counts else [each for each in ids if each != 1]
    if not ids:
        return np.zeros(DIMENSIONS)
    weights = tensors.get("weights", np.ones(len(words)))
    rows = tensors.get("mapping", np.arange(len(words)))
    mean = np.mean([weights[i] * tensors["embeddings"][rows[i]] for i in ids], axis=0)
    return mean / np.linalg.norm(mean)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: "+".join(kind) or "plain")
def test_a_text_is_the_mean_of_its_pieces(tmp_path, corpus_of, kind):
    tensors = write_static(tmp_path / "model", **kind)
    method = Static(model=tmp_path / "model")
    whole = [expected(tensors, text, "sentence_transformers" in kind) for text in TEXTS]
    np.testing.assert_allclose(method.encode(TEXTS, None), whole, atol=1e-6)
    vectors = method(corpus_of(TEXTS))
    np.testing.assert_allclose(vectors.values, whole, atol=1e-6)
    assert vectors.resolved == {"model": "model", "dimensions": DIMENSIONS}


def test_documents_of_which_the_model_knows_little_are_named(tmp_path, corpus_of):
    write_static(tmp_path / "model")
    (check,) = Static(model=tmp_path / "model")(corpus_of(TEXTS)).checks
    assert (check.code, check.documents) == ("E02", ("d2", "d3"))


def test_the_two_kinds_of_model_name_each_other(tmp_path):
    write_static(tmp_path / "static")
    write_family(tmp_path / "transformer", "bert")
    with pytest.raises(ConfigError, match=r"use embed\.method static"):
        Transformer(model=tmp_path / "static").encode(["cat"], None)
    with pytest.raises(ConfigError, match=r"use embed\.method transformer"):
        load_static(tmp_path / "transformer")


def test_a_table_that_is_too_short_is_refused_with_both_numbers(tmp_path):
    from safetensors.numpy import save_file

    write_static(tmp_path / "model")
    short = {"embeddings": np.zeros((9, DIMENSIONS), dtype=np.float32)}
    save_file(short, tmp_path / "model" / "model.safetensors")
    with pytest.raises(MachineError, match="table has 9 rows for 16 pieces"):
        load_static(tmp_path / "model")


def test_a_folder_of_model2vec_needs_no_list_of_modules(tmp_path):
    write_static(tmp_path / "model")
    before = load_static(tmp_path / "model").vectors(TEXTS)[0]
    (tmp_path / "model" / "modules.json").unlink()
    assert np.array_equal(load_static(tmp_path / "model").vectors(TEXTS)[0], before)
    write_json(tmp_path / "model" / "config.json", {"model_type": "bert"})
    with pytest.raises(ConfigError, match="holds no static model"):
        load_static(tmp_path / "model")


def test_it_is_fetched_by_name(tmp_path, loopback, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    write_static(tmp_path / "offered")
    with serving() as hub:
        hub.offer("someone/static", tmp_path / "offered")
        folder, _ = fetch_model("someone/static", tmp_path, endpoint=hub.address)
    given = load_static(tmp_path / "offered").vectors(TEXTS)[0]
    assert np.array_equal(load_static(folder).vectors(TEXTS)[0], given)
