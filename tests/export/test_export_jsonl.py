"""JSON Lines: all that a run says of a document, a line each."""

import pytest


@pytest.fixture
def lines(lines):
    return lines("jsonl", "documents.jsonl")


def test_every_document_is_a_line_in_the_order_of_the_run(lines, finished):
    assert [line["id"] for line in lines] == finished.documents["id"].tolist()


def test_a_text_is_as_the_input_spells_it(lines):
    (odd,) = [line for line in lines if line["id"] == "o/d d"]
    assert odd["title"] == 'Bread & "salt", <b>ü</b>'
    assert odd["text"].startswith('A text with "quotes",\na second line, a tab\there & <tags>')
    assert (odd["date"], odd["groups"], odd["themes"]) == ("", {"team": "north"}, ["Food"])


def test_topics_and_themes_are_those_of_the_tables(lines, finished):
    for line, row in zip(lines, finished.documents.itertuples(), strict=True):
        assert (line["topic"], line["label"]) == (row.topic, row.topic_label)
        assert [each["topic"] for each in line["topics"]] == [row.topic_level_0, row.topic_level_1]
        assert line["themes"] == list(row.themes)
        assert (line["x"], line["y"]) == pytest.approx((row.x, row.y), rel=1e-6)
    scores = finished.theme_documents
    assert [score for line in lines for score in line["scores"].values()] == pytest.approx(
        scores["score"].tolist(), rel=1e-6
    )


def test_one_without_a_topic_has_none(lines):
    without = [line for line in lines if line["topic"] == -1]
    assert 0 < len(without) < len(lines)
    assert {(line["label"], line["strength"]) for line in without} == {("", 0)}
