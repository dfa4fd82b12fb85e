"""compare.html, compare.md and the tables, on titles, ids and themes that mean harm."""

import csv
import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from runs import PLAIN, compared, rerun

import browsing
import faults
import planted
from pipeline import run
from pipeline.compare.comparison import compare
from pipeline.compare.moves import moves
from pipeline.compare.page import render
from pipeline.compare.run_tables import RunTables
from pipeline.compare.write import markdown
from pipeline.report.lettering import printable, without_controls
from pipeline.runs.run import Run

HOSTILE = (
    "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "**bold** _it_ ~~gone~~ `code` [link](javascript:alert(3)) ![image](http://example.org/x.png)",
    "=HYPERLINK(\"http://example.org\";\"click\")",
    "@everyone see #1 and http://example.org/a_b or $x^2$ &lt;b&gt; &copy;",
    "turned \u202eround\u202c and \u2067isolated",
    "bell \x07 escape \x1b[31m nul",
    "W" * 10_000,
    "\U0001f98a\U0001f3fd emoji \U0001f468\u200d\U0001f469\u200d\U0001f467 and مرحبا",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "first line\n# a heading\n\n- a list | of | cells",
)  # fmt: skip

THEMES = f"""\
themes:
  - {{name: {json.dumps(HOSTILE[0][-78:])}, keywords: [bread, flour]}}
  - {{name: "*Music* | <i> \\u202Edne", keywords: [violin, melody]}}
  - {{name: "{"W" * 80}", keywords: [ship]}}
"""
CONFIG = PLAIN[: PLAIN.index("themes:")] + THEMES


def records(more=""):
    """The planted records under hostile titles and ids."""
    rows = planted.rows()
    return [
        {**row, "title": f"{HOSTILE[place % len(HOSTILE)]}", "id": f"{more}<b>{place}</b>"}
        for place, row in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A run compared with one of other topics, themes and documents."""
    folder = tmp_path_factory.mktemp("hostile")
    config = planted.write_project(folder, CONFIG, records())
    run(config)
    rows = records()
    other = [{**row, "id": f"new {row['id']}", "body": f"{row['body']} Again."} for row in rows[:9]]
    changed = [
        {**row, "body": row["body"] + " A sail."} if place % 3 else row
        for place, row in enumerate(rows[3:])
    ]
    settings = ("cluster.n_topics=3", "themes.0.keywords=[rocket]", "themes.1.keywords=[deck]")
    return rerun(config, [*other, *changed], *settings)


class Page(HTMLParser):
    """The elements and texts of a page; every element that needs it is closed in its place."""

    VOID = ("meta", "br")

    def __init__(self, html):
        super().__init__()
        self.elements, self.texts, self.open = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.texts.append(data)


@pytest.fixture(scope="module")
def page(hostile):
    return Page((hostile.folder / "compare.html").read_text("utf-8"))


def test_every_document_that_differs_is_listed_once(hostile):
    documents = pd.read_parquet(hostile.folder / "compare/documents.parquet")
    assert {"moved", "edited", "added", "removed"} <= set(documents["change"])
    assert documents["id"].is_unique
    moved = documents[documents["change"] == "moved"]
    assert (moved["from_themes"].map(list) != moved["to_themes"].map(list)).any()


def test_the_page_is_whole_and_asks_for_nothing(page):
    assert not page.open
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "link", "iframe", "object", "base", "form", "b", "i"}
    names = {name for _, attributes in page.elements for name in attributes}
    assert not names & {"src", "style"} and not any(name.startswith("on") for name in names)
    links = {attributes["href"] for _, attributes in page.elements if "href" in attributes}
    reports = r"(\.\./planted-001/)?report\.html#(view\?|document-).+"
    assert links and all(re.fullmatch(reports, link) for link in links)
    labelled = {
        attributes["aria-labelledby"]
        for _, attributes in page.elements
        if "aria-labelledby" in attributes
    }
    assert labelled <= set(ids)


def test_hostile_texts_are_text(page):
    text = "".join(page.texts)
    shown = [without_controls(title) for title in HOSTILE if len(title) < 1000]
    assert all(title in text for title in shown)
    assert "49" not in {each.strip() for each in page.texts}
    assert "<b>3</b>" in text


def test_topics_bands_and_documents_lead_into_the_reports_beside_the_page(hostile, open_page):
    page = open_page(hostile.folder / "compare.html")
    door = page.locator(".topics-table .note a").last
    number = int(door.inner_text().split()[0])
    address = (hostile.folder / "compare.html").parent / door.get_attribute("href")
    at_report = open_page(hostile.folder / "report.html")
    at_report.goto("about:blank")
    at_report.goto(f"{hostile.folder.as_uri()}/report.html#{str(address).partition('#')[2]}")
    at_report.locator("#selection h2", has_text=f"{number} of ").wait_for()
    bands = page.locator("svg.flow a")
    said = bands.last.locator("title").text_content()
    assert bands.last.get_attribute("href").startswith("report.html#view?documents=")
    assert int(said.split()[0].replace(",", "")) > 0


def test_a_page_that_lies_elsewhere_leads_nowhere(hostile, tmp_path):
    made, moved = compared(Run(hostile.folder.parent / "planted-001"), hostile)
    assert "href" not in render(made, moved)
    assert 'href="../planted-002/report.html#' in render(made, moved, hostile.folder.parent / "x")
    assert "href" not in render(made, moved, tmp_path)


@pytest.mark.parametrize(
    ("width", "media"), [(1440, "screen"), (390, "screen"), (browsing.PRINTED, "print")]
)
def test_in_a_browser_nothing_runs_and_nothing_is_wider_than_the_window(
    hostile, open_page, width, media
):
    page = open_page(hostile.folder / "compare.html", width=width, media=media)
    assert faults.too_wide(page) == []
    assert page.locator("script, img").count() == 0


def test_in_a_browser_what_is_too_wide_can_be_scrolled_to_by_keyboard(hostile, open_page):
    page = open_page(hostile.folder / "compare.html", width=390, motion="reduce")
    assert page.locator(".scroll").first.evaluate("e => e.scrollWidth > e.clientWidth")
    assert faults.out_of_reach(page) == []
    assert faults.lost_focus(page) == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_in_a_browser_the_page_is_for_everybody(hostile, open_page, width, colours):
    page = open_page(hostile.folder / "compare.html", width=width, colours=colours)
    assert faults.violations(page) == []
    assert faults.misshapen(page) == []


def test_a_pull_request_shows_the_summary_as_it_was_meant(hostile):
    text = (hostile.folder / "compare.md").read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("### planted-001 → planted-002")
    assert re.fullmatch(r"\*\*Verdict: .*\*\*", lines[2])
    assert all(line.startswith("- ") for line in lines[4:]) and len(lines) > 7
    for line in lines[4:]:
        bare = re.sub(r"\\[\\`*_\[\]#|~!]", "", line.removeprefix("- "))
        assert not set(bare) & set("`*_[]<>|~$")
        assert not re.search(r"&(?!#\d+;)|\w+://|(?<!\w)@\w|(?<!&)#", bare)
        assert printable(line) == line


def _rendered(line):
    """What Markdown makes of a line that has nothing but escapes in it."""
    plain = re.sub(r"\\(\W|_)", r"\1", line)
    return (
        re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), plain).replace("\u200b", "").strip()
    )


def test_what_is_escaped_reads_as_before(hostile, monkeypatch):
    made, moved = compared(hostile, hostile)
    monkeypatch.setattr("pipeline.compare.write.sentences", lambda *_: [*HOSTILE, "Verdict: none."])
    shown = markdown(made, moved).split("\n- ")[1:]
    for line, title in zip(shown, HOSTILE, strict=True):
        assert _rendered(line) == printable(title).strip()


@pytest.mark.parametrize("table", ["topics", "documents", "measures"])
def test_no_cell_is_a_formula_and_parquet_is_exact(hostile, table):
    path = hostile.folder / f"compare/{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    exact = pd.read_parquet(path.with_suffix(".parquet"))
    assert len(rows) == len(exact) > 0 and list(rows[0]) == list(exact.columns)
    assert not any(cell.startswith(tuple("=+@\t\r")) for row in rows for cell in row.values())
    if table == "documents":
        assert HOSTILE[2] in set(exact["title"])
        assert f"'{HOSTILE[2]}" in {row["title"] for row in rows}


def test_marks_of_the_writing_direction_do_not_turn_our_own_words(page):
    ours = [text for text in page.texts if "keywords" in text or "nearest documents" in text]
    assert any("Music" in text for text in ours)
    assert not any("\u202e" in text for text in ours)


def test_a_title_as_long_as_a_text_is_cut_on_the_page_and_whole_in_the_table(hostile, page):
    assert max(map(len, page.texts)) < 1000
    assert HOSTILE[6] in set(pd.read_parquet(hostile.folder / "compare/documents.parquet")["title"])


def test_titles_are_marked_with_their_language(tmp_path):
    config = planted.write_project(tmp_path, PLAIN)
    run(config, ["language=de"])
    other = run(config, ["language=de", "cluster.n_topics=3"])
    for name in ("compare.html", "report.html"):
        page = (other.folder / name).read_text()
        assert re.search(r'dir="auto" lang="de">(Kitchen|Harbour|Garden|Orchestra): the ', page)


def test_a_topic_without_keywords_shows_none(hostile):
    made = compare(RunTables(hostile), RunTables(hostile))
    for side in (made.before, made.after):
        side._topics["keywords"] = [[]] * len(side._topics["keywords"])
    assert set(made.before.keywords.values()) == {()}
    assert not made.alignment.common_words.any()
    assert "<mark></mark>" not in render(made, moves(made))
