"""Themes among vectors that no new text can join: what is like the texts that name a theme."""

import numpy as np
import pytest
from test_combined import FOOD, MUSIC, planted_corpus

from pipeline.assign.combined import Combined
from pipeline.core.artifacts import Vectors
from pipeline.core.theme import Theme
from pipeline.embed.lsa import LSA
from pipeline.embed.precomputed import Precomputed

BREAD = Theme(name="bread")


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """A corpus, its vectors, and an embedder that knows these alone."""
    corpus, truth = planted_corpus()
    values = LSA(n_components=12)(corpus).values
    path = tmp_path_factory.mktemp("vectors") / "v.npy"
    np.save(path, values)
    return corpus, truth, Vectors(values), Precomputed(path=path)


def test_what_is_like_the_texts_that_name_a_theme_has_it_too(given):
    corpus, truth, vectors, embedder = given
    found = Combined(themes=(BREAD, MUSIC))(corpus, vectors, embedder)
    inside = truth == "Kitchen"
    named = np.array(["bread" in text for text in corpus.full_texts])
    assert named[inside].any() and not named[inside].all()
    assert found.assigned[inside, 0].mean() > 0.8
    assert found.assigned[~inside, 0].mean() < 0.1
    assert found.verdicts == ("there", "there")
    assert found.beaten == ()


def test_a_theme_that_no_text_names_is_told(given):
    corpus, _, vectors, embedder = given
    found = Combined(themes=(FOOD, Theme(name="submarines")))(corpus, vectors, embedder)
    assert found.verdicts == ("there", "not found")
    assert not found.assigned[:, 1].any()
    (message,) = [check.message for check in found.checks if check.code == "A01"]
    assert message == (
        "Not found: 'submarines'. No text names such a theme, and no vector is made of a name."
    )


def test_a_theme_that_is_named_all_over_the_place_is_had_by_those_alone(given):
    corpus, truth, vectors, embedder = given
    places = [np.flatnonzero(truth == topic)[0] for topic in sorted(set(truth))]
    texts = [
        f"{text} A submarine." if place in places else text
        for place, text in enumerate(corpus.texts)
    ]
    scattered = type(corpus)(corpus.ids, corpus.titles, tuple(texts), corpus.first_copy)
    found = Combined(themes=(FOOD, Theme(name="submarine")))(scattered, vectors, embedder)
    assert found.verdicts == ("there", "only named")
    assert sorted(np.flatnonzero(found.assigned[:, 1])) == sorted(places)
    (message,) = [check.message for check in found.checks if check.code == "A06"]
    assert "the texts that name it lie no closer together than texts picked at random" in message


def test_the_same_seed_finds_the_same(given):
    corpus, _, vectors, embedder = given
    first, again = (Combined(themes=(FOOD, BREAD))(corpus, vectors, embedder) for _ in range(2))
    assert np.array_equal(first.scores, again.scores)
