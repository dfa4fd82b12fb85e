"""Distilled vectors: exact for a sample, learned for the rest, and measured."""

import numpy as np
import pytest

from pipeline.core.context import Context
from pipeline.embed.auto import BySize
from pipeline.embed.distilled import Distilled, UnfaithfulError
from pipeline.embed.fidelity import mean_cosine
from pipeline.embed.minilm import MiniLM
from tiny_bert import WORDS

SMALL = {"threads": 1, "window": 16, "subsample": 60, "max_subsample": 120, "min_fidelity": 0.0}
# The model is of random weights and minds the order of words more than a real one would.


def texts(n, seed=0):
    """Texts of the words that the tiny model knows, each word of one with its share."""
    draw = np.random.default_rng(seed)
    words = [word for word in WORDS if word.isalpha() and len(word) > 1]
    return [" ".join(draw.choice(words, size=draw.integers(3, 9))) for _ in range(n)]


@pytest.fixture
def corpus(corpus_of):
    return corpus_of(texts(300))


@pytest.fixture
def method(tiny_model):
    return lambda kind=Distilled, **changes: kind(model_dir=tiny_model, **SMALL | changes)


@pytest.fixture
def teacher(tiny_model):
    return MiniLM(model_dir=tiny_model, threads=1, window=16)


def test_the_sample_is_exact_and_the_rest_as_close_as_is_said(corpus_of, method, teacher):
    corpus = corpus_of(texts(800))
    vectors, exact = method(subsample=500)(corpus), teacher(corpus).values
    sampled = method(subsample=500).exact(corpus)
    assert sampled.sum() == vectors.resolved["subsample"] == 500
    np.testing.assert_array_equal(vectors.values[sampled], exact[sampled])
    assert not np.array_equal(vectors.values, exact)
    rest = mean_cosine(exact[~sampled], vectors.values[~sampled])
    assert rest > 0.3
    assert abs(vectors.resolved["fidelity"]["cosine"] - rest) < 0.1


def test_what_was_measured_is_told(corpus, method):
    vectors = method()(corpus)
    told = {check.code: check for check in vectors.checks}["E08"]
    assert told.message.startswith("60 of 300 different texts were embedded by the model")
    assert f"{vectors.resolved['fidelity']['cosine']:.2f}" in told.message
    assert "minilm" in told.advice


def test_new_texts_are_embedded_by_the_teacher(corpus, method, teacher):
    new = ["the cat sleeps", "ship and sail"]
    np.testing.assert_array_equal(method().encode(new, corpus), teacher.encode(new, corpus))


def test_copies_have_the_vector_of_the_first_and_the_sample_moves_with_its_texts(corpus_of, method):
    plain = texts(300)
    vectors = method()(corpus_of([*plain, "THE CAT"], [*range(300), 7]))
    assert np.array_equal(vectors.values[300], vectors.values[7])
    grown, alone = (corpus_of(texts(300) + extra) for extra in (texts(40, seed=1), []))
    kept = method().exact(grown)[:300] & method().exact(alone)
    assert kept.sum() > 40


@pytest.mark.parametrize("n", [0, 1, 5, 60])
def test_a_corpus_within_the_sample_is_exact(n, corpus_of, method, teacher):
    corpus = corpus_of(texts(60)[:n])
    np.testing.assert_array_equal(method()(corpus).values, teacher(corpus).values)


def test_texts_without_a_known_word_are_exact(corpus_of, method, teacher):
    corpus = corpus_of([*texts(300), ". , .", "unheard"])
    values, exact = method()(corpus).values, teacher(corpus).values
    np.testing.assert_array_equal(values[300:], exact[300:])


def test_a_sample_that_will_not_do_grows_and_at_last_is_refused(corpus, method):
    with pytest.raises(UnfaithfulError, match=r"after 120 documents, expected at least 1; use"):
        method(min_fidelity=1.0)(corpus)
    learned = method()(corpus).resolved["fidelity"]["cosine"]
    grown = method(min_fidelity=learned + 0.001)(corpus)
    assert grown.resolved["subsample"] == 120


def test_known_vectors_of_the_sample_are_not_computed_again(corpus, method, teacher):
    exact = teacher(corpus).values
    known = dict(zip(corpus.full_texts, exact, strict=True))
    asked = []
    context = Context(known=known, progress=lambda done, total: asked.append(done))
    again = method()(corpus, context)
    np.testing.assert_array_equal(again.values, method()(corpus).values)
    assert not any(asked)


def test_auto_is_exact_up_to_a_size_and_distilled_beyond(corpus, method, teacher):
    exact, beyond = method(BySize)(corpus), method(BySize, exact_up_to=299)(corpus)
    np.testing.assert_array_equal(exact.values, teacher(corpus).values)
    assert (exact.resolved["method"], exact.checks) == ("minilm", ())
    np.testing.assert_array_equal(beyond.values, method()(corpus).values)
    assert beyond.resolved["method"] == "distilled"


def test_auto_embeds_all_where_distilling_will_not_do(corpus, method, teacher):
    vectors = method(BySize, exact_up_to=299, min_fidelity=1.0)(corpus)
    np.testing.assert_array_equal(vectors.values, teacher(corpus).values)
    assert vectors.resolved["method"] == "minilm"
    (told,) = vectors.checks
    assert (told.code, told.severity) == ("E09", "warning")
    assert "after 120 documents" in told.message
