"""The page and report.md tell the same of every section, in the same words and numbers."""

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from report_stories import VARIANTS, leveled

from pipeline.core.artifacts import Check, Measure, Quality
from pipeline.core.corpus import Dropped
from pipeline.report.page import render
from pipeline.report.sections import making, over_time, overview, themes, topics, trust
from pipeline.report.settings import ReportSettings
from pipeline.report.wording import out_of, percent


def busy():
    """Topics on levels with stabilities, checks, measures and dropped records."""
    told = leveled()
    dropped = [Dropped(str(n), "", why) for n, why in enumerate(["too short", "banner", "banner"])]
    languages = ("en",) * 39 + ("fr",)
    checks = (
        Check("I1", "info", "All was read."),
        Check("P1", "problem", "Half of it is empty.", "Fill it.", ("001", "002")),
    )
    return replace(
        told,
        corpus=replace(told.corpus, records=43, dropped=tuple(dropped), languages=languages),
        clustering=replace(told.clustering, seed_agreements=(0.71,)),
        checks=checks,
        quality=Quality((Measure("silhouette_score", 0.254, "above 0"), Measure("all", 1234, "?"))),
    )


STORIES = VARIANTS | {"busy": busy}


class Reader(HTMLParser):
    """What a reader sees of HTML: its words, and the cells of every row of a table."""

    def __init__(self, html):
        super().__init__()
        self.texts, self.rows, self.unseen = [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.unseen += tag in ("style", "script", "template")
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.unseen -= tag in ("style", "script", "template")
        if tag == "table":
            self.rows.append([])

    def handle_data(self, data):
        if not self.unseen:
            self.texts.append(data)
            if self.rows and self.rows[-1]:
                self.rows[-1][-1] += data

    @property
    def words(self):
        return " ".join(" ".join(self.texts).split())

    @property
    def table_rows(self):
        return [[" ".join(cell.split()) for cell in row] for row in self.rows]


@cache
def both(name="busy"):
    """The results, and its page and report.md as they are read."""
    told = STORIES[name]()
    made = render(told, ReportSettings())
    markdown = MarkdownIt("commonmark").enable("table").render(made.markdown)
    return told, Reader(made.html), Reader(markdown)


def assert_told(facts, name="busy"):
    """Each fact, a regular expression, stands in the page and in report.md."""
    _, *forms = both(name)
    assert facts
    for fact in facts:
        for form in forms:
            assert re.search(fact, form.words), fact


@pytest.mark.parametrize("name", ["busy", "dated", "many", "one topic", "nothing found"])
def test_the_run_in_short(name):
    view = overview.view(STORIES[name]())
    assert_told([re.escape(line) for _, lines in view.answers for line in lines], name)


def test_the_size_and_health_of_themes_and_what_they_were_asked_for():
    told, *_ = both()
    for theme in themes.view(told).themes:
        size = rf"{theme.name}\W+{theme.size}\W+{percent(theme.size, len(told))}"
        words = [rf"{name}\W+{', '.join(listed)}" for name, listed in theme.words]
        found = [rf"{re.escape(label)}\W+{number}\W" for _, label, number in theme.topics]
        said = [theme.rule, theme.health, theme.description, theme.clearest.kind]
        assert_told([size, *words, *found, *map(re.escape, said)])


def test_the_clearest_documents_of_themes_with_their_scores():
    told, page, markdown = both()
    for theme in themes.view(told).themes:
        for scored in theme.clearest.documents[:5]:
            heading, score = scored.document.heading, f"{scored.score:.2f}"
            assert any(row[0] == score and heading in row[1] for row in page.table_rows if row)
            assert f"{heading} ({scored.document.id}), {score}" in markdown.words


def test_where_the_themes_lie():
    told, page, markdown = both("dated")
    for row in themes.view(told).grid:
        cells = [str(row.size), *(str(cell.documents) for cell in row.cells)]
        for form in (page, markdown):
            (found,) = (each for each in form.table_rows if each[:2] == [row.label, str(row.size)])
            assert [cell.split()[0] for cell in found[1:]] == cells


def test_the_size_keywords_and_stability_of_topics():
    told, page, markdown = both()
    for topic in topics.view(told).topics:
        share = percent(topic.size, len(told))
        assert_told([rf"{topic.number} {re.escape(topic.label)} {topic.size} \(?{share}"])
        assert f"{topic.size} ({share}), {topic.holds}" in page.words
        (row,) = (
            each for each in markdown.table_rows if each[:2] == [str(topic.number), topic.label]
        )
        stability = row[4].removeprefix(topic.holds).strip(" ()")
        assert f"{topic.holds.capitalize()}: {stability} of it comes back" in page.words
        assert row[5].split(", ") == [keyword.word for keyword in topic.keywords]
    assert_told([re.escape(topics.view(told).holding)])


def test_trends_and_differences_between_groups():
    view = over_time.view(both("dated")[0])
    lines = [line for _, found in view.answers for line in found]
    lines += [line for table in view.groups for line in table.lines]
    left = [*view.time.left, *(" ".join(each) for each in view.left_out)]
    assert_told(
        [re.escape(line) for line in (*lines, view.time.span, view.reading, *left)], "dated"
    )


def test_checks_in_their_order_with_what_to_do():
    for form in both()[1:]:
        said = form.words[form.words.rindex("Can I trust it?") :]
        assert said.index("Half of it is empty. Fill it.") < said.index("All was read.")


def test_measures_are_the_same_rows():
    told, *forms = both()
    for measure in trust.view(told).measures:
        assert all(list(measure) in form.table_rows for form in forms)
    assert ("all", "1,234", "?") in trust.view(told).measures


def test_a_measure_that_misses_its_bar_says_so():
    measures = (Measure("seed_agreement", 0.41, "?"), Measure("largest_topic", 0.3, "?"))
    told = replace(leveled(), quality=Quality(measures))
    assert trust.view(told).measures == [
        ("seed agreement", "0.41", "Below the bar of 0.8 (Q09). ?"),
        ("largest topic", "0.30", "?"),
    ]


def test_how_topics_hold_and_why_documents_are_left_over():
    view = trust.view(both()[0])
    for held in view.holding:
        many = rf"{len(held.topics)} topics?, {re.escape(out_of(held.documents, 40))}"
        assert_told([rf"{held.word.capitalize()}: {many}", re.escape(held.meaning)])
    assert_told([re.escape(view.seed_agreement)])
    for kind in view.left_over:
        assert_told([rf"Without a {kind.what} {re.escape(out_of(kind.size, 40))}"])
        assert_told(
            [rf"{reason} \(? ?{number}" for reason, number, _ in kind.reasons] or ["Without"]
        )
    assert [kind.reasons for kind in view.left_over] == [[("too far away", 4, "36-39")], []]


def test_the_input_and_what_was_dropped_of_it():
    view = trust.view(both()[0]).input_quality
    assert_told([rf"{name}\W+{re.escape(value)}" for name, value in view.facts])
    assert [row[:2] for row in view.dropped] == [("banner", 2), ("too short", 1)]
    assert_told(
        [rf"{why} {re.escape(out_of(part, 43, 'record'))}" for why, part, _ in view.dropped]
    )
    assert_told([rf"{code} {number} \({percent(number, 40)}\)" for code, number in view.languages])
    alone = trust.view(both("dated")[0]).input_quality
    assert alone.languages == []
    assert_told([r"Language\W+en"], "dated")


def test_how_it_was_made():
    view = making.view(both()[0])
    (stage,) = view.stages
    facts = [rf"{name}\W+{re.escape(value)}" for name, value in (*view.facts, *view.versions)]
    parameters = [
        rf"{name} {value} → {came}" if came else rf"{name} {value}"
        for name, value, came in stage.parameters
    ]
    assert_told([*facts, *parameters, re.escape(stage.about), re.escape(view.command)])
