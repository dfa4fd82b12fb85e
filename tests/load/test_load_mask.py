"""What the user masks is shown and not read, by handles, names and regular expressions."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.core.errors import ConfigError
from pipeline.load.filter import MASKED, PLACEHOLDER
from pipeline.load.inspect import inspect
from pipeline.load.mask import Mask, mask_of
from pipeline.load.records import Options, Record, Records

pytestmark = pytest.mark.usefixtures("without_languages")

SUBJECTS = ("rivers", "harbours", "teachers", "trams", "orchards", "letters")
POSTS = [f"hi user{i} @maple_{i} what of the {SUBJECTS[i % 6]} in town {i}" for i in range(12)]
SCENES = [
    f"HERON.\nDo you see the {each}?\nMARLOW.\nI see them, Heron.\nHERON.\nGood.\nMARLOW.\nAye."
    for each in SUBJECTS
]


def corpus_of(texts, mask, titles=None, groups=(), columns=(), **options):
    titles = titles or [""] * len(texts)
    records = [
        Record(f"line {i}", str(i), text, title, groups=tuple(column[i] for column in columns))
        for i, (text, title) in enumerate(zip(texts, titles, strict=True))
    ]
    return inspect(Records(records, groups), Options(path=Path(), mask=mask, **options))


def said(text):
    return " ".join(text.split())


def checks(corpus):
    return {check.code: check for check in corpus.checks}


def test_nothing_is_masked_unless_it_is_asked_for():
    corpus = corpus_of(POSTS, ())
    assert corpus.own_texts == corpus.texts
    assert not {"L17", "L18"} & set(checks(corpus))


def test_handles_are_shown_and_not_read():
    corpus = corpus_of(POSTS, "handles")
    assert corpus.texts == tuple(POSTS)
    assert said(corpus.own_texts[3]) == "hi what of the trams in town 3"
    assert not any("user" in text or "maple" in text for text in corpus.full_texts)


def test_names_of_speakers_are_not_read():
    corpus = corpus_of(SCENES, ["names"])
    assert said(corpus.own_texts[0]) == "Do you see the rivers? I see them, . Good. Aye."


def test_names_of_a_column_are_found_in_the_texts():
    texts = [f"Ada Quill asks about {each}, says Quill" for each in SUBJECTS]
    column = ("Quill, Ada",) * 6
    masked = corpus_of(texts, "names", groups=("author",), columns=(column,))
    assert said(masked.own_texts[0]) == "asks about rivers, says"
    other = corpus_of(texts, "names", groups=("subject",), columns=(column,))
    assert other.own_texts == other.texts


def test_regular_expressions_are_masked_as_they_are_written():
    corpus = corpus_of(POSTS, [r"town \d+", "(?i)HI"])
    assert said(corpus.own_texts[2]) == "user2 @maple_2 what of the teachers in"
    assert corpus_of(POSTS, "Town").own_texts == tuple(POSTS)


def test_titles_are_masked_too():
    corpus = corpus_of(POSTS, "handles", titles=[f"To @oak_{i}: a question" for i in range(12)])
    assert corpus.titles[0] == "To @oak_0: a question"
    assert corpus.own_titles[0] == "To       : a question"
    assert corpus.full_texts[0].startswith("To       : a question. hi ")


def test_a_document_of_masked_parts_only_is_without_text():
    texts = [*POSTS, "@maple_tree @oak_tree", "user99"]
    corpus = corpus_of(texts, "handles", titles=[""] * 13 + ["A title stands in"])
    assert len(corpus) == 13 and corpus.titled[-1]
    (gone,) = corpus.dropped
    assert (gone.reason, gone.excerpt) == (MASKED, "@maple_tree @oak_tree")


def test_boilerplate_and_what_is_masked_may_meet():
    footer = "This message is confidential and intended for @maple only."
    corpus = corpus_of([f"{text} today.\n{footer}" for text in POSTS], ["handles", "today"])
    assert said(corpus.own_texts[0]) == "hi what of the rivers in town 0 ."


def test_what_is_masked_is_told_with_counts_and_examples():
    told = checks(corpus_of(POSTS, ["handles", r"town \d+", "nowhere"]))
    assert told["L17"].severity == "info"
    assert "12 documents have parts that are masked" in told["L17"].message
    assert r"handles in 12; town \d+ in 12" in told["L17"].message
    assert "'user0'" in told["L17"].message
    assert "nothing was found for 'nowhere'" in told["L18"].message
    assert len(told["L17"].documents) == 12


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", "no regular expression: missing )"),
        ("[[a]", "no regular expression: Possible nested set"),
        ("a{99999999999}", "no regular expression: the repetition number is too large"),
        ("x*", "matches the empty text"),
        ("", "at least 1 character"),
        ("a|", "matches the empty text"),
        ("name", "write names"),
        ("Handles", "write handles"),
        ("none", "write [] to mask nothing"),
    ],
)
def test_a_bad_pattern_is_refused_and_named(pattern, why):
    with pytest.raises(ValidationError) as caught:
        Options(path=Path(), mask=["handles", pattern])
    (error,) = caught.value.errors()
    assert why in error["msg"] and error["loc"] == ("mask", 1)
    assert repr(pattern) in error["msg"] or not pattern


def test_an_empty_match_somewhere_masks_nothing():
    assert corpus_of(POSTS, r"\b(?=hi)").own_texts == tuple(POSTS)


def test_other_texts_are_masked_as_those_of_the_run():
    run = corpus_of(SCENES, "names")
    mask = mask_of(("names",), run)
    assert mask.parts(SCENES).tolist() == run.masked.tolist()
    text = "HERON.\nMy good Heron!"  # of two lines nobody could tell who speaks
    assert text[slice(*mask.spans(text)[-1])] == "Heron"
    assert not Mask(("names",)).spans(text)


def test_a_part_of_a_corpus_keeps_what_is_masked():
    corpus = corpus_of(POSTS, "handles", titles=["@maple, twice"] * 12)
    part = corpus.part([4, 2])
    assert part.full_texts == (corpus.full_texts[4], corpus.full_texts[2])


@given(
    texts=st.lists(
        st.lists(
            st.sampled_from(
                ["@maple", "user7", "Anna:", "HERON.", "\n", "Heron", "tea", "é", "<kit>", "10:11"]
            ),
            min_size=1,
        ).map(" ".join),
        min_size=1,
        max_size=8,
    ),
    asked=st.lists(st.sampled_from(["handles", "names", "t.a", r"\n+", "[é-]"]), max_size=3),
)
def test_positions_stay_and_only_spaces_come(texts, asked):
    mask = mask_of(tuple(asked), corpus_of(["some tea", *texts], tuple(asked), allow_dropped=True))
    corpus = corpus_of(["some other cup", *texts], tuple(asked), allow_dropped=True)
    for text, own in zip(corpus.texts, corpus.own_texts, strict=True):
        assert len(text) == len(own)
        assert all(b in (a, " ") for a, b in zip(text, own, strict=True))
    rows = corpus.masked
    assert (rows[:, 1] < rows[:, 2]).all()
    assert rows.tolist() == sorted(rows.tolist())
    same = rows[1:, 0] == rows[:-1, 0]
    assert (rows[1:, 1][same] > rows[:-1, 2][same]).all(), "parts lie apart"
    assert mask.asked == tuple(asked) and np.array_equal(corpus.unread, rows)


@pytest.mark.parametrize(("empty", "severity"), [(0, "warning"), (3, "problem")])
def test_placeholders_that_are_dropped_are_no_problem(empty, severity):
    corpus = corpus_of([*POSTS, *["JOIN"] * 5, *[""] * empty], ())
    assert checks(corpus)["L01"].severity == severity
    assert sum(each.reason == PLACEHOLDER for each in corpus.dropped) == 5


def test_a_regular_expression_that_finds_no_end_is_told_and_not_waited_for(monkeypatch):
    monkeypatch.setattr("pipeline.load.mask.LONGEST", 0.2)
    mask = Mask(asked=("(?:a|aa)+$",))
    assert mask.spans("aaaa") == [(0, 4)]
    with pytest.raises(ConfigError, match=r"found no end within 0.2 s on a text of 41"):
        mask.spans("a" * 40 + "b")


@pytest.mark.parametrize(
    "asked",
    [
        "user{d}",
        "a{e}",
        "(?:abc){i<=1}",
        r"a\{2}",
        r"\\{e}",
        "[{e}]",
        r"\N{DIGIT ONE}{2}",
        "b{,2}c",
    ],
)
def test_braces_mean_what_they_mean_to_python(asked):
    text = r"user{d} user1 a{e} aa a{2} abc{i<=1} abd \{e} 11 bbc"
    assert Mask(asked=(asked,)).spans(text) == [m.span() for m in re.finditer(asked, text)] != []


def test_markup_is_told_and_can_be_masked():
    texts = [f"<p>Old trees &amp; benches in park {n}</p>" for n in range(12)]
    told = checks(corpus_of(texts, []))["L26"]
    assert told.message == (
        '12 documents hold markup, such as "<p>", whose words are read as those of the text.'
    )
    assert (told.severity, told.advice[:24]) == ("warning", "Set load.mask: markup, w")
    corpus = corpus_of(texts, "markup")
    assert "L26" not in checks(corpus)
    assert [" ".join(text.split()) for text in corpus.own_texts][:1] == [
        "Old trees benches in park 0"
    ]
    assert corpus.texts == tuple(texts)
