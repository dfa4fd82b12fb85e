"""What every describer promises, on planted, tiny and strange corpora."""

import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from described import (
    HashEmbedder,
    MuteEmbedder,
    corpus_of,
    described,
    planted,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.artifacts import Vectors
from pipeline.core.word_choice import WordChoice
from pipeline.describe.ctfidf import CTFIDF
from pipeline.describe.keybert import KeyBERT
from pipeline.describe.mmr import MMR
from samples import clustering_of

METHODS = [CTFIDF, KeyBERT, MMR]
every_method = pytest.mark.parametrize("kind", METHODS)


@every_method
def test_planted_topics_are_named_after_what_was_planted(kind):
    topics = described(kind(), *planted()).topics
    wanted = ({"gaussian", "dynamic"}, {"robot", "human", "grasping"}, {"large", "llms"})
    for topic, words in zip(topics, wanted, strict=True):
        assert {word.casefold() for word in topic.label.split()} & words, topic.label
        assert topic.label[0].isupper()


@every_method
def test_shared_words_and_boilerplate_name_nothing(kind):
    topics = described(kind(), *planted()).topics
    shared = {"model", "models", "results", "extensive results", "proposed method", "demonstrate"}
    assert not shared & {k.word.casefold() for topic in topics for k in topic.keywords}


@every_method
def test_keywords_are_ordered_weighed_and_counted(kind):
    for topic in described(kind(n_keywords=4), *planted()).topics:
        weights = [keyword.weight for keyword in topic.keywords]
        assert 1 <= len(weights) <= 4
        assert weights == sorted(weights, reverse=True)
        assert weights[0] == 1
        assert min(weights) > 0


@every_method
def test_every_level_is_described_in_order(kind):
    corpus, _ = planted()
    fine = np.repeat([0, 1, 2], 5)
    coarse = np.where(fine == 2, 1, 0)
    coarse[0] = -1
    topics = described(kind(), corpus, clustering_of(coarse, fine)).topics
    assert [(topic.level, topic.topic) for topic in topics] == [
        *((0, 0), (0, 1), (1, 0), (1, 1), (1, 2)),
    ]
    assert [topic.size for topic in topics] == [9, 5, 5, 5, 5]
    for level in (0, 1):
        labels = [topic.label for topic in topics if topic.level == level]
        assert len(set(labels)) == len(labels)


@every_method
def test_no_topics_are_no_error(kind):
    corpus, _ = planted()
    result = described(kind(), corpus, clustering_of(np.full(15, -1)))
    assert result.topics == ()
    assert result.checks == ()
    assert described(kind(), corpus_of([]), clustering_of([])).topics == ()


@every_method
@pytest.mark.parametrize(
    "texts",
    [
        ["one"],
        ["good service", "too expensive"],
        ["the of and", "we are", "it is"],
        ["3 4 5", "10,000", "https://x.org/y"],
        ["same words here"] * 4,
        ["très bon accueil", "accueil très froid", "bon rapport qualité"],
        ["模型很好用", "模型不好用", "价格很高"],
    ],
)
def test_small_and_strange_corpora_get_a_label(kind, texts):
    for labels in (np.zeros(len(texts)), np.arange(len(texts))):
        topics = described(kind(), corpus_of(texts), clustering_of(labels)).topics
        assert len(topics) == len(np.unique(labels))
        assert len({topic.label for topic in topics}) == len(topics)
        assert all(topic.label.strip() for topic in topics)
        assert all(topic.representatives for topic in topics)


def test_a_topic_without_words_is_called_by_its_number_and_said_so():
    corpus = corpus_of(["the of and", "we are", "cats purr", "cats eat"])
    result = described(CTFIDF(), corpus, clustering_of([0, 0, 1, 1]))
    assert result.topics[0].label == "Topic 0"
    assert result.topics[0].keywords == ()
    (check,) = result.checks
    assert check.code == "D01"
    assert "1 of 2 topics" in check.message
    assert "Topic 0" in check.message


def test_one_topic_of_all_is_said_to_lack_a_contrast():
    result = described(CTFIDF(), corpus_of(["cats purr"] * 3), clustering_of([0, 0, 0]))
    assert [check.code for check in result.checks] == ["D02"]


def test_stop_words_are_those_of_the_texts_and_others_are_noticed():
    texts = ["der gute Hund bellt", "die gute Katze", "der Hund schläft", "eine Katze"]
    corpus = corpus_of(texts, languages=["de", "de", "de", ""])
    labels = clustering_of([0, 1, 0, 1])
    result = described(CTFIDF(), corpus, labels)
    assert result.checks == ()
    words = {word for topic in result.topics for k in topic.keywords for word in k.word.split()}
    assert words >= {"Hund", "Katze"} and not {"der", "die", "eine"} & words
    english = CTFIDF(words=WordChoice(stop_words="english"))
    (check,) = described(english, corpus, labels).checks
    assert check.code == "D03" and "German" in check.message


def test_a_language_without_stop_words_is_told():
    corpus = corpus_of(["ሰላም ነው", "ውሃ ነው", "ሰላም ለዓለም", "ውሃ"], languages=["am"] * 4)
    (check,) = described(CTFIDF(), corpus, clustering_of([0, 1, 0, 1])).checks
    assert check.code == "D03" and "Amharic" in check.message


@pytest.mark.parametrize("kind", [KeyBERT, MMR])
def test_an_embedder_without_words_falls_back_to_counts_and_says_so(kind):
    result = described(kind(), *planted(), embedder=MuteEmbedder())
    assert [check.code for check in result.checks] == ["D04"]
    assert result.topics == described(CTFIDF(), *planted()).topics


@pytest.mark.parametrize("kind", [KeyBERT, MMR])
def test_phrases_are_embedded_in_one_call_and_the_names_made_of_them_in_another(kind):
    calls = []

    class Counting(HashEmbedder):
        def encode(self, texts, corpus, context):
            calls.append(len(texts))
            return super().encode(texts, corpus)

    corpus, clustering = planted()
    both = clustering_of(clustering.labels, np.where(clustering.labels == 2, 1, 0))
    topics = described(kind(), corpus, both, Counting()).topics
    assert calls[1:] == [len({topic.label for topic in topics})]


def test_keybert_puts_first_what_is_nearest_to_the_documents():
    class Pointing(HashEmbedder):
        """Every document and the phrase "grasping" point one way, all else another."""

        def encode(self, texts, corpus, context):
            near = np.array([[text.casefold() == "grasping"] for text in texts])
            return np.where(near, [[1.0, 0.0]], [[0.2, 1.0]]).astype(np.float32)

    corpus, clustering = planted()
    vectors = Vectors(np.tile(np.array([[1, 0]], dtype=np.float32), (15, 1)))
    topics = KeyBERT()(corpus, vectors, clustering, Pointing()).topics
    assert topics[1].keywords[0].word.casefold() == "grasping"
    assert topics[1].label.startswith("Grasping")


@every_method
def test_copies_of_a_text_count_once(kind):
    corpus, clustering = planted()
    labels = clustering.labels
    again = corpus_of((*corpus.texts, *[corpus.texts[3]] * 6), first_copy=[*range(15), *[3] * 6])
    once = described(kind(), corpus, clustering).topics
    often = described(kind(), again, clustering_of([*labels, *[0] * 6])).topics
    assert often[0].size == once[0].size + 6
    if kind is CTFIDF:  # the others look at vectors, whose middle the copies move
        assert [topic.keywords for topic in often] == [topic.keywords for topic in once]
    copies = [position for position in often[0].representatives if position in {3, *range(15, 21)}]
    assert len(copies) <= 1


def test_representatives_are_the_nearest_to_the_middle_and_bounded():
    values = np.array([[1, 0], [1, 0.2], [0, 1], [1, 0.1], [0, 1], [0, 1]], dtype=np.float32)
    corpus = corpus_of([f"cats {i} purr" for i in range(6)])
    clustering = clustering_of([0, 0, 0, 0, 1, 1])
    topics = CTFIDF(n_representatives=2)(corpus, Vectors(values), clustering, HashEmbedder()).topics
    assert topics[0].representatives == (1, 3)
    assert topics[1].representatives == (4, 5)
    none = CTFIDF(n_representatives=0)(corpus, Vectors(values), clustering, HashEmbedder()).topics
    assert none[0].representatives == ()


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="abcd .,-'3é模$\\{}<>&;", max_size=30).filter(str.strip),
            st.integers(-1, 3),
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(deadline=None, max_examples=60)
def test_no_corpus_breaks_it(rows):
    texts, labels = zip(*rows, strict=True)
    _, labels = np.unique([-1, *labels], return_inverse=True)
    clustering = clustering_of(labels[1:] - 1)
    for kind in METHODS:
        topics = described(kind(), corpus_of(texts), clustering).topics
        assert len(topics) == clustering.n_topics
        assert len({topic.label for topic in topics}) == len(topics)


