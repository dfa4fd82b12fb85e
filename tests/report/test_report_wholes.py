"""Whole documents: each counts once, whatever its passages are, and says what it is made of."""

import numpy as np
import pytest
from report_stories import passages, results

from pipeline.report.page import render
from pipeline.report.settings import ReportSettings
from pipeline.report.shares.groups import groupings
from pipeline.report.shares.timeline import timeline
from pipeline.report.shares.wholes import HOLDING, wholes
from pipeline.report.summary import sentences
from pipeline.report.tables import TABLES


@pytest.fixture(scope="module")
def fours():
    """Ten documents of four passages each, dated by two years and in two teams."""
    places = [place // 4 for place in range(40)]
    return passages(
        places,
        dates=tuple(f"{2000 + place % 2}" for place in places),
        groups={"team": tuple("ab"[place // 5] for place in places)},
    )


def frame(story, name):
    table = TABLES[name](story)
    return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]


def test_a_whole_document_counts_once(fours):
    (team,) = groupings(fours)
    assert (team.n, team.sizes.tolist()) == (10, [5, 5])
    topics = [row for row, each in enumerate(team.subjects) if each.kind == "topic"]
    assert team.totals[topics].tolist() == [3, 3, 3, 2]
    assert [team.subjects[row].size for row in topics] == [3, 3, 3, 2]


def test_periods_hold_whole_documents():
    places = [place // 2 for place in range(120)]
    story = passages(
        places, sizes=(60, 60), loose=0, dates=tuple(f"{2000 + p % 2}" for p in places)
    )
    assert timeline(story).periods.sizes.tolist() == [30, 30]


def test_document_topics_tells_every_whole_document_in_shares(fours):
    rows = frame(fours, "document_topics")
    topics = [row for row in rows if row["kind"] == "topic"]
    for parent in map(str, range(10)):
        own = [row for row in topics if row["parent"] == parent]
        assert sum(row["share"] for row in own) == pytest.approx(1)
        assert sum(row["passages"] for row in own) == 4 == own[0]["of"]
    (none,) = [row for row in topics if row["topic"] == -1]
    assert (none["name"], none["counted"]) == ("", False)
    first = rows[0]
    assert (first["parent"], first["title"], first["date"]) == ("0", "On 0", "2000")
    assert [row["passages"] for row in rows if row["parent"] == "0"] == [2, 2, 1, 4]


def test_too_little_of_a_document_does_not_count():
    story = passages([0] * 11 + [1] * 29, sizes=(1, 39), loose=0)
    counted = {
        (row["parent"], row["topic"]): row["counted"]
        for row in frame(story, "document_topics")
        if row["kind"] == "topic"
    }
    assert counted == {("0", 1): True, ("0", 0): False, ("1", 1): True}
    assert 1 / 11 < HOLDING


def test_where_no_text_was_cut_each_document_is_a_whole(fours):
    story = results()
    assert len(wholes(story)) == len(story)
    assert not any(len(column) for column in TABLES["document_topics"](story).values())
    assert "parent" not in TABLES["documents"](story)
    assert list(TABLES["documents"](fours)["parent"][:5]) == ["0", "0", "0", "0", "1"]


def test_long_documents_make_no_trend_of_chance():
    """Documents of one subject each, at random times: their passages alone would be sure."""
    draw = np.random.default_rng(0)
    found = {"whole": 0, "passages": 0}
    of = np.repeat(np.arange(120), 8)
    for _ in range(20):
        dates = tuple(f"{year}" for year in draw.integers(2000, 2003, 120)[of])
        more = {"sizes": (480, 480), "loose": 0, "n_themes": 0, "dates": dates}
        for name, story in (("whole", passages(of, **more)), ("passages", results(**more))):
            turns = {course.turn for course in timeline(story).courses}
            assert "too few to tell" not in turns
            found[name] += turns != {"no clear trend"}
    assert found["whole"] <= 3
    assert found["passages"] >= 8


def test_the_report_tells_what_whole_documents_are_made_of(fours):
    report = render(fours, ReportSettings())
    for text in (report.html, report.markdown):
        assert "40 passages of 10 documents" in text
        assert "On 3" in text
        assert "50%" in text
    assert "Whole documents are counted, each once" in report.html
    assert sentences(fours)[:2] == [
        "40 passages of 10 documents could be used; no record was dropped.",
        "What is called a document here is a passage, unless it is called a whole document.",
    ]


def test_short_texts_have_no_such_section():
    report = render(results(), ReportSettings())
    assert "hole documents" not in report.html.partition("<script>")[0]
    assert "hole documents" not in report.markdown
