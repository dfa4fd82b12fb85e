"""Long texts as passages: nothing is lost on the way, and each passage knows its parent."""

from pathlib import Path

import pytest

from pipeline.load.boilerplate import boilerplate_of
from pipeline.load.delimited import Delimited
from pipeline.load.inspect import inspect
from pipeline.load.look import look
from pipeline.load.mask import mask_of
from pipeline.load.passages import split_entries
from pipeline.load.records import Options, Record, Records
from pipeline.load.split import Words, better

pytestmark = pytest.mark.usefixtures("without_languages")

FOOTER = "This message is confidential and intended for the addressee only."
PLACES = ("harbour", "orchard", "railway", "theatre")
TEXTS = tuple(
    f"The {place} opens at nine on every day.\n\nHeron said that the {place} is old.\n\n"
    f"Nobody has counted the {place} twice.\n{FOOTER}"
    for place in PLACES
)
SHORT = "There is one paragraph here."


def corpus_of(texts=(*TEXTS, SHORT), **options):
    records = [
        Record(f"line {i}", f"r{i}", text, f"Heron {i}", f"{2000 + i}", (f"g{i}",))
        for i, text in enumerate(texts)
    ]
    options = {"path": Path(), "split": "paragraphs", **options}
    return inspect(Records(records, ("team",)), Options.model_validate(options))


def checks(corpus):
    return {check.code: check for check in corpus.checks}


@pytest.fixture(scope="module")
def corpus(without_languages):
    return corpus_of(mask=["Heron"])


def test_passages_have_their_parents_id_date_and_groups(corpus):
    assert len(corpus) == 13
    assert corpus.ids[:4] == ("r0#1", "r0#2", "r0#3", "r1#1")
    assert corpus.parents[:4] == ("r0", "r0", "r0", "r1")
    assert corpus.dates[:4] == ("2000", "2000", "2000", "2001")
    assert corpus.groups["team"][:4] == ("g0", "g0", "g0", "g1")
    assert (corpus.wholes, corpus.records, corpus.undrawn) == (5, 5, 0)


def test_a_text_that_is_one_passage_stays_as_it_is(corpus):
    assert (corpus.ids[-1], corpus.parents[-1], corpus.titles[-1]) == ("r4", "r4", "Heron 4")


def test_the_title_is_read_once_and_known_of_every_passage(corpus):
    assert corpus.titles[:4] == ("Heron 0", "", "", "Heron 1")
    assert corpus.parent_titles[:4] == ("Heron 0", "Heron 0", "Heron 0", "Heron 1")


def test_footers_are_looked_for_in_whole_texts_and_shown_in_the_last_passage(corpus):
    assert corpus.texts[2].endswith(FOOTER)
    assert corpus.own_texts[2].strip() == "Nobody has counted the harbour twice."
    assert len(corpus.left_out) == 4


def test_what_is_masked_stays_masked(corpus):
    assert not any("Heron" in text for text in (*corpus.own_texts, *corpus.own_titles))
    assert "Heron" in corpus.texts[1]
    assert len(corpus.masked) == 4


def test_the_count_of_passages_is_told(corpus):
    assert checks(corpus)["L25"].message == (
        "4 documents were cut into 12 passages, 3 of each; 1 document is one passage. Topics and "
        "themes are those of passages."
    )


def test_records_are_drawn_before_they_are_cut():
    drawn = corpus_of(subsample=2)
    assert (drawn.wholes, drawn.undrawn) == (2, 3)


def test_no_passage_gets_the_id_of_a_record():
    texts = [*TEXTS, SHORT]
    records = [Record(f"line {i}", name, text) for i, (name, text) in enumerate(
        zip(("a", "b", "c", "d", "a#1"), texts, strict=True)
    )]  # fmt: skip
    corpus = inspect(Records(records), Options(path=Path(), split="paragraphs"))
    assert corpus.ids[0] == "a##1"
    assert corpus.ids[-1] == "a#1"


def test_new_texts_are_cut_as_those_of_the_run(corpus):
    records = [
        Record(f"line {i}", f"r{i}", text, f"Heron {i}", f"{2000 + i}", (f"g{i}",))
        for i, text in enumerate((*TEXTS, SHORT, SHORT))
    ]
    records[-1] = Record("line 9", "r0", "Some other text.")
    mask = mask_of(("Heron",), corpus)
    *found, again = split_entries(records, "paragraphs", 3, boilerplate_of(corpus), mask)
    assert tuple(record.id for record in found) == corpus.ids
    assert tuple(record.text for record in found) == corpus.texts
    left_out = [(n, *part) for n, record in enumerate(found) for part in record.unread.left_out]
    assert left_out == [tuple(row) for row in corpus.left_out.tolist()]
    assert (again.record, again.reason) == ("line 9", "id occurs twice")


def long(words=600):
    return " ".join(f"word{n}" + "." * (n % 20 == 19) for n in range(words))


@pytest.mark.parametrize(
    ("text", "split"),
    [
        (long(), Words(words=150)),
        (long(300) + "\n\n" + long(400), "paragraphs"),
        (" ".join(f"{who}: {long(90)}" for who in ("ANNA", "BORIS") * 4), "turns"),
        (long(900) + "\n\n" + long(900), Words(words=150)),
    ],
)
def test_long_texts_are_told_with_how_they_are_better_split(text, split):
    assert better([text]) == split
    told = checks(corpus_of((text, SHORT), split=None))["L06"]
    assert told.severity == "warning"
    assert "Set load.split: " in told.advice
    assert told.documents == ("r0",)
    assert "L06" not in checks(corpus_of((text, SHORT), split=split))


def test_a_few_long_texts_are_no_warning():
    assert checks(corpus_of((long(), *TEXTS * 3), split=None))["L06"].severity == "info"


def test_a_look_counts_passages_and_says_how_long_texts_are_better_split(write):
    path = write("t.csv", f"id,text\n1,{long()}\n2,short words\n")
    whole = look(Delimited(path=path))
    assert whole.told[1] == (
        "1 of the documents is longer than 570 words, and each gets one topic: set load.split: "
        "{words: 150}."
    )
    cut = look(Delimited(path=path, split=whole.better))
    assert cut.told == ["2 records, each of them a document.", "They are cut into 6 passages."]
