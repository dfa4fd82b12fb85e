"""Texts that earlier runs embedded, and what of them may be taken again."""

import numpy as np

from pipeline.artifacts import Corpus, Vectors
from pipeline.store.known import known_texts
from pipeline.store.stages import StageStore


def corpus(*texts, first_copy=None):
    n = len(texts)
    copies = np.array(range(n) if first_copy is None else first_copy, dtype=np.int32)
    return Corpus(tuple(map(str, range(n))), ("",) * n, texts, copies)


def recipe(digest, **parameters):
    return {
        "stage": "embed", "method": "fake", "parameters": parameters, "inputs": {"load": digest}
    }  # fmt: skip


def embedded(store, texts, value, **parameters):
    """Store a corpus and vectors whose rows are all of one value; the corpus's digest."""
    load = {"stage": "load", "method": "fake", "parameters": {"of": texts.texts}, "inputs": {}}
    digest = store.put(load, texts).digest
    rows = np.full((len(texts), 2), value, dtype=np.float32)
    store.put(recipe(digest, **parameters), Vectors(rows))
    return digest


def test_texts_that_are_in_an_earlier_corpus_are_known_and_others_not(tmp_path):
    store = StageStore(tmp_path)
    embedded(store, corpus("a cat", "a dog"), 1.0)
    known = known_texts(store, recipe("new"), corpus("a dog", "a ship"))
    assert list(known) == ["a dog"]
    np.testing.assert_array_equal(known["a dog"], [1, 1])


def test_other_parameters_make_another_method(tmp_path):
    store = StageStore(tmp_path)
    embedded(store, corpus("a cat"), 1.0, window=8)
    assert known_texts(store, recipe("new", window=9), corpus("a cat")) == {}


def test_a_copy_is_not_known_by_its_own_spelling(tmp_path):
    store = StageStore(tmp_path)
    embedded(store, corpus("a cat", "A  cat", first_copy=[0, 0]), 1.0)
    assert list(known_texts(store, recipe("new"), corpus("A  cat", "a cat"))) == ["a cat"]


def test_damaged_results_are_passed_over(tmp_path):
    store = StageStore(tmp_path)
    digest = embedded(store, corpus("a cat"), 1.0)
    path = store.folder(recipe(digest)) / "values.npy"
    path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\1")
    assert known_texts(store, recipe("new"), corpus("a cat")) == {}
    assert known_texts(StageStore(tmp_path / "empty"), recipe("new"), corpus("a cat")) == {}
