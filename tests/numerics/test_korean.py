"""Korean: nouns are told from what is written behind them, and verbs name nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.word_choice import WordChoice
from pipeline.numerics.korean import is_sentence_word, nouns
from pipeline.numerics.stemming import stemming
from pipeline.numerics.stop_words import stop_words
from pipeline.numerics.word_weights import word_weights
from pipeline.numerics.words import bases, pieces, singular

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=6)


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("대통령은", "대통령"),
        ("정부는", "정부"),
        ("과학자들은", "과학자"),
        ("미국에서", "미국"),
        ("서울로", "서울"),
        ("스포츠와", "스포츠"),
        ("날씨까지", "날씨"),
    ],
)
def test_a_particle_is_taken_off(word, noun):
    assert noun in nouns(word)


@pytest.mark.parametrize("word", ["회의", "국가", "사과", "마을", "바다", "도로", "경제", "캐나다"])
def test_a_noun_that_ends_like_a_particle_is_whole(word):
    assert not list(nouns(word))


@pytest.mark.parametrize("word", ["있습니다", "합니다", "했다", "말했다", "구성되어", "없는"])
def test_a_verb_names_nothing(word):
    assert is_sentence_word(word)


@pytest.mark.parametrize("word", ["캐나다", "바다", "판다", "르완다", "연구", "올림픽", "최고"])
def test_a_noun_is_no_verb(word):
    assert not is_sentence_word(word)


def test_a_noun_counts_as_itself_where_the_texts_have_it_bare_or_in_two_forms():
    words = ["대통령은", "대통령", "과학자들은", "과학자가", "고양이"]
    counted = [singular(word, bases(words)) for word in words]
    assert counted == ["대통령", "대통령", "과학자", "과학자", "고양이"]


def test_words_of_korean_are_weighed_whatever_follows_them():
    texts = ["대통령은 말했다", "대통령이 있습니다", "바다를 봅니다"]
    assert [pieces(text, stop_words(WordChoice(), ("ko",))) for text in texts] == [
        ["대통령은"],
        ["대통령이"],
        ["바다를"],
    ]
    weights = word_weights(texts, stop_words(WordChoice(), ("ko",))).weights
    assert (weights @ weights.T).toarray().round(6).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


@given(SYLLABLES)
def test_a_noun_begins_its_word_and_has_no_stem_but_itself(word):
    assert all(word.startswith(noun) and 2 <= len(noun) < len(word) for noun in nouns(word))
    stem = stemming("ko")
    assert stem(stem(word)) == stem(word)
