"""Texts in several languages: each is marked with its own, and read from its own side."""

import re

import pytest
from report_stories import results

from pipeline.report.page import render
from pipeline.report.payload import columns
from pipeline.report.sections.mention import mention
from pipeline.report.settings import ReportSettings

SAID = {
    "en": ("Notes on the harbour", "The ships are in the harbour."),
    "ar": ("ملاحظات عن الميناء", "السفن في الميناء."),
    "he": ("הערות על הנמל", "הספינות בנמל."),
    "ja": ("港についての覚え書き", "船は港にいる。"),
    "": ("17 / 4", "17 / 4"),
}
CODES = tuple(SAID) * 8


def several():
    """Forty documents in four languages and in none that is told."""
    told = results(
        titles=[SAID[code][0] for code in CODES],
        texts=tuple(SAID[code][1] for code in CODES),
        languages=CODES,
        labels=["السفن · الميناء", "港 · 船", "הנמל · ספינות", "Ships"],
        theme_names=["الميناء", "港"],
    )
    told.themes.evidence[:, :, 0] = 0
    told.themes.evidence[:, :, 1] = 5
    return told


@pytest.fixture
def opened(open_page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(render(several(), ReportSettings()).html, encoding="utf-8")
    page = open_page(path)
    page.wait_for_selector("html.alive")
    return page


def marks(located):
    """The language and the writing direction of each element."""
    ask = "all => all.map((each) => [each.lang, getComputedStyle(each).direction])"
    return [tuple(each) for each in located.evaluate_all(ask)]


def expected(code):
    return code, "rtl" if code in ("ar", "he") else "ltr"


def test_rows_of_the_table_are_marked(opened):
    opened.locator("#documents").get_by_role("button", name="Id").click()
    found = marks(opened.locator("#documents tbody .title a"))
    assert found == [expected(code) for code in CODES][: len(found)]
    assert len(found) == 25


def test_what_was_searched_for_in_a_text_is_marked(opened):
    opened.locator("#documents").get_by_label("Search").fill("السفن في")
    opened.locator("#documents .snippet mark").first.wait_for()
    assert set(marks(opened.locator("#documents .snippet"))) == {("ar", "rtl")}


def test_a_document_is_marked_whichever_was_read_before(opened):
    for place, code in enumerate(("en", "ar", "he", "ja", "", "en")):
        opened.evaluate(f"location.hash = '#document-{place:03d}'")
        opened.locator("#document h2", has_text=SAID[code][0]).wait_for()
        opened.locator("#document .text", has_text=SAID[code][1][-1:]).wait_for()
        assert set(marks(opened.locator("#document h2, #document .text"))) == {expected(code)}


def test_the_tip_of_the_map_is_marked(opened):
    surface = opened.get_by_role("application")
    surface.focus()
    found = set()
    for _ in range(12):
        surface.press("ArrowRight")
        opened.locator(".map-tip").wait_for()
        title = opened.locator(".map-tip .title [dir]")
        code = next(code for code, said in SAID.items() if said[0] == title.text_content())
        assert marks(title) == [expected(code)]
        found.add(code)
    assert len(found) > 2


def test_topics_and_themes_are_read_from_their_own_side(opened):
    assert [side for _, side in marks(opened.locator("#topics .cards h3"))] == [
        *("rtl", "ltr", "rtl", "ltr")
    ]
    names = opened.locator("#document .of-themes td bdi")
    opened.evaluate("location.hash = '#document-000'")
    names.first.wait_for()
    assert ("", "rtl") in marks(names)


def test_typical_documents_and_evidence_are_marked_without_scripts(open_page, tmp_path):
    told = several()
    path = tmp_path / "report.html"
    path.write_text(render(told, ReportSettings()).html, encoding="utf-8")
    page = open_page(path, scripts=False)
    links = page.locator("main a[data-document]")
    places = [int(each) for each in links.evaluate_all("all => all.map((a) => a.dataset.document)")]
    other = [expected(CODES[place]) for place in places]
    assert marks(links) == [("" if code == "en" else code, side) for code, side in other]
    quoted = marks(page.locator("#themes blockquote"))
    assert ("ja", "ltr") in quoted and ("ar", "rtl") in quoted


def test_a_page_in_english_alone_is_marked_nowhere():
    html = render(results(), ReportSettings()).html
    body = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL)
    assert re.findall(r' lang="[^"]*"', body) == [' lang="en"']


def test_a_document_has_one_code_on_the_page_and_none_where_none_is_told():
    packed = columns(several())["languages"]
    assert packed["values"] == list(SAID) and len(packed["of"]) == len(CODES)
    untold = results(languages=())
    assert columns(untold)["languages"] == {"values": [], "of": []}
    assert mention(untold, 3).language == ""
