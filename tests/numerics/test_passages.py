"""Cutting a text into passages loses nothing, and cuts where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numerics.passages import by_unit, by_words, words

TALK = (
    "CHAIR: We begin. MEMBER: Thank you. CHAIR: On trams, then. MEMBER: They are late. CHAIR: So."
)

texts = st.text(st.sampled_from("ab .!?\n:A東。1"), max_size=200)


def cut(text, spans):
    return [text[start:end] for start, end in spans]


def covered(text, spans):
    """Every sign but space is in exactly one passage, and these are in the text's order."""
    inside = [place for start, end in spans for place in range(start, end)]
    assert inside == sorted(set(inside))
    return not "".join(text[i] for i in set(range(len(text))) - set(inside)).strip()


@given(texts, st.sampled_from(["sentences", "paragraphs", "turns"]), st.integers(1, 30))
def test_units_hold_all_of_a_text_and_none_too_little(text, unit, least):
    spans = by_unit(text, text, unit, least)
    assert covered(text, spans)
    if len(spans) > 1:
        assert all(sum(map(str.isalnum, part)) >= least for part in cut(text, spans))


@given(texts, st.integers(10, 40))
def test_passages_of_words_hold_all_of_a_text_and_not_too_much(text, most):
    spans = by_words(text, text, most)
    assert covered(text, spans)
    assert all(words(part) <= most + 4 for part in cut(text, spans))


@given(texts, st.integers(10, 40), st.integers(0, 20))
def test_passages_that_overlap_move_on_and_leave_no_gap(text, most, overlap):
    spans = by_words(text, text, most, min(overlap, most // 2))
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    assert starts == sorted(set(starts))
    assert ends == sorted(set(ends))
    inside = {place for start, end in spans for place in range(start, end)}
    assert not "".join(sign for place, sign in enumerate(text) if place not in inside).strip()


def test_a_heading_goes_with_its_paragraph_and_a_rest_with_the_last():
    text = "Trams\n\nThey are late, and nobody knows why.\n\n2\n\nBuses are never late here.\n\nE"
    assert cut(text, by_unit(text, text, "paragraphs", 3)) == [
        "Trams\n\nThey are late, and nobody knows why.",
        "2\n\nBuses are never late here.\n\nE",
    ]


def test_lines_are_paragraphs_where_there_is_no_blank_one():
    text = "Trams are late again today.\nBuses are never late at all."
    assert cut(text, by_unit(text, text, "paragraphs", 3)) == text.split("\n")


def test_sentences_end_with_paragraphs_too():
    text = "A title of five words\n\nTrams are late again today. Buses are never late here."
    assert len(by_unit(text, text, "sentences", 3)) == 3


@pytest.mark.parametrize(
    "text", [TALK, TALK.replace(" CHAIR", "\nCHAIR").replace(" MEMB", "\nMEMB")]
)
def test_turns_begin_with_who_speaks(text):
    assert cut(text, by_unit(text, text, "turns", 1)) == [
        "CHAIR: We begin.", "MEMBER: Thank you.", "CHAIR: On trams, then.",
        "MEMBER: They are late.", "CHAIR: So.",
    ]  # fmt: skip


def test_the_time_of_a_message_belongs_to_its_turn():
    text = "[10:14] dragon: hello there\n[10:15] heron: hello you\n[10:15] heron: and now?"
    assert cut(text, by_unit(text, text, "turns", 1)) == [
        "[10:14] dragon: hello there", "[10:15] heron: hello you\n[10:15] heron: and now?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Results: trams are late. Method: we waited.", "One said: no.\nNobody: yes."]
)
def test_what_is_no_dialogue_has_no_turns(text):
    assert cut(text, by_unit(text, text, "turns", 1)) == [text]


def test_words_are_cut_at_sentences_and_overlap_by_whole_ones():
    text = " ".join(f"This is sentence number {n}." for n in range(8))
    assert cut(text, by_words(text, text, 10)) == [
        f"This is sentence number {n}. This is sentence number {n + 1}." for n in (0, 2, 4, 6)
    ]
    assert [part[-2] for part in cut(text, by_words(text, text, 10, 5))] == list("1234567")


def test_a_sentence_without_end_is_cut_and_a_script_without_spaces_too():
    assert list(map(words, cut("word " * 25, by_words("word " * 25, "word " * 25, 10)))) == [
        10,
        10,
        5,
    ]
    text = "東京都は" * 10
    assert list(map(words, cut(text, by_words(text, text, 20)))) == [20, 20]


def test_what_is_not_read_is_no_passage_by_itself():
    text = "Trams are late again today.\n\nAll rights are reserved.\n\nBuses are never ever late."
    own = text.replace("All rights are reserved.", " " * 24)
    assert cut(text, by_unit(text, own, "paragraphs", 3)) == [
        "Trams are late again today.",
        "All rights are reserved.\n\nBuses are never ever late.",
    ]
