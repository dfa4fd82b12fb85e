"""Words of the user's own: kept together, or read as another, wherever words are read."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.assign.stems import Stemmer, read_stems
from pipeline.core.corpus import Corpus
from pipeline.core.word_choice import WordChoice
from pipeline.describe.ctfidf import CTFIDF
from pipeline.embed.lsa import LSA
from pipeline.evaluate.coherence import count_words, read_texts
from pipeline.evaluate.internal import Internal
from pipeline.numerics.own_words import own_words
from pipeline.numerics.tokens import word_pattern
from pipeline.numerics.words import JOINT, pieces, segments, spell

WORD = re.compile(word_pattern())
NETS = WordChoice(keep_together=("neural network", "state of the art", "machine learning"))
MICE = WordChoice(lemmas={"mice": "mouse", "Caps": "cap"})
STOP = frozenset({"the", "of", "a", "and"})
ALPHABET = "neural network machine learning mice caps and - . , \n 人工知能 の"


def runs(text, choice):
    return [spell(run) for _, run in segments(text, STOP, own_words(choice))]


def corpus(*texts):
    ids = tuple(map(str, range(len(texts))))
    return Corpus(ids, ("",) * len(ids), texts, np.arange(len(ids), dtype=np.int32))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A Neural  Network learns", ["Neural Network", "learns"]),
        ("neural networks", ["neural networks"]),
        ("neural-network", ["neural network"]),
        ("the state of the art here", ["state of the art", "here"]),
        ("neural. Network", ["neural", "network"]),
        ("neural networking", ["neural", "networking"]),
        ("machine learning networks", ["machine learning", "networks"]),
    ],
)
def test_a_phrase_is_one_word_where_its_words_stand_side_by_side(text, words):
    found = pieces(text, STOP, own_words(NETS))
    assert [word.replace(JOINT, " ") for word in found] == [word.lower() for word in words]


def test_of_two_phrases_the_longer_one_is_kept_together():
    choice = WordChoice(keep_together=("deep learning", "deep learning model"))
    assert pieces("a deep learning model", STOP, own_words(choice)) == [
        f"deep{JOINT}learning{JOINT}model"
    ]


def test_a_phrase_needs_no_spaces_where_the_script_has_none():
    choice = WordChoice(keep_together=("人工知能研究所",))
    assert runs("人工知能研究所 と 東京の都", choice)[0] == "人工知能研究所"


def test_a_word_is_read_as_another_in_any_case():
    assert runs("Mice, caps and MICE", MICE) == ["Mouse", "cap", "Mouse"]
    assert pieces("Mice wear caps", STOP, own_words(MICE)) == ["mouse", "wear", "cap"]


def test_a_word_is_read_as_another_before_phrases_are_kept_together():
    both = WordChoice(keep_together=("neural network",), lemmas={"nets": "network"})
    assert pieces("neural nets", STOP, own_words(both)) == [f"neural{JOINT}network"]


def test_vectors_know_what_is_one_word_and_which_words_are_the_same():
    texts = corpus("machine learning", "machine parts", "learning parts", "mice", "mouse")
    apart, own = LSA(n_components=4), LSA(n_components=4, words=NETS)
    assert abs(apart(texts).values[0] @ apart(texts).values[1]) > 0.1
    assert abs(own(texts).values[0] @ own(texts).values[1]) < 1e-5
    same = LSA(n_components=4, words=MICE)(texts).values
    assert same[3] @ same[4] == pytest.approx(1)


def test_themes_find_a_phrase_whole_and_a_word_by_its_lemma():
    texts = corpus("Neural networks see mice.", "A network of neural tissue.")
    choice = WordChoice(keep_together=("neural network",), lemmas={"mice": "mouse"})
    stemmer = Stemmer(choice)
    stems = read_stems(texts, range(2), stemmer)
    assert stems.holding(stemmer.phrase("neural network")).tolist() == [0]
    assert stems.holding(stemmer.phrase("network")).tolist() == [1]
    assert stems.holding(stemmer.phrase("mouse")).tolist() == [0]
    first = stems.stem.tolist().index(stems.numbers[stemmer.phrase("neural network")[0]])
    assert texts.texts[0][stems.start[first] : stems.end[first]] == "Neural networks"


def test_coherence_counts_a_phrase_as_one_word_and_a_word_as_its_lemma():
    own = own_words(WordChoice(keep_together=("neural network",), lemmas={"mice": "mouse"}))
    texts = ["a neural network", "the network", "mice", "a mouse"]
    whole, _ = count_words(read_texts(texts, own), ["network", "neural network", "mouse"], own)
    assert whole.alone.tolist() == [1, 1, 2]


def test_without_own_words_nothing_is_read_otherwise():
    text = "Neural networks, mice and caps."
    assert list(segments(text, STOP, own_words(WordChoice()))) == list(segments(text, STOP))


@given(st.text(ALPHABET, max_size=60), st.sampled_from([NETS, MICE, WordChoice()]))
def test_words_lie_in_their_text_in_order(text, choice):
    found = list(own_words(choice).placed(WORD, text))
    ends = [0, *(end for _, _, end in found)]
    assert all(before <= start < end for before, (_, start, end) in zip(ends, found, strict=False))
    if choice is not MICE:
        for word, start, end in found:
            assert re.sub(r"[\s\-]", "", text[start:end]) == word.replace(JOINT, "")


@given(st.text(ALPHABET, max_size=60), st.sampled_from([NETS, MICE, WordChoice()]))
def test_words_and_what_is_between_them_are_the_text(text, choice):
    words, parts = own_words(choice).parted(WORD, text)
    assert "".join(parts) == text
    placed = list(own_words(choice).placed(WORD, text))
    assert [word for word, _, _ in placed] == words
    assert [text[start:end] for _, start, end in placed] == parts[1::2]


@given(st.text(ALPHABET, max_size=60))
def test_keeping_together_loses_no_word(text):
    apart = pieces(text, frozenset())
    together = pieces(text, frozenset(), own_words(NETS))
    assert [part for word in together for part in word.split(JOINT)] == apart


@pytest.mark.parametrize(
    ("given", "way_out"),
    [
        ({"keep_together": ["  "]}, "remove it"),
        ({"keep_together": ["network"]}, "single word"),
        ({"lemmas": {"mice": "the mouse"}}, "keep_together is for phrases"),
        ({"lemmas": {"mice": ""}}, "empty"),
        ({"lemmas": {"mice": "Mice"}}, "remove it"),
        ({"lemmas": {"Mice": "mouse", "mice": "rat"}}, "choose one"),
        ({"lemmas": {"mice": "mouse", "Mouse": "rodent"}}, "write mice: rodent"),
        ({"lemmas": {"mice": "mouse"}, "ignore": ["Mice"]}, "out of one of them"),
        ({"lemmas": {"mice": "mouse"}, "ignore": ["mouse"]}, "in place of the lemma"),
        ({"ngrams": 0}, "greater than or equal to 1"),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_way_out(given, way_out):
    with pytest.raises(ValidationError, match=re.escape(way_out)):
        WordChoice(**given)


def test_the_longest_keyword_is_told_once():
    assert CTFIDF(max_ngram=2, words=WordChoice(ngrams=2)).max_ngram == 2
    with pytest.raises(ValidationError, match="give one of the two"):
        CTFIDF(max_ngram=3, words=WordChoice(ngrams=2))


def test_what_is_not_chosen_is_not_recorded():
    assert WordChoice().model_dump(mode="json") == {"stop_words": "auto", "ignore": []}
    chosen = WordChoice(lemmas={"mice": "mouse"}, ngrams=2)
    assert WordChoice.model_validate(chosen.model_dump(mode="json")) == chosen
    assert "words" not in Internal().parameters()
    assert Internal(words=chosen).parameters()["words"]["lemmas"] == {"mice": "mouse"}
