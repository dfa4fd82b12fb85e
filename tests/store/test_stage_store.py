"""The store under damage, killing and company."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time

import numpy as np
import pytest

from pipeline.core.artifacts import Check, Vectors
from pipeline.core.corpus import Corpus, Dropped
from pipeline.core.errors import BusyError
from pipeline.store.files import read_artifact, read_json, write_artifact, write_json
from pipeline.store.fingerprint import key_of
from pipeline.store.lock import locked
from pipeline.store.stages import DamagedEntryError, StageStore

RECIPE = {"stage": "embed", "method": "fake", "parameters": {"n": 1}, "inputs": {}}


def vectors(value=1.0, checks=()):
    return Vectors(np.full((3, 2), value, dtype=np.float32), {"n": 3}, checks)


def test_what_is_put_is_found_and_loaded(tmp_path):
    store = StageStore(tmp_path)
    entry = store.put(RECIPE, vectors())
    assert entry.name == f"fake-{key_of(RECIPE)[:12]}"
    found = store.find(RECIPE)
    assert found == entry
    loaded = store.load(found, Vectors)
    np.testing.assert_array_equal(loaded.values, vectors().values)
    assert loaded.resolved == {"n": 3}
    assert found.recipe() == RECIPE


def test_loaded_arrays_cannot_be_written(tmp_path):
    store = StageStore(tmp_path)
    loaded = store.load(store.put(RECIPE, vectors()), Vectors)
    with pytest.raises(ValueError, match="read-only"):
        loaded.values[0, 0] = 5


def test_an_unknown_recipe_is_not_found(tmp_path):
    store = StageStore(tmp_path)
    store.put(RECIPE, vectors())
    assert store.find({**RECIPE, "parameters": {"n": 2}}) is None


def test_notes_are_not_content(tmp_path):
    store = StageStore(tmp_path)
    one = store.put(RECIPE, vectors())
    other = store.put({**RECIPE, "method": "other"}, vectors(checks=(Check("E01", "info", "x"),)))
    third = store.put({**RECIPE, "method": "third"}, vectors(2.0))
    assert one.digest == other.digest != third.digest


def test_every_kind_of_field_survives(tmp_path):
    corpus = Corpus(
        ids=("007", "NA"),
        titles=("", "é\u2028\x00"),
        texts=("a", "b"),
        first_copy=np.array([0, 1], dtype=np.int32),
        groups={"team": ("x", "")},
        records=3,
        dropped=(Dropped("line 3", "9", "empty text"),),
        checks=(Check("L01", "info", "m", "a", ("1",)),),
    )
    write_artifact(tmp_path, corpus)
    back = read_artifact(tmp_path, Corpus)
    np.testing.assert_array_equal(back.first_copy, corpus.first_copy)
    same = ("ids", "titles", "texts", "groups", "records", "dropped", "checks", "dates")
    for name in same:
        assert getattr(back, name) == getattr(corpus, name), name


def test_what_was_learned_with_vectors_survives(tmp_path):
    axes = np.asfortranarray(np.random.default_rng(0).normal(size=(2, 3)))
    words = {"words": ("a", "b"), "runs": ("é\u2028",)}
    made = Vectors(np.zeros((0, 3), dtype=np.float32), {}, (), words, {"axes": axes})
    write_artifact(tmp_path, made)
    back = read_artifact(tmp_path, Vectors)
    assert back.vocabulary == words
    assert list(back.learned) == ["axes"]
    assert np.array_equal(back.learned["axes"], axes) and back.learned["axes"].dtype == axes.dtype


@pytest.mark.parametrize("name", ["values.npy", "content.json", "recipe.json"])
def test_a_missing_or_short_file_is_damage(tmp_path, name):
    store = StageStore(tmp_path)
    entry = store.put(RECIPE, vectors())
    path = entry.folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedEntryError, match=f"{name} has .* bytes, .* were written"):
        store.find(RECIPE)
    path.unlink()
    with pytest.raises(DamagedEntryError, match=f"{name} is missing"):
        store.find(RECIPE)


def test_a_flipped_byte_is_noticed_on_load(tmp_path):
    store = StageStore(tmp_path)
    entry = store.put(RECIPE, vectors())
    path = entry.folder / "values.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert store.find(RECIPE) == entry
    with pytest.raises(DamagedEntryError, match=r"values\.npy differs"):
        store.load(entry, Vectors)


@pytest.mark.parametrize("name", ["recipe.json", "notes.json"])
def test_a_flipped_byte_in_a_description_is_noticed_before_it_is_used(tmp_path, name):
    store = StageStore(tmp_path)
    entry = store.put(RECIPE, vectors())
    path = entry.folder / name
    path.write_bytes(b"[" + path.read_bytes()[1:])
    with pytest.raises(DamagedEntryError, match=f"{name} differs from what was written"):
        store.find(RECIPE)
    assert store.entry("embed", entry.name) is None


def test_a_digest_that_is_not_of_the_files_is_damage(tmp_path):
    """It decides what follows: another one would make the rest of the run anew, and differently."""
    store = StageStore(tmp_path)
    entry = store.put(RECIPE, vectors())
    manifest = entry.folder / "manifest.json"
    turned = entry.digest[:-1] + ("0" if entry.digest[-1] != "0" else "1")
    manifest.write_text(manifest.read_text().replace(entry.digest, turned))
    with pytest.raises(DamagedEntryError, match=r"manifest\.json differs"):
        store.find(RECIPE)


@pytest.mark.parametrize("garbage", ["{", "[]", '{"key": "a", "digest": "b", "files": []}', "\xff"])
def test_a_manifest_of_garbage_is_damage(tmp_path, garbage):
    store = StageStore(tmp_path)
    entry = store.put(RECIPE, vectors())
    (entry.folder / "manifest.json").write_text(garbage, encoding="latin-1")
    with pytest.raises(DamagedEntryError, match="not a manifest"):
        store.find(RECIPE)


def test_putting_twice_replaces(tmp_path):
    store = StageStore(tmp_path)
    store.put(RECIPE, vectors(1.0))
    entry = store.put(RECIPE, vectors(2.0))
    assert store.load(entry, Vectors).values[0, 0] == 2
    assert len(list(store.entries())) == 1


def test_json_keeps_names_that_are_not_text(tmp_path):
    value = {"caf\udce9": ["\\caf\udce9", "é"]}
    write_json(tmp_path / "names.json", value)
    assert read_json(tmp_path / "names.json") == value


KILLED = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    import numpy as np
    from pipeline.core.artifacts import Vectors
    from pipeline.store.stages import StageStore

    store = StageStore(Path(sys.argv[1]))
    values = np.arange(200_000, dtype=np.float32).reshape(-1, 2)
    print("ready", flush=True)
    for n in range(10_000):
        store.put({"stage": "embed", "method": "fake", "parameters": {"n": n % 5}}, Vectors(values))
    """
)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")
@pytest.mark.parametrize("round_", range(6))
def test_kill_9_leaves_whole_entries_or_none(tmp_path, round_):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    time.sleep(random.Random(round_).uniform(0.01, 0.4))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    store = StageStore(tmp_path)
    for n in range(5):
        entry = store.find({"stage": "embed", "method": "fake", "parameters": {"n": n}})
        if entry is not None:
            assert store.load(entry, Vectors).values[-1, -1] == 199_999
    store.sweep_drafts()
    assert not list(tmp_path.glob(".draft-*"))


HOLDER = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from pipeline.store.lock import locked

    with locked(Path(sys.argv[1])):
        print("held", flush=True)
        time.sleep(60)
    """
)


def test_two_runs_at_once_are_refused_until_the_first_is_gone(tmp_path):
    store = tmp_path / "outputs" / ".store"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(store)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    try:
        with pytest.raises(BusyError, match=f"process {process.pid}") as busy, locked(store):
            pass
        assert busy.value.exit_code == 4
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    with locked(store):
        pass  # the file stays behind, the lock does not
