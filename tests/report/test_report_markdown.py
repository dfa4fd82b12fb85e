"""report.md: all the words and tables of the report, none of a user's as markup."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from markdown_it import MarkdownIt
from report_stories import HOSTILE, VARIANTS, hostile, many, results

from pipeline.core.artifacts import Check
from pipeline.core.corpus import Dropped
from pipeline.core.provenance import Compared, Provenance
from pipeline.report.lettering import printable
from pipeline.report.markdown import escaped
from pipeline.report.page import render as render_report
from pipeline.report.settings import ReportSettings

GOLDEN = Path(__file__).parent / "golden" / "report.md"

OURS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "code_block",
    "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close",
    "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close",
}  # fmt: skip
"""What the report is built of: no HTML, no rule, no numbered list, no quotation."""

INLINE = {"text", "text_special", "strong_open", "strong_close"}

NASTY = (
    *HOSTILE, "- a list", "1. a list", "2) a list", "+ a list", "---", "- - -", "===", "# heading",
    "> quote", "a | b \\| c \\", "|---|---|", "`code` ``more``", "**bold** __bold__ ~~gone~~",
    "[link](http://example.org)", "![image](x.png)", "[ref]: http://example.org", "<http://a.org>",
    "www.example.org", "http://example.org", "me@example.org @someone #12", "&copy; &#60;", "$x$",
    "* * *", "```", "    indented", "trailing \\", "é 中文 עברית", ":--", "[^1]: note",
)  # fmt: skip


def render(told, **settings):
    return render_report(told, ReportSettings(**settings)).markdown


def tokens(markdown):
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(markdown)


def shown(token):
    """The text that a reader sees of a line."""
    return "".join(part.content for part in token.children).replace("\u200b", "")


def read(markdown):
    """Every line of text that a reader sees, with what is not allowed refused."""
    found = tokens(markdown)
    assert {token.type for token in found} <= OURS
    lines = [token for token in found if token.type == "inline"]
    assert {part.type for line in lines for part in line.children} <= INLINE
    return [shown(line) for line in lines]


def tables(markdown):
    """Each table as its lines."""
    blocks = re.split(r"\n\n", markdown)
    return [block.split("\n") for block in blocks if block.startswith("|")]


def test_the_planted_run():
    """Golden: change golden/report.md by hand when the report gets better."""
    found = render(results())
    assert GOLDEN.exists(), f"write this to {GOLDEN.name}:\n{found}"
    assert found == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_case_is_whole_and_has_its_headings_in_order(variant):
    markdown = render(VARIANTS[variant]())
    read(markdown)
    assert markdown.endswith("\n") and not markdown.endswith("\n\n")
    levels = [int(token.tag[1]) for token in tokens(markdown) if token.type == "heading_open"]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(variant):
    found = tables(render(VARIANTS[variant]()))
    assert found
    for lines in found:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1, lines[0]


@pytest.mark.parametrize("text", NASTY)
def test_what_is_escaped_is_shown_as_it_is_wherever_it_stands(text):
    plain = printable(text)
    assert read(escaped(text)) == [plain]
    assert read(f"- {escaped(text)}") == [plain]
    assert read(f"## {escaped(text)}") == [plain]
    assert read(f"**{escaped(text)}** (7)") == [f"{plain} (7)"]
    table = f"| {escaped(text)} | n |\n| --- | ---: |\n| {escaped(text)} | 1 |"
    assert read(table) == [plain, "n", plain, "1"]


@pytest.mark.parametrize("text", ["www.example.org", "http://example.org", "me@example.org", "@me"])
def test_github_makes_no_link_of_a_text(text):
    assert not re.search(r"www\.|://|@\w", escaped(text))


def test_hostile_texts_are_read_as_they_are():
    lines = read(render(hostile()))
    for text in HOSTILE:
        assert any(printable(text) in line for line in lines), text


def test_titles_and_sentences_are_cut_where_they_are_long():
    long = results(titles=("A title " * 100,), texts=("A sentence without an end " * 500,) * 40)
    long.themes.evidence[..., 1] = 10_000
    assert max(map(len, read(render(long)))) < 1_000


def test_many_topics_and_themes_are_all_in_the_tables_and_few_in_the_lists():
    markdown = render(many())
    themes, topics, crossing = (
        next(lines for lines in tables(markdown) if lines[0].startswith(f"| {head} |"))
        for head in ("Theme", "Topic | Name", "Topic | n")
    )
    assert len(themes) == 2 + 30 and len(topics) == 2 + 60
    assert len(crossing) == 2 + 61 and crossing[0].count("Theme") == 30
    assert "Of the 24 largest topics; topics.csv names those of all 60." in markdown
    typical = markdown.split("### Typical documents")[1].split("\n## ")[0]
    assert typical.count("\n- **") == 24
    assert len(markdown.encode()) < 70_000


def test_what_changed_is_told_where_there_was_a_run_before():
    told = results()
    compared = Compared(
        against="planted-000", verdict="no change", sentences=("3 documents moved.", "- x")
    )
    changed = render(replace(told, compared=compared))
    part = changed.split("\n## What changed\n")[1].split("\n## ")[0]
    assert read(part)[1:] == ["3 documents moved.", "- x"] and "planted-000" in part
    assert "What changed" not in render(told)


def test_a_theme_without_documents_shows_the_nearest():
    told = results(n_themes=1)
    told.themes.assigned[:] = False
    assert "No document is clear enough; the nearest are:" in render(told)


def test_checks_are_told_from_the_most_serious_with_what_to_do():
    checks = (
        Check("I1", "info", "All read."),
        Check("P1", "problem", "Half is | empty.", "Fill it.", ("1", "2")),
    )
    (lines,) = (lines for lines in tables(render(results(checks=checks))) if "Severity" in lines[0])
    assert lines[2:] == [
        "| problem | P1 | Half is \\| empty. | Fill it. | 2 |",
        "| info | I1 | All read. |  |  |",
    ]


def test_what_is_left_out_and_left_over_is_counted_by_reason():
    dropped = [Dropped(str(n), "", why) for n, why in enumerate(["too short", "b", "b"])]
    told = results(dropped=dropped)
    told.themes.primary[:] = -1
    markdown = render(told)
    assert "- Records dropped: 3\n" in markdown
    assert "| b | 2 of 43 records (5%) |\n| too short | 1 of 43 records (2%) |" in markdown
    assert "| too far away | 4 |" in markdown
    whole = render(results(loose=0, first_copy=np.arange(36, dtype=np.int32)))
    assert "Every document has a topic." in whole and "Dropped records" not in whole


def test_time_and_groups_are_told_where_documents_have_them():
    years = np.repeat(np.arange(2016, 2024), 60)
    late = np.arange(len(years)) % 60 < (years - 2015) * 6
    sizes = (int(late.sum()), int((~late).sum()))
    told = results(
        sizes=sizes,
        loose=0,
        dates=tuple(map(str, [*years[late], *years[~late]])),
        groups={"team": ("| red",) * sizes[0] + ("blue",) * sizes[1]},
    )
    part = render(told).split("## Over time and by group\n")[1].split("\n## ")[0]
    lines = read(part)
    assert [line for line in lines if line.startswith("What ") or "groups differ" in line] == [
        "What grew", "What shrank", "Which groups differ",
    ]  # fmt: skip
    assert lines[1].startswith("The topic “Harbour · sights 0” grew from ")
    assert any("“team” is “| red”" in line for line in lines)
    assert "Over time" not in render(results())


def test_a_record_that_says_little_is_enough():
    assert "How it was made" in render(replace(results(), provenance=Provenance()))


def test_dates_that_tell_nothing_are_said_to_tell_nothing():
    alike = render(results(dates=("2020",) * 40))
    assert "All that can be told lies in one year, 2020: there is nothing to compare it" in alike


def test_the_number_of_examples_is_the_users_choice():
    few, more = (render(results(), examples=examples) for examples in (1, 3))
    assert few.count("Notes on the") * 3 == more.count("Notes on the")


def test_blank_lines_part_the_blocks_and_nothing_else():
    for make in VARIANTS.values():
        markdown = render(make())
        assert "\n\n\n" not in markdown
        assert not [line for line in markdown.split("\n") if line != line.rstrip()]
