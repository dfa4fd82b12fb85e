"""What kept vectors are keyed by: what decides them, and nothing of how our code is laid out."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.embed.auto import BySize
from pipeline.embed.distilled import Distilled
from pipeline.embed.joined import Joined
from pipeline.embed.lsa import LSA
from pipeline.embed.minilm import MiniLM
from pipeline.store import fingerprint
from pipeline.store.fingerprint import recipe_of, vectors_key
from pipeline.store.vectors import folder_name
from tiny_bert import write_model

PACKAGE = Path(pipeline.__file__).parent
ASK = """
from pipeline.embed.minilm import MiniLM
from pipeline.store.fingerprint import key_of, recipe_of
from pipeline.store.vectors import folder_name
recipe = recipe_of(MiniLM())
print(key_of(recipe), folder_name(recipe["vectors"]))
"""


def answers(folder):
    """The keys of a result and of kept vectors, as the package in a folder has them."""
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.split()


def moved(folder):
    """A copy of the package with one module of the embedder renamed and a helper rewritten."""
    shutil.copytree(PACKAGE, folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pipeline/models/windows.py").rename(folder / "pipeline/models/slices.py")
    for path in (folder / "pipeline").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "pipeline.models.windows" in text:
            path.write_text(text.replace("pipeline.models.windows", "pipeline.models.slices"))
    with (folder / "pipeline/models/slices.py").open("a") as file:
        file.write("\n# a remark\ndef further() -> int:\n    return 1\n")


def test_a_module_that_moves_or_changes_leaves_the_vectors_their_key(tmp_path):
    moved(tmp_path)
    result, vectors = answers(tmp_path)
    before = answers(PACKAGE.parent)
    assert result != before[0]
    assert vectors == before[1]


def key(method):
    return folder_name(vectors_key(method))


def test_what_decides_a_vector_changes_the_key_and_what_does_not_does_not(tmp_path):
    others = [{"window": 128}, {"long_texts": "truncate"}, {"device": "cuda"}]
    keys = {key(MiniLM(**changes)) for changes in ({}, *others)}
    assert len(keys) == 4
    assert key(MiniLM(threads=3, batch_tokens=9)) == key(MiniLM())


def test_another_model_changes_the_key_and_a_file_beside_it_does_not(tmp_path):
    write_model(tmp_path)
    installed, before = key(MiniLM()), key(MiniLM(model_dir=tmp_path))
    assert before != installed
    (tmp_path / "README.md").write_text("about the model")
    assert key(MiniLM(model_dir=tmp_path)) == before
    for name in ("model.safetensors", "tokenizer.json", "config.json"):
        path = tmp_path / name
        plain = path.read_bytes()
        path.write_bytes(plain + b" ")
        assert key(MiniLM(model_dir=tmp_path)) != before
        path.write_bytes(plain)


def test_the_version_of_the_vectors_and_of_what_computes_them_change_the_key(monkeypatch):
    before = key(MiniLM())
    with monkeypatch.context() as patched:
        patched.setattr("pipeline.embed.minilm.VERSION", 2)
        assert key(MiniLM()) != before
    installed = fingerprint.installed_version
    for package in ("numpy", "onnxruntime", "tokenizers"):
        versions = {package: "9.9"}
        with monkeypatch.context() as patched:
            patched.setattr(
                fingerprint,
                "installed_version",
                lambda name, other=versions: other.get(name) or installed(name),
            )
            assert key(MiniLM()) != before
    assert key(MiniLM()) == before


def test_methods_that_build_on_the_same_vectors_share_them():
    assert key(BySize()) == key(Distilled(subsample=60)) == key(MiniLM())


@pytest.mark.parametrize("method", [LSA(), Joined()])
def test_vectors_in_which_the_corpus_has_a_say_are_not_kept(method):
    assert "vectors" not in recipe_of(method)
