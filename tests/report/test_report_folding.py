"""What is long is closed on a telephone, and open elsewhere, but for cards of topics."""

import pytest
from report_stories import results

from pipeline.report.page import render
from pipeline.report.settings import ReportSettings

OPEN = "() => [...document.querySelectorAll('details.fold')].map((part) => part.open)"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("folding") / "report.html"
    path.write_text(render(results(), ReportSettings()).html, encoding="utf-8")
    return path


def test_on_a_desk_themes_are_open(open_page, report):
    page = open_page(report)
    assert page.locator("details.theme[open]").count() == 3
    assert page.locator("details.topic[open]").count() == 0


def test_on_a_telephone_all_is_folded_and_a_tap_opens_it(open_page, report):
    page = open_page(report, width=390, touch=True)
    assert not any(page.evaluate(OPEN))
    page.locator("details.topic summary").first.tap()
    assert page.locator("#topic-0").get_by_text("Typical documents").is_visible()


def test_on_a_telephone_a_link_opens_what_it_names(open_page, report):
    page = open_page(report, width=390)
    page.evaluate("location.hash = '#topic-2'")
    assert page.locator("#topic-2").is_visible()
    assert not page.locator("#topic-1").is_visible()
    page.evaluate("history.replaceState(null, '', '#theme-1')")
    page.reload()
    assert page.locator("#theme-1").is_visible()
    assert not page.locator("#topic-2").is_visible()
