"""Phrases are found, counted and spelled as the corpus has them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.describe.document_words import read_words
from pipeline.describe.phrases import TITLE_WEIGHT, find_phrases


def phrases(texts, titles=None, longest=3, at_least=1, stop=frozenset({"the", "of", "we"})):
    words = read_words(titles or [""] * len(texts), texts, stop)
    return find_phrases(words, len(texts), longest, at_least)


def counts(found):
    return dict(zip(found.names, found.mentions.toarray().T.tolist(), strict=True))


def test_no_phrase_spans_a_border_or_a_stop_word():
    assert set(phrases(["robot arms. Bank of England"]).names) == {
        *("robot", "arms", "robot arms", "Bank", "England"),
    }


def test_case_hyphen_and_plural_do_not_make_another_phrase():
    texts = ["vision-language models", "vision language model", "Vision-Language Model"]
    found = counts(phrases(texts))
    assert found["vision-language models"] == [1, 1, 1]
    assert found["vision-language"] == [1, 1, 1]
    assert "vision language model" not in found


def test_a_phrase_is_spelled_as_running_text_spells_it_most_often():
    texts = [
        "we use Gaussian splatting",
        "the fast gaussian Splatting",
        "we like Gaussian splatting",
    ]
    found = phrases(
        texts, titles=["Gaussian Splatting", "GAUSSIAN SPLATTING", "Gaussian Splatting"]
    )
    assert "Gaussian splatting" in found.names
    assert "Gaussian Splatting" not in found.names


def test_a_title_decides_the_spelling_where_the_text_is_silent():
    assert "fMRI" in phrases(["nothing"], titles=["fMRI"]).names


def test_a_mention_in_the_title_weighs_more():
    found = counts(phrases(["robot robot", "robot"], titles=["", "robot"]))
    assert found["robot"] == [2, 1 + TITLE_WEIGHT]


def test_rare_phrases_are_left_out():
    found = phrases(["robot arm", "robot leg", "robot arm"], at_least=2)
    assert set(found.names) == {"robot", "arm", "robot arm"}


def test_fragments_and_adjectives_do_not_stand_by_themselves():
    texts = ["we train large language models", "the large language models of large size"]
    found = phrases(texts)
    standing = dict(zip(found.names, found.standing.tolist(), strict=True))
    assert standing["large language"] == 0
    assert standing["large language models"] == np.sqrt(0.5)


def test_nothing_comes_of_nothing():
    found = phrases(["", "the of the"])
    assert found.names == ()
    assert found.mentions.shape == (2, 0)


@given(st.lists(st.text(alphabet="abA -.,;3$\\'\nЖ模型", max_size=40), max_size=6))
def test_names_are_distinct_and_everything_is_counted(texts):
    found = phrases(texts)
    assert len(set(found.names)) == len(found.names) == len(found.words)
    assert found.mentions.shape == (len(texts), len(found.names))
    assert ((found.standing >= 0) & (found.standing <= 1)).all()
    single = [i for i, words in enumerate(found.words) if len(words) == 1]
    n_words = len(read_words([""] * len(texts), texts, frozenset({"the", "of", "we"})).word)
    assert found.mentions[:, single].sum() >= n_words
