"""Topics whose documents are in several languages are named in one of them."""

import hashlib

import numpy as np
import pytest
from described import HashEmbedder, MuteEmbedder, corpus_of, described

from pipeline.core.artifacts import Vectors
from pipeline.core.context import BY_ITSELF
from pipeline.describe.ctfidf import CTFIDF
from pipeline.describe.keybert import KeyBERT
from pipeline.describe.mmr import MMR
from pipeline.describe.reading import read_best
from pipeline.numerics.english_words import COMMON, english_words
from samples import clustering_of

SAME = {
    "Wahl": "election", "Wahlen": "election", "élection": "election", "Regierung": "government",
    "gouvernement": "government", "Schnee": "snow", "neige": "snow", "Berg": "mountain",
    "montagne": "mountain",
}  # fmt: skip
POLITICS = (
    ("de", "Die Wahl stürzt Regierung Anton."),
    ("de", "Nach Wahlen kommt Regierung Bertold."),
    ("fr", "Une élection renverse gouvernement Armand."),
    ("fr", "Encore élection sans gouvernement Brigitte."),
    ("fr", "Aucun gouvernement après élection Claude."),
    ("en", "People vote again, Edward."),
    ("en", "People vote gladly, Felicity."),
)
WINTER = (
    ("de", "Am Berg liegt Schnee, Dora."),
    ("de", "Viel Schnee bedeckt Berg Emil."),
    ("de", "Kein Schnee am Berg, Friedrich."),
    ("fr", "La neige couvre montagne Denise."),
    ("fr", "Une montagne sans neige, Eugène."),
    ("en", "White snow falls, George."),
    ("en", "Soft snow melts, Harriet."),
)


class SideBySide(HashEmbedder):
    """Knows translations: a text has the direction of its words in English."""

    def encode(self, texts, corpus, context=BY_ITSELF):
        rows = np.zeros((len(texts), 256))
        for row, text in zip(rows, texts, strict=True):
            for word in text.replace(",", " ").replace(".", " ").split():
                meant = SAME.get(word, word).casefold()
                row += _direction(meant)
        return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype("f4")


def _direction(word):
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
    return np.random.default_rng(seed).normal(size=256)


def named(method, documents, labels, embedder):
    languages, texts = zip(*documents, strict=True)
    corpus = corpus_of(texts, languages=languages)
    vectors = Vectors(SideBySide().encode(texts, corpus))
    return method(corpus, vectors, clustering_of(np.array(labels)), embedder)


BOTH = [*POLITICS, *WINTER], [0] * 7 + [1] * 7


def test_what_is_said_of_any_subject_names_none(monkeypatch):
    for word in ("Anton", "Bertold", "Armand", "Brigitte", "Claude"):
        monkeypatch.setitem(SAME, word, "various")
    politics = named(KeyBERT(), *BOTH, SideBySide()).topics[0]
    words = {word.word.casefold() for word in politics.keywords}
    assert "election" in words
    assert "various" not in words


@pytest.mark.parametrize("method", [KeyBERT(), MMR()])
def test_words_of_all_languages_speak_for_the_topic_in_one(method):
    result = named(method, *BOTH, SideBySide())
    politics, winter = result.topics
    assert {"election", "government"} <= {word.word for word in politics.keywords}
    assert {"snow", "mountain"} <= {word.word for word in winter.keywords}
    shown = {word.word for topic in result.topics for word in topic.keywords}
    assert not shown & set(SAME)
    (told,) = [check for check in result.checks if check.code == "D05"]
    assert "2 topics" in told.message and "English" in told.message


@pytest.mark.parametrize(
    ("method", "embedder"), [(CTFIDF(), SideBySide()), (KeyBERT(), MuteEmbedder())]
)
def test_without_meanings_a_topic_is_named_by_its_documents_in_one_language(method, embedder):
    politics, winter = named(method, *BOTH, embedder).topics
    french = {word.word for word in politics.keywords}
    assert {"élection", "gouvernement"} <= french and not french & {"Wahl", "Regierung", "vote"}
    german = {word.word for word in winter.keywords}
    assert {"Schnee", "Berg"} <= german and not german & {"neige", "montagne", "snow"}


def test_a_topic_of_one_language_keeps_its_words():
    german = [one for one in [*POLITICS, *WINTER] if one[0] == "de"]
    english = [("en", f"A ship sails home with {name}.") for name in ("Ann", "Bob", "Cyd", "Dan")]
    topics = named(KeyBERT(), [*german, *english], [0] * 5 + [1] * 4, SideBySide()).topics
    assert "Schnee" in {word.word for word in topics[0].keywords}
    assert "ship" in " ".join(word.word for word in topics[1].keywords)


@pytest.mark.parametrize(
    ("languages", "best"),
    [
        ("de de de en", "de"),
        ("de de fr fr en", "en"),
        ("de de fr fr ja", "de"),
        ("de de de de", ""),
        ("", ""),
    ],
)
def test_the_reader_knows_the_language_of_most_or_english(languages, best):
    codes = languages.split()
    assert read_best(corpus_of(["x"] * max(len(codes), 1), languages=codes)) == best


def test_one_word_in_two_forms_is_named_once():
    texts = [
        f"Das Haus steht neben Häuser {name} Tor Tore Toren." for name in ("Ulm", "Wien", "Graz")
    ]
    texts += [f"Der Fluss fließt schnell {name}." for name in ("heute", "gestern", "morgen")]
    corpus = corpus_of(texts, languages=["de"] * 6)
    houses = described(KeyBERT(), corpus, clustering_of(np.repeat([0, 1], 3))).topics[0]
    words = {part for word in houses.keywords for part in word.word.casefold().split()}
    assert len(words & {"haus", "häuser"}) <= 1


def test_the_commonest_words_of_english_are_known():
    words = english_words()
    assert len(words) == COMMON == len(set(words))
    assert {"government", "election", "disease", "snow", "music"} <= set(words)
