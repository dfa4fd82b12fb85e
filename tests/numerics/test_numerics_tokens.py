"""What is a word, what is a sentence, and which spellings are the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.near_duplicates import _WORD as REPEATED
from pipeline.numerics.tokens import (
    any_whole,
    fold,
    in_ascii,
    lowered,
    sentence_spans,
    whole,
    word_finder,
    word_pattern,
)
from pipeline.numerics.words import _piece, _word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("a  b\n\tc", " A b C "),
        ("ﬁle", "file"),
        ("e\u0301", "É"),
        ("\uff21BC", "abc"),
        ("x\u00a0y", "x y"),
    ],
)
def test_folding_hides_what_no_reader_sees(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_different_words_stay_different():
    assert len({fold(text) for text in ("a b", "ab", "a-b", "é", "e")}) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there!  Is three?", ["One is here.", "Two is there!", "Is three?"]),
        ("See e.g. Smith et al. 2020 (Fig. 3) for 2.5 more. End", None),
        ("He said “no.” She left.", ["He said “no.”", "She left."]),
        ("これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        ("a line\n\nanother", ["a line", "another"]),
        ("   ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    if expected is None:
        expected = ["See e.g. Smith et al. 2020 (Fig. 3) for 2.5 more.", "End"]
    assert [text[low:high] for low, high in sentence_spans(text)] == expected


@given(st.text())
def test_sentences_lose_nothing_but_space(text):
    spans = sentence_spans(text)
    assert "".join(text[low:high] for low, high in spans).split() == text.split() or "".join(
        "".join(text[low:high] for low, high in spans).split()
    ) == "".join(text.split())
    assert all(low < high for low, high in spans)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({}, ["a", "state_of", "2", "日本", "한국", "ÅNGSTRÖM"]),
        ({"least": 2}, ["state_of", "日本", "한국", "ÅNGSTRÖM"]),
        ({"apart": "_"}, ["a", "state", "of", "2", "日本", "한국", "ÅNGSTRÖM"]),
    ],
)
def test_words_are_letters_and_digits_and_runs_of_scripts_without_spaces(how, words):
    assert re.findall(word_pattern(**how), "a state_of-2 日本 한국 ÅNGSTRÖM!") == words


@given(st.text(), st.text("_aé日 "))
def test_every_letter_is_in_a_word(before, after):
    text = before + after
    found = "".join(re.findall(word_pattern(), text))
    assert re.findall(r"\w", found) == re.findall(r"\w", text)


@pytest.mark.parametrize(
    "pattern", [word_finder(apart="_"), word_finder(), REPEATED, _piece(), _word()]
)
@given(st.text(st.characters(max_codepoint=127)) | st.text("aZs.-'_&+#0 U$", max_size=30))
def test_words_of_ascii_are_the_same_whoever_looks_for_others(pattern, text):
    found = [match.span() for match in in_ascii(pattern).finditer(text)]
    assert found == [match.span() for match in pattern.finditer(text)]


def test_spellings_of_one_word_are_the_same_in_lower_case():
    assert lowered("ﬁLE") == "file" and lowered("Å") == "å"
    assert lowered("a  b") == "a  b"


def test_a_whole_word_is_no_part_of_another():
    assert re.findall(whole("c++"), "c++ c++11 objc++ (c++)") == ["c++", "c++"]
    assert re.findall(whole("学習"), "機械学習とは") == ["学習"]
    assert re.findall(whole("AI"), "生成AIとRAID") == ["AI"]


@given(
    st.text("ab -é\u0301नि\u093f猫の\u0e02\u0e49", max_size=30),
    st.lists(st.text("abéनि\u093f猫の\u0e02 ", min_size=1, max_size=4), min_size=1, max_size=4),
)
def test_what_is_found_in_one_text_is_what_every_text_would_have(text, words):
    quick = re.split(f"({any_whole(words, text)})", text)
    assert quick == re.split(f"({'|'.join(map(whole, words))})", text)
