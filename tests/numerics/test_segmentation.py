"""Words of scripts without spaces, and which languages leave which words out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.word_choice import WordChoice
from pipeline.numerics.segmentation import cut, parted, placed_words, words_in
from pipeline.numerics.stop_words import stop_words, without_list
from pipeline.numerics.tokens import UNSPACED, word_pattern
from pipeline.numerics.words import pieces, segments, spell

WORD = re.compile(word_pattern())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("土耳其三面环海。北面是黑海。", ["土耳其", "三面", "环海", "北面", "是", "黑海"]),
        ("人工 智能AI改变医疗", ["人工", "智能", "AI", "改变", "医疗"]),
        (
            "トルコは人工知能研究所と地中海に",
            ["トルコ", "は", "人工", "知能", "研究所", "と", "地中海", "に"],
        ),
        ("ประเทศตุรกี มีทะเล", ["ประเทศ", "ตุรกี", "มี", "ทะเล"]),
        ("เรือดำน้ำ", ["เรือ", "ดำ", "น้ำ"]),
        ("정부는 오늘", ["정부는", "오늘"]),
        ("only spaces here", ["only", "spaces", "here"]),
    ],
)
def test_the_words_are_those_of_a_reader(text, expected):
    assert words_in(WORD, text) == expected


def test_kanji_are_cut_as_in_japanese_where_only_the_corpus_tells():
    assert words_in(WORD, "機械学習", japanese=True) == ["機械", "学習"]


@given(st.text(st.characters(categories=["Lo"], min_codepoint=0xE01, max_codepoint=0xE3A)))
def test_thai_that_is_no_word_is_cut_and_kept(run):
    assert "".join(cut(run, japanese=False)) == run


@given(st.text(st.sampled_from("人工知能はトルコの地中海に学習する々〇 aé0ประเทศดำ์, ")))
def test_words_tile_their_runs(text):
    found = list(placed_words(WORD, text))
    assert all(text[start : start + len(word)] == word for word, start in found)
    unspaced = re.findall(f"[{UNSPACED}]", text)
    assert re.findall(f"[{UNSPACED}]", "".join(word for word, _ in found)) == unspaced


@given(
    st.text(st.sampled_from("人工知能はトルコ学習 aé0ประเทศดำ์,\n한"), max_size=40),
    st.integers(0, 20),
    st.integers(0, 40),
    st.sampled_from([None, True]),
)
def test_a_part_of_a_text_is_its_words_and_what_is_between(text, start, end, japanese):
    parts = parted(WORD, text, start, end, japanese)
    assert "".join(parts) == text[start:end]
    assert parts[1::2] == [word for word, _ in placed_words(WORD, text, start, end, japanese)]


def test_a_name_has_no_single_sign_and_no_grammar():
    chinese = stop_words(WordChoice(), ("zh",))
    named = [spell(run) for _, run in segments("年轻人喜欢滑雪和羽毛球", chinese)]
    assert named == ["年轻人喜欢滑雪", "羽毛球"]
    japanese = stop_words(WordChoice(), ("ja",))
    assert pieces("トルコについて学習しています", japanese) == ["トルコ", "学習"]


def test_stop_words_follow_the_languages_of_the_texts():
    both = stop_words(WordChoice(), ("de", "fr"))
    assert {"und", "avec"} <= both and "with" not in both
    assert stop_words(WordChoice(stop_words="German")) == stop_words(WordChoice(), ("de",))
    assert "with" in stop_words(WordChoice()), "texts that tell no language are taken for English"
    assert not stop_words(WordChoice(stop_words="none"), ("de",))


def test_languages_without_a_list_are_told():
    assert without_list(WordChoice(), ("en", "am")) == ("am",)
    assert without_list(WordChoice(stop_words=["en"]), ("en", "de")) == ("de",)
    assert without_list(WordChoice(stop_words="none"), ("am",)) == ()
