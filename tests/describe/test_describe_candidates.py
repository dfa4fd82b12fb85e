"""Counting alone separates the words of a topic from those of the corpus."""

import math

import numpy as np
import pytest

from pipeline.describe.candidates import find_candidates, support
from pipeline.describe.document_words import read_words
from pipeline.describe.keyness import excess, keyness
from pipeline.describe.phrases import find_phrases


def candidates(texts, labels, many=40, n_topics=None):
    words = read_words([""] * len(texts), texts, frozenset({"the", "a", "of"}))
    labels = np.array(labels, dtype=np.int32)
    found = find_phrases(words, len(texts), 3, 1)
    return find_candidates(found, labels, n_topics or int(labels.max()) + 1, many)


def names(level):
    return [{candidate.name for candidate in topic} for topic in level]


def test_keyness_is_the_likelihood_ratio():
    inside, total = np.array([8.0, 2.0, 0.0]), np.array([10.0, 10.0, 10.0])
    found = keyness(inside, 20, total, 100)
    by_hand = 2 * (
        8 * math.log(8 / 2) + 12 * math.log(12 / 18) + 2 * math.log(2 / 8) + 78 * math.log(78 / 72)
    )
    assert found == pytest.approx(
        [
            math.sqrt(by_hand),
            0,
            -math.sqrt(
                2 * (20 * math.log(20 / 18) + 10 * math.log(10 / 8) + 70 * math.log(70 / 72))
            ),
        ]
    )
    assert excess(inside, 20, total, 100) == pytest.approx([16.0, 1.0, 0.0])
    assert excess(np.array([3.0]), 3, np.array([3.0]), 9).tolist() == [math.inf]


def test_support_grows_slowly_and_asks_for_two_documents_of_ten():
    assert [support(size) for size in (1, 2, 10, 30, 100, 10_000)] == [1, 2, 2, 3, 5, 50]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_topic_without_a_document_of_its_own_has_no_words_and_others_have_theirs(missing):
    """All its documents may be copies of others, which are read once."""
    there = [topic for topic in range(3) if topic != missing]
    texts = ["cats purr softly"] * 5 + ["ships sail far"] * 5
    level = candidates(texts, np.repeat(there, 5), n_topics=3)
    assert [bool(topic) for topic in level] == [topic != missing for topic in range(3)]
    assert any("cats" in name for name in names(level)[there[0]])


def test_words_of_the_whole_corpus_do_not_name_a_topic():
    texts = ["our model is good for cats"] * 5 + ["our model is good for ships"] * 5
    texts = [f"{text} {number}x" for number, text in enumerate(texts)]
    cats, ships = names(candidates(texts, [0] * 5 + [1] * 5))
    assert any("cats" in name for name in cats)
    assert any("ships" in name for name in ships)
    assert not {"model", "good"} & (cats | ships)


def test_a_word_of_one_document_in_ten_does_not_name_it():
    texts = ["cats purr", "cats eat"] * 5 + ["ships sail"] * 10
    texts[3] = "cats levitate"
    cats, _ = names(candidates(texts, [0] * 10 + [1] * 10))
    assert "cats" in cats
    assert "levitate" not in cats


def test_a_fragment_gives_way_to_the_whole_phrase():
    texts = ["large language models rule"] * 6 + ["ships sail"] * 6
    found, _ = names(candidates(texts, [0] * 6 + [1] * 6))
    assert not {"large", "large language", "language models", "language"} & found
    assert any("large language models" in name for name in found)


def test_documents_without_a_topic_serve_as_a_contrast():
    texts = ["cats purr softly"] * 4 + ["ships sail softly"] * 4
    (found,) = names(candidates(texts, [0] * 4 + [-1] * 4))
    assert "softly" not in found
    assert any("cats" in name for name in found)


def test_one_topic_alone_is_named_after_its_frequent_words():
    (found,) = names(candidates(["cats purr", "cats eat", "cats sleep"], [0, 0, 0]))
    assert "cats" in found


def test_topics_that_cannot_be_told_apart_still_get_words():
    level = candidates(["cats purr"] * 6, [0, 0, 0, 1, 1, 1])
    assert all(level)


def test_candidates_know_their_documents_and_are_bounded():
    texts = ["cats. milk", "dogs. milk", "cats. paws. dogs", "ships. masts. sails"]
    level = candidates(texts, [0, 0, 0, 1], many=2)
    assert [len(topic) for topic in level] == [2, 2]
    level = candidates(texts, [0, 0, 0, 1])
    cats = next(one for topic in level for one in topic if one.name == "cats")
    assert cats.documents.tolist() == [0, 2]
    assert cats.worth > 0
    assert cats.weight > 0
