"""report.html of a real run in a real browser: what a reader sees, hears, reaches and prints."""

import pytest
from pypdf import PdfReader
from report_stories import HOSTILE, VARIANTS

import browsing
import faults
import planted
from pipeline import run
from pipeline.report.lettering import without_controls
from pipeline.report.page import render
from pipeline.report.sections import SECTIONS
from pipeline.report.settings import ReportSettings

KMEANS = "cluster: {method: kmeans, n_topics: 4}"
CONFIG = planted.CONFIG.replace(KMEANS, "cluster: {method: consensus, n_topics: 4}")
CONFIG += "report: {figures: []}\n"

MOST_PAGES = 15
"""Of paper; more than that and nobody prints it."""

SIZES = {"desk": (1440, "screen"), "phone": (390, "screen"), "paper": (browsing.PRINTED, "print")}

every_size = pytest.mark.parametrize(("width", "media"), SIZES.values(), ids=SIZES)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of a run that has another before it, dates, groups, an empty text and a copy."""
    rows = planted.rows()
    rows += [{**rows[0], "id": "again"}, {**rows[1], "id": "empty", "body": ""}]
    config = planted.write_project(tmp_path_factory.mktemp("report"), CONFIG, rows)
    run(config)
    return run(config, ["cluster.n_topics=3"]).folder / "report.html"


@pytest.fixture
def open_story(open_page, tmp_path):
    """A function that opens the report of one of the stories of ``report_stories``."""

    def open_one(variant, **wanted):
        path = tmp_path / "report.html"
        path.write_text(render(VARIANTS[variant](), ReportSettings()).html, encoding="utf-8")
        return open_page(path, **wanted)

    return open_one


@every_size
def test_the_page_keeps_to_the_width_of_its_window(open_page, report, width, media):
    page = open_page(report, width=width, media=media)
    assert faults.too_wide(page) == []
    faults.unfold(page)
    assert faults.too_wide(page) == []
    assert media == "print" or faults.out_of_reach(page) == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_is_for_everybody(open_page, report, width, colours):
    page = open_page(report, width=width, colours=colours)
    faults.unfold(page)
    assert faults.violations(page) == []
    assert faults.misshapen(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_page, report, width):
    page = open_page(report, width=width, motion="reduce")
    assert faults.lost_focus(page) == []


def test_the_first_stop_skips_to_the_content(open_page, report):
    page = open_page(report, motion="reduce")
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.get_attribute("href") == "#content" and link.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_without_scripts_every_section_is_there_to_read(open_page, report):
    page = open_page(report, scripts=False)
    for section in SECTIONS:
        shown = page.locator(f"#{section.name}")
        heading = shown.locator("h2")
        assert heading.is_visible()
        assert len(shown.inner_text()) > len(heading.inner_text()) + 50


def test_the_printed_report_is_a_document_of_a_few_pages(open_page, report):
    page = open_page(report, width=browsing.PRINTED, media="print")
    assert page.locator("nav").is_hidden()
    path = browsing.ARTEFACTS / "report.pdf"
    path.parent.mkdir(exist_ok=True)
    page.pdf(path=path, prefer_css_page_size=True, print_background=False, format="A4")
    printed = [_lines(each.extract_text()) for each in PdfReader(path).pages]
    assert 2 <= len(printed) <= MOST_PAGES
    title = page.title()
    headings = set(page.locator("h2:visible, h3:visible, h4:visible").all_inner_texts())
    assert len(headings) > 20
    for number, lines in enumerate(printed, start=1):
        assert f"{number} / {len(printed)}" in lines
        assert (title in lines) or number == 1
        told = [line for line in lines if line not in (title, f"{number} / {len(printed)}")]
        assert told[-1] not in headings, number


def _lines(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_the_title_above_printed_pages_cannot_end_its_rule(open_story):
    page = open_story("hostile")
    rules = page.evaluate(
        """() => [...document.styleSheets[0].cssRules].filter((rule) => rule instanceof CSSPageRule)
            .map((rule) => rule.cssText)"""
    )
    assert len(rules) == 3 and "alert" in rules[-1]
    assert page.locator("footer").count() == 1


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_story_keeps_to_the_width_of_a_phone(open_story, variant):
    page = open_story(variant, width=390)
    faults.unfold(page)
    assert faults.too_wide(page) == []
    assert faults.misshapen(page) == []


def test_hostile_texts_are_shown_as_text(open_story):
    page = open_story("hostile")
    assert faults.too_wide(page) == []
    assert page.locator("script:not([type])").count() == 1
    assert page.locator("img, iframe, object, embed, link, base").count() == 0
    shown = page.locator("body").inner_text()
    for text in map(without_controls, HOSTILE):
        assert _one_line(text) in _one_line(shown)


def _one_line(text):
    return " ".join(text.split())


PICTURES = {
    "report at 1440": {},
    "report at 1440 dark": {"colours": "dark"},
    "report at 390": {"width": 390},
    "report in print": {"width": browsing.PRINTED, "media": "print"},
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_taken_for_whoever_looks(open_page, report, name):
    browsing.pictures(open_page(report, motion="reduce", **PICTURES[name]), name)
    taken = sorted((browsing.ARTEFACTS / name).glob("*.png"))
    assert len(taken) == len(SECTIONS) + 1