def test_bertopic_leaves_the_warning_filters_alone():
    before = list(warnings.filters)
    described(KeyBERT(), *planted())
    assert warnings.filters == before


def test_the_hash_seed_and_the_threads_change_nothing():
    script = (
        "from described import *\n"
        "from pipeline.describe.keybert import KeyBERT\n"
        "from pipeline.describe.mmr import MMR\n"
        "print([described(kind(), *planted()).topics for kind in (KeyBERT, MMR)])"
    )
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C"}
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=surroundings | {"PYTHONHASHSEED": n, "OMP_NUM_THREADS": n},
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for n in ("1", "2")
    }
    assert len(runs) == 1


def test_a_phrase_that_is_kept_together_is_named_as_the_texts_spell_it():
    corpus, clustering = planted()
    words = WordChoice(keep_together=("gaussian SPLATTING",), ngrams=1)
    splatting = described(CTFIDF(words=words, max_ngram=1), corpus, clustering).topics[0]
    names = [keyword.word for keyword in splatting.keywords]
    assert "Gaussian splatting" in names
    assert not {"Gaussian", "splatting"} & set(names)
    assert all(" " not in name for name in names if name != "Gaussian splatting")


def test_a_topic_is_named_by_what_its_words_are_read_as():
    corpus, clustering = planted()
    words = WordChoice(lemmas={"grasping": "grip", "imitation": "imitate"})
    robots = described(CTFIDF(words=words), corpus, clustering).topics[1]
    named = " ".join(keyword.word for keyword in robots.keywords)
    assert "grip" in named and "grasping" not in named


def test_documents_of_the_planted_topics_find_them_by_their_names():
    class Speaking(HashEmbedder):
        """A direction for each subject, by words that only its documents say."""

        def encode(self, texts, corpus, context=None):
            asked = ("splatting|scenes", "robot", "llm|language")
            said = [[bool(re.search(each, text.casefold())) for each in asked] for text in texts]
            return np.array(said, dtype=np.float32)

    corpus, clustering = planted()
    for describer in (KeyBERT(), MMR()):
        topics = describer(corpus, Speaking()(corpus), clustering, Speaking()).topics
        assert [topic.found_by_name for topic in topics] == [1, 1, 1]
        for topic in described(describer, corpus, clustering, MuteEmbedder()).topics:
            assert topic.found_by_name is None
