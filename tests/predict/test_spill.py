"""The parts by themselves: embedding, borders, growth, new words and the verdict."""

import newcomers
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from newcomers import corpus_of

import planted
from pipeline.cluster.centres import distances
from pipeline.config import load_config
from pipeline.core.context import Context, Memory
from pipeline.core.discovery import method_class
from pipeline.core.errors import MachineError
from pipeline.describe.document_words import read_words
from pipeline.numerics.normalize import unit_rows
from pipeline.numerics.words import singular
from pipeline.predict.drift import Drift, sentences
from pipeline.predict.growth import Tally, growth
from pipeline.predict.page import page
from pipeline.predict.topics import held_out, near, topic_distances
from pipeline.predict.training import Training
from pipeline.predict.vocabulary import WordCounts, new_words

LSA = {"method": "lsa", "n_components": 12}


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("lsa", {"n_components": 12}),
        ("joined", {"parts": [LSA, {**LSA, "max_ngram": 2, "weight": 0.5}]}),
        pytest.param("minilm", {}, marks=pytest.mark.model),
        pytest.param("joined", {}, marks=pytest.mark.model),
    ],
)
def test_texts_of_the_run_are_embedded_as_they_were(name, settings):
    corpus = corpus_of(planted.rows())
    method = method_class("embed", name).model_validate(settings)
    context = Context(memory=Memory())
    rows = method(corpus, context).values
    np.testing.assert_allclose(method.encode(corpus.full_texts, corpus, context), rows, atol=1e-5)
    some = corpus.full_texts[3:9]
    np.testing.assert_allclose(method.encode(some, corpus, context), rows[3:9], atol=1e-5)


def test_vectors_of_another_machine_are_refused(tmp_path):
    config = load_config(planted.write_project(tmp_path))
    corpus = corpus_of(planted.rows())
    rows, bread = config.embed(corpus).values, corpus.part([0])
    assert Training(None, config, corpus, rows).embed(bread).shape == (1, rows.shape[1])
    other = Training(_Folder(tmp_path), config, corpus, rows[:, ::-1].copy())
    with pytest.raises(MachineError, match=r"0\.999 is the least"):
        other.embed(bread)


class _Folder:
    def __init__(self, folder):
        self.folder = folder


def test_one_in_a_hundred_documents_like_the_runs_is_taken_for_another():
    draw = np.random.default_rng(4)
    rows = unit_rows(draw.normal(size=(4000, 6)).astype(np.float32))
    border = held_out(rows[:1000]).border
    assert border.expected == pytest.approx(0.01, abs=0.001)
    outside = near(rows[1000:], rows[:1000]).outside(border).mean()
    assert 0.003 < outside < 0.02


def test_copies_do_not_hide_how_far_apart_documents_are():
    rows = unit_rows(np.random.default_rng(4).normal(size=(60, 6)).astype(np.float32))
    assert held_out(np.repeat(rows, 2, axis=0)).border == held_out(rows).border
    assert held_out(rows[:1]).border.expected == 0


def test_a_document_of_the_run_is_placed_by_the_others():
    rows = unit_rows(np.array([[4, 1], [1, 4], [4, 2], [1, 5], [0, 0]], dtype=np.float32))
    found = held_out(rows)
    assert found.nearest[:4].tolist() == [2, 3, 0, 1]
    assert found.topics(np.array([7, 8, 8, 8, 7], dtype=np.int32)).tolist() == [8, 8, 7, 8, -1]


def test_a_document_stands_amid_its_nearest():
    rows = np.eye(4, dtype=np.float32)
    positions = np.array([[0, 0], [2, 0], [0, 2], [9, 9]], dtype=np.float32)
    new = unit_rows(np.array([[1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]], dtype=np.float32))
    found = near(new, rows).amid(positions)
    np.testing.assert_allclose(found, [[1, 0], [2.75, 2.75], [9, 9]], atol=1e-6)


def test_distances_are_those_of_the_clustering():
    rows = unit_rows(np.random.default_rng(1).normal(size=(30, 5)).astype(np.float32))
    labels = np.repeat(np.arange(3, dtype=np.int32), 10)
    gaps = np.array([0, 4, 9], dtype=np.int32)[labels]
    expected = distances(rows, labels, labels)
    np.testing.assert_allclose(topic_distances(rows, gaps, rows, gaps), expected, atol=1e-6)
    nobody = np.full(30, -1, dtype=np.int32)
    assert not topic_distances(rows, nobody, rows, nobody).any()
    assert not topic_distances(
        rows, gaps, rows, nobody
    ).any()  # nearest to none, as to a hidden one


def tally(n, *counts):
    return Tally(n, np.array(counts, dtype=np.int64))


