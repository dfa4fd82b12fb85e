from dataclasses import replace

import numpy as np
import pytest
from report_stories import VARIANTS, hostile, results

from pipeline.core.artifacts import Check, Measure, Quality
from pipeline.core.bars import BARS
from pipeline.core.corpus import Dropped
from pipeline.core.provenance import Compared
from pipeline.report.summary import changed, distrust, sentences
from pipeline.report.wording import count, listing, out_of, percent, quoted, seconds


def test_the_planted_run_in_words():
    assert sentences(results()) == [
        "40 documents could be used; no record was dropped.",
        "They form 4 topics; 4 of 40 documents (10%) have none.",
        "3 themes were asked for: “Theme A” (20 documents, 50%), “Theme B” (14 documents, 35%)"
        " and “Theme C” (10 documents, 25%).",
        "13 of 40 documents (33%) have no theme; 13 (33%) have more than one.",
        "The largest topics are “Harbour · sights 0” (12 documents, 30%),"
        " “Orchard · sights 1” (10 documents, 25%) and “Railway · sights 2” (8 documents, 20%).",
        "Where the themes lie most: “Theme A” in “Harbour · sights 0” (6 of 20), “Theme B” in"
        " “Harbour · sights 0” (4 of 14) and “Theme C” in “Harbour · sights 0” (3 of 10).",
        "No check found a reason for doubt.",
        "With 40 documents, each moves a share by 2.5 percentage points.",
    ]


def test_dropped_records_are_told_by_reason():
    dropped = [Dropped(str(n), "", reason) for n, reason in enumerate(["too short", "b", "b"])]
    assert sentences(results(dropped=dropped))[0] == (
        "40 documents of 43 records could be used; 3 were dropped (2 b, 1 too short)."
    )


def test_a_sample_is_told_as_one():
    drawn = results()
    drawn = replace(drawn, corpus=replace(drawn.corpus, records=9000))
    assert sentences(drawn)[0] == (
        "40 documents of 9,000 records were drawn at random; no record was dropped."
    )


def test_one_reason_for_all_dropped_records_needs_no_numbers():
    told = results(
        dropped=[Dropped("line 1", "", "banner line"), Dropped("line 2", "", "banner line")]
    )
    assert "2 were dropped (banner line)." in sentences(told)[0]


def test_nothing_found_is_said_plainly():
    lines = sentences(VARIANTS["nothing found"]())
    assert "No topics were found: no group of documents stands apart from the rest." in lines
    assert "No themes were asked for." in lines


def test_a_theme_in_one_topic_stands_out():
    lines = sentences(results(sizes=(20, 3, 3), loose=0, n_themes=1))
    assert "“Theme A” lies mostly in one topic: 10 of its 13 are in “Harbour · sights 0”." in lines


def test_only_topics_with_a_good_part_of_a_theme_are_named_with_it():
    assert not [line for line in sentences(VARIANTS["many"]()) if "lie most" in line]


def test_how_topics_hold_is_told_before_the_checks():
    assert distrust(VARIANTS["leveled"]())[0] == (
        "How the topics hold when documents are left out: 2 solid, 1 fair and 1 shaky."
    )


def test_what_changed_is_told_in_two_sentences():
    compared = Compared(
        against="planted-001",
        verdict="more than seed noise",
        sentences=("Changed: seed 0 -> 1.", "More.", "Verdict."),
        documents={"moved": 3, "edited": 1},
    )
    told = replace(results(), compared=compared)
    assert changed(told) == [
        "Changed: seed 0 -> 1.",
        "Compared with planted-001, 3 documents moved: more than seed noise.",
    ]
    assert changed(results()) == []


def test_problems_come_before_warnings_and_all_are_counted():
    checks = [Check(f"W{n}", "warning", f"Warning {n}.") for n in range(9)]
    checks += [Check("I1", "info", "Nothing."), Check("P1", "problem", "Trouble")]
    lines = distrust(results(checks=checks))
    assert lines[:-1] == [
        "Trouble (problem P1).",
        *(f"Warning {n} (warning W{n})." for n in range(7)),
        "The report lists 2 more warnings.",
    ]
    assert set(lines[:-1]).isdisjoint(sentences(results(checks=checks)))


@pytest.mark.parametrize("bar", BARS, ids=lambda bar: bar.measure)
def test_there_is_no_reason_for_doubt_only_where_every_measure_reaches_its_bar(bar):
    def told(value):
        quality = Quality((Measure(bar.measure, value, "?"),))
        return sentences(replace(results(), quality=quality))

    side = -1 if bar.most == np.inf else 1
    reached = bar.least if side < 0 else bar.most
    assert "No check found a reason for doubt." in told(reached)
    assert not any("No check" in line for line in told(reached + 0.01 * side))
    unknown = f"No check found a reason for doubt. Not measured: {bar.measure.replace('_', ' ')}."
    assert unknown in told(None)


def test_a_theme_without_documents_is_doubted():
    told = results(n_themes=1)
    told.themes.assigned[:] = False
    assert "No document reached the threshold of “Theme A”." in sentences(told)


@pytest.mark.parametrize("variant", VARIANTS)
def test_sentences_are_safe_to_print(variant):
    for line in sentences(VARIANTS[variant]()):
        assert line.isprintable(), line
        assert line.endswith((".", "!", "?"))


def test_escape_sequences_do_not_reach_the_terminal():
    assert "\x1b" not in "".join(sentences(hostile()))


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 241, "0%"), (1, 241, "<1%"), (31, 241, "13%"), (1, 8, "13%"), (240, 241, ">99%"),
        (241, 241, "100%"), (0, 0, "n/a"),
    ],
)  # fmt: skip
def test_percent(part, whole, said):
    assert percent(part, whole) == said


def test_wording():
    assert count(1, "topic") == "1 topic" and count(1204, "topic") == "1,204 topics"
    assert out_of(31, 241) == "31 of 241 documents (13%)"
    assert [listing(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [seconds(value) for value in (0.04, 9.94, 42.4, 200)] == [
        "0.0 s", "9.9 s", "42 s", "3 min 20 s",
    ]  # fmt: skip
    assert len(quoted("x" * 500)) == 82
