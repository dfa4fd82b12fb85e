"""Which model reads which languages, and what becomes of those that none reads."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.embed.auto import BySize
from pipeline.embed.joined import Joined, Part
from pipeline.embed.lsa import LSA
from pipeline.embed.unread import unread
from pipeline.embed.use_multilingual import UseMultilingual
from pipeline.store.fingerprint import recipe_of, vectors_key


@pytest.mark.parametrize(
    ("languages", "multilingual"),
    [
        (["en"] * 10, False),
        (["en"] * 8 + ["de"] * 2, False),
        (["en"] * 7 + ["de"] * 3, True),
        (["de", *[""] * 9], True),
        ([""] * 10, False),
        ([], False),
    ],
)
def test_the_model_follows_from_the_languages_of_the_texts(corpus_of, languages, multilingual):
    corpus = replace(corpus_of([f"Text {i}" for i in range(10)]), languages=tuple(languages))
    auto = BySize(threads=2, exact_up_to=0)
    chosen = auto.chosen(corpus)
    assert chosen == (UseMultilingual(threads=2) if multilingual else auto)
    assert auto.crosses_languages(corpus) is multilingual
    assert Joined(parts=(Part(method=LSA()), Part(method=auto))).crosses_languages(corpus) is (
        multilingual
    )
    assert auto.exact(corpus).all(), "ten documents are all read by either"


def test_the_vectors_of_either_model_are_kept_as_those_of_that_model():
    recipe = recipe_of(BySize())
    assert recipe["other_vectors"] == [vectors_key(UseMultilingual())]
    assert recipe["vectors"]["method"] == "minilm"


def test_a_language_is_read_as_a_whole_or_not_at_all(corpus_of):
    languages = ("vi", "vi", "vi", "de", "de", "de", "", "")
    corpus = replace(corpus_of(["Text"] * 8), languages=languages)
    unknown = np.array([0.3, 0.3, 0, 0.3, 0, 0, 0.3, 0], dtype=np.float32)
    strange, (told,) = unread(corpus, unknown, np.ones(8, dtype=np.int64))
    assert strange.tolist() == [True, True, True, False, False, False, True, False]
    assert told.documents == ("d0", "d1", "d2", "d6")
    alone, _ = unread(replace(corpus, languages=()), unknown, np.ones(8, dtype=np.int64))
    assert alone.tolist() == (unknown > 0.15).tolist()


@pytest.mark.model
def test_german_texts_are_embedded_by_the_model_of_many_languages(corpus_of):
    texts = ["Der Hund bellt laut im Garten.", "Die Katze schläft auf dem Sofa."]
    corpus = replace(corpus_of(texts), languages=("de", "de"))
    vectors = BySize()(corpus)
    assert vectors.resolved["method"] == "use_multilingual"
    assert [check.code for check in vectors.checks] == ["E11"]
    np.testing.assert_array_equal(BySize().encode(texts, corpus), vectors.values)
