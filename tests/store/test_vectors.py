"""Vectors of texts that are kept from run to run: what is known again, and what is not."""

import errno
import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import MachineError
from pipeline.store import vectors
from pipeline.store.vectors import KeptVectors, folder_name, kept_rows, make_room

ENOUGH = 10**9


def recipe(load="a", **settings):
    key = {"method": "fake", "version": 1, "settings": settings, "files": {}, "versions": {}}
    return {"stage": "embed", "method": "fake", "inputs": {"load": load}, "vectors": key}


def opened(root, wanted=(), of=None, limit=ENOUGH):
    return KeptVectors(root, of or recipe(), wanted, limit)


def rows(*values):
    return np.array([[value, value] for value in values], dtype=np.float32)


def shards(root):
    return sorted((root / "vectors").glob("*/*.npy"))


def test_what_was_kept_is_known_on_any_corpus_and_nothing_else(tmp_path):
    opened(tmp_path).keep(["a cat", "a dog"], rows(1, 2))
    opened(tmp_path).keep(["a \ud83d ship"], rows(3))
    known = opened(tmp_path, ["a \ud83d ship", "a dog", "bread"], recipe(load="b"))
    assert sorted(known) == ["a dog", "a \ud83d ship"]
    np.testing.assert_array_equal(known["a dog"], [2, 2])
    np.testing.assert_array_equal(known["a \ud83d ship"], [3, 3])
    assert "bread" not in known and "a cat" not in known
    assert kept_rows(tmp_path, recipe()) >= 3


def test_other_parameters_make_another_method(tmp_path):
    opened(tmp_path, of=recipe(window=8)).keep(["a cat"], rows(1))
    assert not opened(tmp_path, ["a cat"], recipe(window=9))
    assert kept_rows(tmp_path, recipe(window=9)) == 0


@pytest.mark.parametrize("damage", [b"", b"half of it", None])
def test_damaged_shards_are_dropped_and_named_and_the_others_kept(tmp_path, damage):
    kept = opened(tmp_path)
    kept.keep(["a cat"], rows(1))
    kept.keep(["a dog"], rows(2))
    first, second = shards(tmp_path)
    whole = first.read_bytes()
    first.write_bytes(whole[:-4] + b"\0\0\0\1" if damage is None else damage)
    known = opened(tmp_path, ["a cat", "a dog"])
    assert list(known) == ["a dog"]
    assert known.damaged == [first]
    assert shards(tmp_path) == [second]


def test_a_write_that_is_broken_off_leaves_nothing(tmp_path, monkeypatch):
    def broken_off(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(vectors, "sha256_of", broken_off)
    with pytest.raises(KeyboardInterrupt):
        opened(tmp_path).keep(["a cat"], rows(1))
    monkeypatch.undo()
    assert shards(tmp_path) == []
    assert not opened(tmp_path, ["a cat"])
    assert not list(tmp_path.glob(".draft-*"))


def test_the_oldest_go_where_the_limit_is_reached_but_none_that_is_in_use(tmp_path):
    kept = opened(tmp_path)
    for number in range(4):
        kept.keep([f"text {number}"], rows(number))
    for age, path in enumerate(shards(tmp_path)):
        os.utime(path, (age, age))
    each = shards(tmp_path)[0].stat().st_size
    known = opened(tmp_path, ["text 0"], limit=4 * each)
    known.keep(["text 4"], rows(4))
    left = opened(tmp_path, [f"text {number}" for number in range(5)])
    assert list(left) == ["text 0", "text 2", "text 3", "text 4"]
    np.testing.assert_array_equal(known["text 0"], [0, 0])
    make_room(tmp_path, 0)
    assert shards(tmp_path) == []


def test_a_limit_of_nothing_keeps_nothing(tmp_path):
    opened(tmp_path, limit=0).keep(["a cat"], rows(1))
    assert not (tmp_path / "vectors").exists()
    opened(tmp_path).keep(["a cat"], rows(1))
    opened(tmp_path, limit=0).keep(["a dog"], rows(1))
    assert shards(tmp_path) == []


def test_a_full_disk_is_said_with_the_way_out(tmp_path, monkeypatch):
    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(vectors, "flush", full)
    with pytest.raises(
        MachineError,
        match=r"No space left on device \([\d,.]+ MB are free again\); free some space",
    ):
        opened(tmp_path).keep(["a cat"], rows(1))


def test_a_folder_of_vectors_is_named_after_the_method_not_the_corpus():
    first, second = (folder_name(recipe(load=load)["vectors"]) for load in "ab")
    assert first == second
    assert first.startswith("fake-")


@given(st.data())
def test_damaged_shards_can_be_counted_all_the_same(tmp_path_factory, data):
    root = tmp_path_factory.mktemp("kept")
    for text in ("a cat", "a dog"):
        opened(root).keep([text], rows(1))
    first, _ = shards(root)
    whole = bytearray(first.read_bytes())
    if data.draw(st.booleans()):
        whole[data.draw(st.integers(0, 127))] = data.draw(st.integers(0, 255))
    else:
        del whole[data.draw(st.integers(0, len(whole))) :]
    first.write_bytes(whole)
    assert kept_rows(root, recipe()) >= 1
