"""Runs with a model of the user's own, alone and beside words."""

import numpy as np
import pytest

import planted
from pipeline import run
from pipeline.config import load_config
from pipeline.embed.transformer import Transformer
from pipeline.store.fingerprint import key_of, recipe_of
from tiny_models import write_family
from tiny_static import write_static


@pytest.mark.parametrize("method", ["transformer", "static"])
def test_a_part_reads_its_model_beside_files_that_do_not_count(tmp_path, method):
    if method == "static":
        write_static(tmp_path / "model")
    else:
        write_family(tmp_path / "model", "bert")
    (tmp_path / "model" / "README.md").write_text("about the model")
    part = f"{{method: {method}, model: model}}"
    embed = f"{{method: joined, parts: [{part}, {{method: lsa, n_components: 20}}]}}"
    config = planted.PLAIN.replace("{method: lsa, n_components: 20}", embed)
    result = run(planted.write_project(tmp_path, config))
    assert len(result.documents) == 40
    keys = key_of(recipe_of(load_config(tmp_path / "config.yaml").embed))
    (tmp_path / "model" / "README.md").write_text("more about the model")
    assert key_of(recipe_of(load_config(tmp_path / "config.yaml").embed)) == keys


def test_two_methods_that_count_other_files_of_a_folder_do_not_mix_them_up(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    (folder / "README.md").write_text("about the model")
    config = planted.PLAIN.replace(
        "{method: lsa, n_components: 20}",
        "{method: joined, parts: [{method: transformer, model: model}, "
        "{method: minilm, model_dir: model, window: 8}]}",
    )
    assert len(run(planted.write_project(tmp_path, config)).documents) == 40


def test_the_longest_window_is_what_the_files_say(tmp_path, corpus_of):
    folder = write_family(tmp_path / "model", "bert")
    vectors = Transformer(model=folder, threads=1)(corpus_of(["cat " * 20, "dog"]))
    assert vectors.resolved["window"] == 16
    assert vectors.resolved["windows"] == 3
    assert vectors.resolved["model"] == "model"
    assert np.isfinite(vectors.values).all()
