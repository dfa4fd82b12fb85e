"""Handles and names are found by a stated rule: in chats, plays and calls, and hardly elsewhere."""

import pytest

from pipeline.core.corpus import without_parts
from pipeline.numerics.handles import handle_parts, is_handle
from pipeline.numerics.names import find_names, merged, part_rows
from pipeline.numerics.speakers import find_speakers

PLAY = 2 * (
    "HERON.\nWho waits at the weir tonight, good Marlow?\n\nMARLOW.\nNone but the miller, Heron.\n"
    "HERON.\nThen bring the lantern.\nMARLOW (aside).\nHe asks too much.",
    "MARLOW\nThe mill is shut.\n\nFIRST MILLER\nIt is, and Heron's boat is gone.\n\nMARLOW\n"
    "Heron!\n\nFIRST MILLER\nHe left.",
)
CALLS = ("AGENT: Good day. CUSTOMER: My bill is wrong. AGENT: I look. CUSTOMER: Ask an agent.",) * 3
IRC = ("[10:14] <dragon> hello all\n[10:15] <kit_ten> hi dragon\n[10:15] <dragon> kit_ten: tea?",)
CHAT = ("dragon: tea or coffee", "kit99: tea, dragon", "dragon: kit99 drinks tea", "kit99: yes") * 2
PHONE = ("12/03/2021, 10:11 - Anna: the ferry is late\n12/03/2021, 10:12 - Ben: again\n",)


def found(texts, parts):
    return {texts[document][start:end] for document, start, end in parts.tolist()}


def named(texts, columns=()):
    names = find_names(texts, dict(columns), find_speakers(texts))
    return found(texts, part_rows(map(names.spans, texts)))


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("thanks @maple_tree for that", "@maple_tree"),
        ("as u/river-otter said", "u/river-otter"),
        ("see /u/river_otter", "/u/river_otter"),
        ("ask <@U024BE7LH> about it", "<@U024BE7LH>"),
        ("hi 10-19-30sUser17 how are you", "10-19-30sUser17"),
        ("wb 10-19-adultsUser3", "10-19-adultsUser3"),
        ("user17 wrote", "user17"),
        ("from guest_204, twice", "guest_204"),
        ("Anonymous42 agrees", "Anonymous42"),
        ("Posted by Mossy on Monday: see below", "Mossy"),
        ("Quote from: oak_tree on Monday", "oak_tree"),
        ("> quiet.fox wrote:\n> no tea", "quiet.fox"),
    ],
)
def test_a_handle_is_told_by_its_form(text, handle):
    assert found([text], handle_parts([text])) == {handle}


def test_a_word_by_itself_can_have_the_form_of_one():
    assert is_handle("30sUser17") and is_handle("@oak")
    assert not is_handle("user") and not is_handle("hi @oak")


@pytest.mark.parametrize(
    "text",
    [
        "the notice posted by the door; she said: no; as quoting the law shows",
        "write to someone@example.org or see https://example.org/@page",
        "12 eggs @ 3 each, 500 u/ml, 4 @5pm",
        "the user guide has 17 pages for each user group",
        "anonymous users, guests and members",
        "Results: three of ten. Note: none. 12:30 tea",
    ],
)
def test_what_looks_a_little_like_one_is_none(text):
    assert not len(handle_parts([text]))


def test_nicknames_open_the_lines_of_a_chat():
    assert found(IRC, handle_parts(IRC)) == {"<dragon>", "<kit_ten>", "kit_ten"}
    assert found(CHAT, handle_parts(CHAT)) == {"dragon:", "kit99:", "kit99"}
    assert found(PHONE, handle_parts(PHONE)) == {"Anna:", "Ben:"}


def test_speakers_of_a_play_are_found_wherever_they_are_named():
    assert named(PLAY) == {
        *("HERON.", "MARLOW.", "MARLOW (aside).", "MARLOW", "FIRST MILLER", "Marlow", "Heron"),
    }


def test_an_ordinary_word_is_a_name_only_where_it_opens_a_turn():
    assert named(CALLS) == {"AGENT:", "CUSTOMER:"}
    names = find_names(CALLS, {}, find_speakers(CALLS))
    assert names.openers == {"agent"}


@pytest.mark.parametrize(
    "texts",
    [
        ["Python: how to sort a list", "Rails: a form with two models", "Why is sed so slow"] * 5,
        ["BACKGROUND: Tea.\nMETHODS: We drank.\nRESULTS: Warm.\nCONCLUSIONS: More."] * 9,
        ["There is one thing: tea. And another: milk. Both: warm."] * 9,
        ["fix: a bug in the parser", "docs: say more", "an empty line"] * 9,
    ],
)
def test_what_opens_lines_otherwise_is_no_name(texts):
    assert named(texts) == set()
    assert not len(handle_parts(texts))


def test_who_a_column_says_a_text_is_by_is_found_in_the_texts():
    texts = ["When does Ada Quill sing?", "Ada Quill sings", "Ask Ada Quill", "Mr Quill"] * 3
    columns = {"author": ("Quill, Ada; Moss, T.", "Ada Quill", "Bell", "") * 3}
    assert named(texts, columns) == {"Ada Quill", "Quill"}
    assert named(texts, {"subject": columns["author"]}) == set()


def test_places_are_told_once_and_in_order():
    assert merged([(5, 9), (0, 2), (8, 12), (3, 3)]) == [(0, 2), (5, 12)]
    (text,) = without_parts(("@maple and @oak",), handle_parts(["@maple and @oak"]))
    assert text == "       and     "
