"""Keywords and labels: good, short, and nothing said twice."""

import numpy as np
import pytest

from pipeline.describe.candidates import Candidate
from pipeline.describe.choice import keywords, label_topics, name_phrases, score
from pipeline.describe.kinship import abbreviates, akin, repeats, share_a_word


def candidate(name, documents=(0, 1, 2, 3), worth=1.0, weight=1.0):
    words = tuple(word.casefold() for word in name.split())
    return Candidate(name, words, weight, worth, np.array(documents))


def pick(candidates, scores=None, n_documents=4):
    candidates = list(candidates)
    scores = np.array(scores or [1 - 0.01 * i for i in range(len(candidates))])
    return name_phrases(tuple(candidates), scores, n_documents)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gaussian splatting", "3D Gaussian splatting"),
        ("learned representations", "representation learning"),
        ("RL", "reinforcement learning"),
        ("3DGS", "3D Gaussian splatting"),
        ("LLMs", "large language models"),
        ("LLMs", "language models"),
        ("multimodal", "multi-modal models"),
        ("robot", "robotics"),
    ],
)
def test_repetitions_are_recognised(one, other):
    assert repeats(candidate(one), candidate(other))
    assert repeats(candidate(other), candidate(one))
    assert share_a_word(candidate(one), candidate(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("neural networks", "neurons"),
        ("video generation", "video editing"),
        ("RL", "robot manipulation learning"),
        ("rl", "reinforcement learning"),
        ("state space models", "language models"),
    ],
)
def test_different_phrases_are_no_repetition(one, other):
    assert not repeats(candidate(one), candidate(other))


def test_akin_words_share_most_of_their_beginning():
    assert akin("learned", "learning")
    assert not akin("data", "date")
    assert not akin("model", "mood")
    assert abbreviates("SAE", ("sparse", "autoencoder"))
    assert not abbreviates("SAE", ("sparse", "network"))


def test_a_label_has_no_word_twice():
    names = pick(map(candidate, ["language models", "large language models", "LLMs", "facts"]))
    assert names[:2] == ("language models", "facts")


def test_the_second_phrase_speaks_for_the_documents_left_out():
    names = pick(
        [
            candidate("robot arms", [0, 1, 2]),
            candidate("grasping", [0, 1, 2]),
            candidate("video", [3]),
            candidate("motion", [1, 2, 3]),
        ],
        [1.0, 0.9, 0.9, 0.9],
    )
    assert names[:2] == ("robot arms", "motion")


def test_labels_are_unique_and_begin_with_a_capital():
    same = ("language models", "facts")
    labels = label_topics(
        [same, (*same, "prompts"), ("facts", "language models"), ("fMRI",), (), ("jQuery", "Qt")]
    )
    assert labels == (
        "Language models · facts",
        "Language models · facts · prompts",
        "Facts · language models (2)",
        "fMRI",
        "Topic 4",
        "jQuery · Qt",
    )


def test_keywords_are_weighed_against_the_best_and_do_not_repeat():
    found = keywords(
        tuple(map(candidate, ["scenes", "dynamic scene", "scene", "views", "noise"])),
        np.array([1.0, 0.9, 0.9, 0.5, 0.01]),
        4,
        10,
    )
    assert (found[0].word, found[0].weight) == ("scenes", 1.0)
    assert [keyword.word for keyword in found].count("views") == 1
    assert "noise" not in [keyword.word for keyword in found]


def test_what_is_not_relevant_is_not_chosen():
    candidates = (candidate("one"), candidate("two"), candidate("three"))
    scores = score(candidates, np.array([0.5, -0.2, 0.25]))
    assert scores.tolist() == [1.0, 0.0, 0.5]
    assert [keyword.word for keyword in keywords(candidates, scores, 4, 3)] == ["one", "three"]


def test_counts_decide_where_nothing_is_relevant():
    candidates = (candidate("one", weight=0.1), candidate("two", weight=0.4))
    assert score(candidates, np.array([-0.1, 0.0])).tolist() == [0.25, 1.0]
    assert score((), np.zeros(0)).tolist() == []
