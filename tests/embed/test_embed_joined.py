"""Representations joined: similarities are averaged, settings stay with their part."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.config.problems import problems_of
from pipeline.core.artifacts import Vectors
from pipeline.core.context import Context
from pipeline.embed.joined import Joined, Part
from pipeline.embed.lsa import LSA
from pipeline.embed.minilm import MiniLM
from pipeline.numerics.normalize import unit_rows
from pipeline.store.fingerprint import key_of, recipe_of

TEXTS = ["cats and kittens", "a kitten sleeps", "ships in a harbour", "the harbour sleeps"]


def two_parts(**parameters):
    parts = [{"method": "minilm"}, {"method": "lsa", "weight": 0.5, "n_components": 7}]
    return {"parts": parts, **parameters}


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 100), min_size=2, max_size=4), st.integers(0, 99))
def test_similarity_is_the_weighted_mean_of_the_parts(weights, seed):
    draw = np.random.default_rng(seed)
    parts = [unit_rows(draw.normal(size=(5, d + 2))) for d in range(len(weights))]
    joined = Joined(parts=tuple(Part(method=LSA(), weight=weight) for weight in weights))
    values = joined(None, Context(parts=tuple(map(Vectors, parts)))).values
    expected = np.average([part @ part.T for part in parts], axis=0, weights=weights)
    np.testing.assert_allclose(values @ values.T, expected, atol=1e-5)


def test_a_part_that_is_silent_leaves_its_share_to_the_others(corpus_of):
    left = np.array([[1, 0], [0, 1], [0, 0]], dtype=np.float32)
    right = np.array([[1, 0], [0, 0], [0, 0]], dtype=np.float32)
    context = Context(parts=(Vectors(left), Vectors(right)))
    values = Joined(**two_parts())(corpus_of(["a", "b", "c"]), context).values
    np.testing.assert_allclose(np.linalg.norm(values, axis=1), [1, 1, 0], atol=1e-6)
    np.testing.assert_allclose(values[1], [0, 1, 0, 0], atol=1e-6)


def test_words_count_less_where_the_documents_are_in_several_languages(corpus_of):
    rows = Vectors(np.eye(2, dtype=np.float32)), Vectors(np.array([[1], [1]], dtype=np.float32))
    found = []
    for languages in (("de", "de"), ("de", "fr")):
        corpus = replace(corpus_of(["a", "b"]), languages=languages)
        values = Joined(**two_parts())(corpus, Context(parts=rows)).values
        found.append(values[0] @ values[1])
    # the weight 0.5 beside 1, and half of it
    np.testing.assert_allclose(found, [0.5 / 1.5, 0.25 / 1.25], atol=1e-6)


def test_new_texts_are_joined_as_documents_are(corpus_of):
    corpus = corpus_of(TEXTS)
    method = Joined(parts=[{"method": "lsa"}, {"method": "lsa", "max_ngram": 2, "weight": 3}])
    values = method(corpus).values
    assert np.array_equal(method.encode(TEXTS, corpus), values)
    parts = tuple(part.method(corpus) for part in method.parts)
    assert np.array_equal(method(corpus, Context(parts=parts)).values, values)


def test_settings_beside_a_name_belong_to_that_method(tmp_path):
    np.save(tmp_path / "v.npy", np.eye(2))
    given = two_parts()
    given["parts"].append({"method": "precomputed", "path": "v.npy"})
    method = Joined.model_validate_json(
        json.dumps(given), strict=True, context={"folder": tmp_path}
    )
    minilm, lsa, _ = method.parts
    assert (minilm.method, minilm.weight) == (MiniLM(), 1.0)
    assert (lsa.method, lsa.weight) == (LSA(n_components=7), 0.5)
    assert method.sources() == {"parts.2.path": tmp_path / "v.npy"}
    assert not method.encodes
    assert Joined(**two_parts()).encodes


def test_a_name_alone_is_a_part():
    assert Joined(parts=["minilm", "lsa"]) == Joined(
        parts=[{"method": "minilm", "weight": 1.0}, {"method": "lsa"}]
    )


def test_the_config_says_what_a_setting_of_a_part_may_be():
    with pytest.raises(ValidationError) as caught:
        Joined(parts=[{"method": "minilm"}, {"method": "lsa", "n_components": 1, "weigth": 2}])
    assert dict(problems_of(Joined, caught.value)) == {
        ("parts", 1, "n_components"): "1 is not allowed; expected a whole number from 2 to 1000",
        ("parts", 1, "weigth"): "unknown setting; did you mean 'weight'?",
    }


def test_threads_are_handed_to_the_parts_that_have_none_of_their_own():
    given = two_parts(threads=3)
    given["parts"].append({"method": "minilm", "threads": 1})
    minilm, _, own = Joined(**given).parts
    assert (minilm.method.threads, own.method.threads) == (3, 1)


def test_the_key_depends_on_what_the_parts_compute_and_not_on_how():
    def key(**changes):
        given = two_parts()
        given["parts"][1] |= changes.pop("lsa", {})
        return key_of(recipe_of(Joined(**given, **changes)))

    assert len({key(), key(lsa={"weight": 0.6}), key(lsa={"max_ngram": 2})}) == 3
    assert key(threads=4) == key()


@pytest.mark.parametrize(
    ("part", "place", "message"),
    [
        (
            {"method": "joined"},
            ("parts", 1),
            "'joined' cannot be a part; expected one of auto, dist",
        ),
        ({"method": "word2vec"}, ("parts", 1), "'word2vec' cannot be a part"),
        ({"method": "lsa", "weight": 0}, ("parts", 1, "weight"), "greater than 0"),
        ({"method": "lsa", "n_components": 1}, ("parts", 1, "n_components"), "greater than"),
        ({"method": "lsa", "n_component": 5}, ("parts", 1, "n_component"), "not permitted"),
        ({"method": "lsa", "n_components": "5"}, ("parts", 1, "n_components"), "integer"),
        ({"weight": 1.0}, ("parts", 1, "method"), "required"),
        (5, ("parts", 1), "dictionary|Part"),
    ],
)
def test_a_mistake_in_a_part_is_found_in_its_place(part, place, message):
    with pytest.raises(ValidationError, match=message) as caught:
        Joined(parts=[{"method": "minilm"}, part])
    assert [error["loc"] for error in caught.value.errors()] == [place]


def test_one_part_is_not_enough():
    with pytest.raises(ValidationError, match="at least 2"):
        Joined(parts=[{"method": "lsa"}])