def test_chance_is_told_from_growth():
    before, now = tally(1000, 100, 100, 100, 0), tally(100, 12, 30, 0, 5)
    table = growth(before, before, now)
    assert table["beyond_chance"].tolist() == [False, True, True, True]
    assert table["growth"][1] == pytest.approx(3)
    assert np.isnan(table["growth"][3])
    nothing = growth(before, before, tally(0, 0, 0, 0, 0))
    assert not nothing["beyond_chance"].any()
    assert nothing["p"].tolist() == [1, 1, 1, 1]


def test_what_placing_itself_does_to_a_share_is_no_growth():
    before, placed = tally(1000, 100), tally(1000, 200)
    table = growth(before, placed, tally(500, 100))
    assert table["growth"][0] == pytest.approx(1)
    assert (table["share_run"][0], table["share_new"][0]) == (0.1, 0.2)
    assert not table["beyond_chance"].any()


def test_new_words_are_those_that_the_run_has_not():
    run, new = counted(planted.rows()), counted(newcomers.of_something_else())
    found = new_words(run, new)
    assert set(newcomers.SPACE.split()) <= set(found["word"])
    assert min(found["documents_new"]) >= 3
    assert list(found["ahead"]) == sorted(found["ahead"], reverse=True)
    same = new_words(run, counted(newcomers.of_the_topics(5)))
    assert same["word"] == []
    assert new_words(run, counted([]))["word"] == []


def counted(records, at_once=1000):
    found = WordCounts(frozenset(["the", "and"]))
    for start in range(0, len(records), at_once):
        found.add(corpus_of(records[start : start + at_once]))
    return found


FORMS = ["cat", "cats", "fly", "flies", "flys", "Class", "classes", "classe", "news", "tea"]


@given(
    documents=st.lists(st.lists(st.sampled_from(FORMS), max_size=6), min_size=1, max_size=12),
    at_once=st.integers(1, 5),
)
def test_a_word_and_its_plural_count_once_in_a_document_in_any_batches(documents, at_once):
    records = [
        {"id": str(i), "title": " ".join(words[:1]), "body": " ".join(words)}
        for i, words in enumerate(documents)
    ]
    found = counted(records, at_once)
    word_of = {form: singular(form, found.forms) for form in found.forms}
    places = {word: place for place, word in enumerate(dict.fromkeys(word_of.values()))}
    words = read_words(
        [record["title"] for record in records], [record["body"] for record in records], frozenset()
    )
    expected = {
        word: len(set(words.document[words.word == place].tolist()))
        for place, word in enumerate(words.vocabulary)
    }
    counts = found.counted(places, word_of)
    assert {word: counts[place] for word, place in places.items()} == expected
    assert tuple(places) == words.vocabulary


def drift(**changes):
    nothing = growth(tally(100), tally(100), tally(40))
    plain = {
        "run": "papers-001",
        "file": "new_*.csv",
        "in_run": 100,
        "documents": 40,
        "dropped": {},
        "known": 0,
        "edited": 0,
        "unseen": 40,
        "outside": 0,
        "similarity": 0.5,
        "expected": 0.01,
        "topics": {"topic": np.zeros(0, dtype=np.int32), "label": [], **nothing},
        "themes": {"theme": [], **nothing},
        "words": {"word": [], "documents_new": [], "documents_run": []},
    }
    return Drift(**plain | changes)


@pytest.mark.parametrize(
    ("changes", "rerun"),
    [
        ({"outside": 3}, False),  # 8%, but for sure only 3%
        ({"outside": 8}, True),
        ({"outside": 8, "expected": 0.1}, False),
        ({"edited": 5}, False),
        ({"edited": 6}, True),
        ({"unseen": 0, "known": 40}, False),
    ],
)
def test_the_verdict_waits_for_evidence(changes, rerun):
    found = drift(**changes)
    assert found.rerun is rerun
    assert found.verdict.startswith("Time to rerun") is rerun
    assert sentences(found)[-1] == found.verdict


def test_names_cannot_mark_up_the_page():
    text = page(drift(), pd.DataFrame({"id": [], "title": [], "no_topic_reason": []}))
    assert text.startswith("# new\\_\\*.csv, held against papers-001\n\n**papers-001 still")


def test_the_page_lists_what_fits_nowhere():
    rows = {
        "id": [f"d{i}" for i in range(25)],
        "title": ["a|b"] * 25,
        "no_topic_reason": ["far"] * 25,
    }
    text = page(drift(outside=25), pd.DataFrame(rows))
    assert "- d0, a\\|b: far" in text
    assert "- and 5 documents more in documents.csv" in text
