import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.load.captions import COLUMNS, Captions
from pipeline.load.formats import method_for

pytestmark = pytest.mark.usefixtures("without_languages")

VTT = """\
WEBVTT - An interview
Kind: captions

STYLE
::cue { color: white }

NOTE
This is no caption --
nor is this.

intro
00:01.000 --> 00:04.000 align:start position:0%
<v.loud Jane Doe>We asked <i>how</i> they
came &amp; when.</v>

00:00:04.000 --> 00:00:06.500
<v Jane Doe>Then</v> <c.yellow>we</c> left.

00:00:07.000 --> 00:00:09.000
<v Max Müller>Why?
<v Jane Doe>It <00:00:08.000>rained.
"""

SRT = """\
1
00:00:01,000 --> 00:00:04,000
<i>We asked how</i> they
{\\an8}came.

2
00:00:04,000 --> 00:00:06,500
<font color="#fff">Then we left.</font>
3
00:00:07,000 --> 00:00:09,000
5 < 6, they said.
"""


def rows(loader):
    return [tuple(row.values()) for _, row in loader.contents().rows(COLUMNS)]


def test_what_one_speaker_says_until_another_does_is_one_turn(write):
    assert rows(Captions(path=write("talk.vtt", VTT))) == [
        ("intro", "Jane Doe", "00:01.000", "We asked how they came & when. Then we left."),
        ("3", "Max Müller", "00:00:07.000", "Why?"),
        ("3", "Jane Doe", "00:00:07.000", "It rained."),
    ]


def test_captions_without_speakers_stand_for_themselves(write):
    path = write("film.srt", "\ufeff" + SRT.replace("\n", "\r\n"))
    assert rows(Captions(path=path)) == [
        ("1", "", "00:00:01,000", "We asked how they came."),
        ("2", "", "00:00:04,000", "Then we left."),
        ("3", "", "00:00:07,000", "5 < 6, they said."),
    ]
    corpus = Captions(path=path, id="id")()
    assert corpus.ids == ("1", "2", "3")
    assert not {"L10", "L01"} & {check.code for check in corpus.checks}


def cue(number, text):
    return f"{number}\n00:00:{number:02}.000 --> 00:00:{number:02}.900\n{text}\n\n"


def test_a_lecture_of_one_speaker_is_not_one_turn(write):
    lecture = "WEBVTT\n\n" + "".join(cue(n, f"<v Jane>sentence {n}") for n in range(3))
    assert [row[3] for row in rows(Captions(path=write("l.vtt", lecture)))] == [
        "sentence 0",
        "sentence 1",
        "sentence 2",
    ]


def test_names_before_colons_are_speakers_where_most_captions_have_one(write):
    texts = ["Jane Doe: Hello.", "Jane Doe: Again.", "Max: There are two: a and b.", "no name"]
    meeting = "WEBVTT\n\n" + "".join(cue(n, text) for n, text in enumerate(texts))
    assert [row[1::2] for row in rows(Captions(path=write("zoom.vtt", meeting)))] == [
        ("Jane Doe", "Hello. Again."),
        ("Max", "There are two: a and b."),
        ("", "no name"),
    ]
    texts = ["Note: it rains.", "It snows.", "It is cold: very."]
    film = "".join(cue(n, text) for n, text in enumerate(texts))
    assert [row[1::2] for row in rows(Captions(path=write("f.srt", film)))] == [
        ("", text) for text in texts
    ]


def test_captions_are_told_by_what_they_begin_with(write):
    assert method_for(write("a.txt", VTT)) == "captions"
    assert method_for(write("b.txt", "\ufeff" + SRT)) == "captions"
    assert method_for(write("c.txt", "1\nA title\n")) == "page"


def test_what_is_no_caption_is_told(write, refusal):
    path = write("a.srt", f"Made by a program\n\n{SRT}\nand a line after a blank one\n")
    corpus = Captions(path=path)()
    assert len(corpus) == 3
    assert [(each.record, each.reason, each.excerpt) for each in corpus.dropped] == [
        ("line 1", "no caption", "Made by a program"),
        ("line 15", "no caption", "and a line after a blank one"),
    ]
    assert refusal(Captions(path=write("b.vtt", "WEBVTT\n\nsome words\n"))) == (
        "b.vtt: no caption in it, which is a text below a line such as 00:00:01.000 --> "
        "00:00:04.000"
    )
    assert refusal(Captions(path=write("c.vtt", ""))) == "c.vtt: the file is empty (0 bytes)"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("captions") / "any.vtt"


words = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1)


@given(st.lists(words, min_size=1, max_size=8), st.sampled_from(["", "WEBVTT\n\n"]))
def test_every_caption_comes_back(path, texts, head):
    cues = (f"{n}\n00:01,5 --> 00:02,5\n{text}\n\n" for n, text in enumerate(texts, 1))
    path.write_bytes((head + "".join(cues)).encode())
    assert [row[3] for row in rows(Captions(path=path))] == texts


# fmt: off
PIECES = [
    "WEBVTT", "\n", "\n\n", "\r", "NOTE", "1", "00:01.000 --> 00:02.000", "00:01 -->", "-->",
    "<v ", "<v A>", "</v>", "<", ">", "A: ", "words", "&amp;", "&#0;", "{\\an8}", "\0", " ",
]
# fmt: on


@given(st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=4)))
def test_any_text_is_captions_or_refused(path, pieces):
    path.write_bytes("".join(pieces).encode())
    try:
        entries = list(Captions(path=path).read().entries)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        assert entries


@pytest.mark.parametrize("unit", ["<", "<v", "<v ", "<v A", "{\\", "1\n", "00:01 -->\n", "A:", " "])
def test_a_hostile_file_ends_soon(path, unit):
    path.write_text(f"{cue(1, 'words')}{cue(2, '<v' + unit * (200_000 // len(unit)))}")
    assert next(iter(Captions(path=path).read().entries)).text == "words"
