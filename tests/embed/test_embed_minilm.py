"""The default embedder: texts in, one direction each, whatever their length and company."""

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from pipeline.core.context import Context, Memory
from pipeline.core.errors import ConfigError
from pipeline.embed import windowed
from pipeline.embed.minilm import MiniLM
from pipeline.models.windows import portions
from pipeline.numerics.normalize import unit_rows

DATA = Path(__file__).parent / "data"
TEXTS = ["cats sleep", "a ship sails", "the dog, the cat.", "bread", "dogs sleep on a ship", "cat"]


def tiny(folder, **parameters):
    return MiniLM(model_dir=folder, **{"window": 8, "threads": 1, **parameters})


def test_rows_have_unit_length_and_the_model_size(tiny_model, corpus_of):
    vectors = tiny(tiny_model)(corpus_of(TEXTS))
    assert vectors.values.shape == (6, 12)
    np.testing.assert_allclose(np.linalg.norm(vectors.values, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("how", [{"threads": 3}, {"batch_tokens": 1}, {"batch_tokens": 1000}])
def test_threads_and_batches_leave_no_trace(tiny_model, corpus_of, how):
    texts = TEXTS * 10 + ["cats " * n for n in range(1, 30)]
    plain = tiny(tiny_model)(corpus_of(texts)).values
    assert np.array_equal(tiny(tiny_model, **how)(corpus_of(texts)).values, plain)


def test_a_vector_does_not_depend_on_the_other_documents(tiny_model, corpus_of):
    together = tiny(tiny_model)(corpus_of(TEXTS)).values
    alone = [tiny(tiny_model)(corpus_of([text])).values[0] for text in TEXTS]
    assert np.array_equal(together, alone)
    assert np.array_equal(tiny(tiny_model).encode(TEXTS, corpus_of(["ship"])), together)


def test_copies_have_the_vector_of_the_first(tiny_model, corpus_of):
    texts = ["cats sleep", "a ship", "cats  sleep dog"]
    vectors = tiny(tiny_model)(corpus_of(texts, first_copy=[0, 1, 0])).values
    assert np.array_equal(vectors[2], vectors[0])
    assert np.array_equal(vectors[:2], tiny(tiny_model)(corpus_of(texts[:2])).values)


def test_the_end_of_a_long_text_counts_unless_it_is_cut_off(tiny_model, corpus_of):
    long = "cat dog ship sail bread oven " + "the " * 20
    pair = [long + "cat", long + "ship"]
    read = tiny(tiny_model).encode(pair, corpus_of(pair))
    cut = tiny(tiny_model, long_texts="truncate").encode(pair, corpus_of(pair))
    assert not np.array_equal(read[0], read[1])
    assert np.array_equal(cut[0], cut[1])


def test_a_long_text_is_the_token_mean_of_its_windows(tiny_model, corpus_of):
    model = tiny(tiny_model)  # 8 pieces at once, two of them marks: 9 are read as 5 and 4
    halves = ["cat dog ship sail bread", "oven the a on"]
    whole = model.encode([" ".join(halves)], corpus_of(["cat"]))
    encoder = model.inference.encoder
    means = np.concatenate([encoder.pooled(half[None]) for half in encoder.pieces(halves)])
    expected = unit_rows(means[:1] * 7 + means[1:] * 6)
    np.testing.assert_allclose(whole, expected, atol=1e-6)


def test_long_documents_are_counted_and_named(tiny_model, corpus_of):
    texts = ["cat", "cat " * 7, "cat " * 6, "cat " * 40]
    vectors = tiny(tiny_model)(corpus_of(texts))
    (check,) = vectors.checks
    assert (check.code, check.severity, check.documents) == ("E01", "info", ("d1", "d3"))
    assert "2 of 4 documents are longer than the 8 word pieces" in check.message
    assert "longest has 42" in check.message
    assert vectors.resolved == {
        "dimensions": 12,
        "longest": 42,
        "long_documents": 2,
        "windows": 1 + 2 + 1 + 7,
    }
    (check,) = tiny(tiny_model, long_texts="truncate")(corpus_of(texts)).checks
    assert (check.code, check.severity, check.documents) == ("E01", "warning", ("d1", "d3"))
    assert "35 word pieces together, were not read" in check.message


def test_documents_in_unknown_characters_are_named(tiny_model, corpus_of):
    (check,) = tiny(tiny_model)(corpus_of(["cat", "猫は眠る", "cat 猫 dog", "\u200b"])).checks
    assert (check.code, check.severity, check.documents) == ("E02", "warning", ("d1", "d3"))


def test_progress_grows_to_the_number_of_documents(tiny_model, corpus_of):
    seen = []
    corpus = corpus_of([*TEXTS, "cat"], first_copy=[0, 1, 2, 3, 4, 5, 5])
    tiny(tiny_model)(corpus, Context(progress=lambda *at: seen.append(at)))
    assert seen == sorted(seen)
    assert seen[-1] == (7, 7)


def test_no_texts_give_no_rows(tiny_model, corpus_of):
    assert tiny(tiny_model).encode([], corpus_of(["cat"])).shape == (0, 12)


def test_a_window_beyond_the_model_is_refused(tiny_model, corpus_of):
    with pytest.raises(ConfigError, match=r"embed\.window: 32 word pieces.*at most 16"):
        tiny(tiny_model, window=32)(corpus_of(["cat"]))


@pytest.mark.model
def test_it_equals_sentence_transformers():
    texts = json.loads((DATA / "minilm_reference.json").read_text(encoding="utf-8"))
    expected = np.load(DATA / "minilm_reference.npy")
    found = MiniLM(long_texts="truncate").encode(texts, None)
    assert np.abs(found - expected).max() < 1e-5


@pytest.mark.model
def test_the_real_model_gives_the_same_bytes_in_any_company(corpus_of):
    texts = json.loads((DATA / "minilm_reference.json").read_text(encoding="utf-8"))
    texts += [f"word {number}" for number in range(40)]
    together = MiniLM(threads=2, batch_tokens=2000)(corpus_of(texts)).values
    model, context = MiniLM(threads=1), Context(memory=Memory())
    assert np.array_equal(model.encode(texts, None, context), together)
    for position in (0, 1, 5, 23, 25, 30):
        assert np.array_equal(model.encode([texts[position]], None, context)[0], together[position])


def test_known_texts_are_taken_as_they_are_and_only_the_others_read(tiny_model, corpus_of):
    plain = tiny(tiny_model)(corpus_of(TEXTS))
    known = {text: plain.values[place] for place, text in enumerate(TEXTS) if place % 2}
    again = tiny(tiny_model)(corpus_of(TEXTS), Context(known=known))
    assert np.array_equal(again.values, plain.values)
    assert (again.resolved, again.checks) == (plain.resolved, plain.checks)
    marked = dict.fromkeys(known, np.full(12, 0.5, dtype=np.float32))
    found = tiny(tiny_model)(corpus_of(TEXTS), Context(known=marked)).values
    assert np.array_equal(found[1::2], np.full((3, 12), 0.5))
    assert np.array_equal(found[::2], plain.values[::2])


def test_vectors_are_handed_over_as_they_come_the_longest_texts_first(
    tiny_model, corpus_of, monkeypatch
):
    monkeypatch.setattr(windowed, "portions", partial(portions, pieces=8))
    seen = {}
    known = {TEXTS[0]: np.full(12, 0.5, dtype=np.float32)}
    model = tiny(tiny_model)

    def keep(texts, vectors):
        seen.update(zip(texts, vectors, strict=True))
        seen.setdefault("first", list(texts))

    found = model(corpus_of(TEXTS), Context(known=known, keep=keep))
    assert seen.pop("first") == ["the dog, the cat."]
    assert set(seen) == set(TEXTS[1:])
    for place, text in enumerate(TEXTS[1:], 1):
        assert np.array_equal(found.values[place], seen[text])
    plain = tiny(tiny_model)(corpus_of(TEXTS)).values
    assert np.array_equal(found.values[1:], plain[1:])


def test_portions_hold_every_text_once_and_end_where_they_are_full():
    assert list(portions([1, 5, 3, 5, 2], 6)) == [[1, 3], [2, 4, 0]]
    assert list(portions([], 6)) == []
