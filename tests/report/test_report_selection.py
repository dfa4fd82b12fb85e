"""The panel of what is chosen: what sets these documents apart from all others."""

import csv
import math
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from opening import alive, at, come_nearer, pages_in, told
from report_stories import dated, leveled, results

import faults


def library():
    """Harbours hold anchors; every text holds a ship, one in four of the others an anchor, too."""
    told_of = results()
    harbour = told_of.clustering.labels == 0
    texts = tuple(
        f"A ship passes here every day, {d}. The Änchor of number {d} lies deep in the mud."
        if own
        else f"A ship passes here every day, {d}. {'An anchor' if d % 9 == 0 else 'A'} rope."
        for d, own in enumerate(harbour)
    )
    return results(texts=texts)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return pages_in(tmp_path_factory.mktemp)


@pytest.fixture
def opened(open_page, written):
    def open_story(name="library", make=library, hash_="", **wanted):
        page = open_page(written(name, make), **wanted)
        if hash_:
            at(page, written(name), hash_)
        alive(page)
        return page

    return open_story


def panel(page):
    return page.get_by_role("complementary")


def words(page):
    page.locator("#selection .words li").first.wait_for()
    return page.locator("#selection .words button").all_inner_texts()


def test_the_words_are_those_that_set_documents_apart(opened):
    page = opened(hash_="#view?topic=0")
    page.locator("#selection .words button", has_text="Änchor").wait_for()
    found = words(page)
    assert {"mud", "Änchor"} <= set(found) and "ship" not in found and "rope" not in found
    line = page.locator("#selection .words li").filter(has_text="Änchor").inner_text()
    assert "100% of these, 11% of the others" in line
    sentences = page.locator("#selection .sentences li")
    sentences.first.wait_for()
    assert "The Änchor of number" in sentences.first.inner_text()
    assert sentences.first.locator("mark").count() >= 2


def test_what_is_everywhere_sets_nothing_apart(opened):
    page = opened(hash_="#view?search=ship")
    page.locator("#selection h2", has_text="40 of 40").wait_for()
    page.get_by_text("nothing sets them apart").wait_for()
    assert page.locator("#selection .words li").count() == 0


def monroe(inside, outside, totals, prior):
    """Equations 16, 20 and 22 of Monroe, Colaresi & Quinn (2008): log-odds and standard error."""
    (one, other), (own, weight) = totals, prior
    odds = math.log((inside + own) / (one + weight - inside - own))
    odds -= math.log((outside + own) / (other + weight - outside - own))
    return odds, math.sqrt(1 / (inside + own) + 1 / (outside + own))


def test_log_odds_are_those_of_the_paper(opened):
    page = opened()
    (found,) = page.evaluate(
        """() => distinctive(
            { counts: [30, 5, 0], read: 40, total: 400 },
            { counts: [50, 60, 9], read: 1000, total: 12000 },
        )"""
    )
    weight = 10 * 12000 / 1000
    odds, error = monroe(30, 20, (400, 11600), (weight * 50 / 12000, weight))
    assert (found["number"], found["inside"], found["outside"]) == (0, 30, 20)
    assert found["odds"] == pytest.approx(odds) and found["error"] == pytest.approx(error)


def test_the_slider_goes_from_common_to_distinctive(opened):
    page = opened()
    order = page.evaluate(
        """() => {
            const found = [
                { number: 0, odds: 1, error: 0.1 }, { number: 1, odds: 5, error: 1.5 },
                { number: 2, odds: 3, error: 0.25 },
            ];
            return [0, 0.5, 1].map((taste) => ranked(found, taste, 3).map(({ number }) => number));
        }"""
    )
    assert order == [[0, 2, 1], [2, 0, 1], [1, 2, 0]]
    at(page, page_path(page), "#view?topic=0")
    words(page)
    slider = page.get_by_role("slider", name="From common to distinctive")
    slider.focus()
    page.keyboard.press("End")
    assert slider.input_value() == "100" and words(page)


def page_path(page):
    return Path(unquote(urlparse(page.url).path))


def test_topics_themes_groups_years_and_stability_are_told_beside_those_of_all(opened):
    page = opened("dated", dated, "#view?in.venue=A")
    shown = panel(page)
    of_venue = [d for d, venue in enumerate(dated().corpus.groups["venue"]) if venue == "A"]
    lines = {
        heading: [" ".join(line.split()) for line in part.locator("li").all_inner_texts()]
        for part in shown.locator(".shares > div").all()
        if (heading := part.locator("h3").inner_text())
    }
    assert {"Topics", "Themes", "venue"} <= set(lines)
    assigned = dated().themes.assigned[of_venue, 0].sum()
    theme = next(line for line in lines["Themes"] if line.startswith("Theme A"))
    assert theme.startswith(f"Theme A {assigned} (") and "50% of all" in theme
    years = shown.locator(".of-years svg").get_attribute("aria-label")
    assert years.startswith("2019: ") and "2023: " in years
    assert "strength of 0.75 on average" in shown.inner_text()
    at(page, page_path(page), "#view?theme=Theme+A")
    assert shown.locator(".of-years svg").is_visible()


def test_a_topic_that_holds_is_told(opened):
    page = opened("leveled", leveled, "#view?theme=Theme+A")
    part = panel(page).locator(".shares > div").filter(has_text="How the topics hold")
    assert "solid" in part.inner_text() and "shaky" in part.inner_text()


def test_by_keyboard_an_area_is_selected_told_narrowed_and_let_go(opened):
    page = opened()
    come_nearer(page)
    page.get_by_role("button", name="Select what is in view").press("Enter")
    shown = panel(page)
    shown.wait_for()
    assert "in the area drawn" in shown.inner_text()
    theme = shown.locator(".shares button").filter(has_text="Theme A")
    theme.press("Enter")
    assert "theme Theme A" in shown.inner_text()
    assert shown.locator("h2").evaluate("h => h === document.activeElement")
    page.keyboard.press("Escape")
    more = shown.get_by_role("button", name="About these")
    assert more.get_attribute("aria-expanded") == "false"
    assert more.evaluate("b => b === document.activeElement")
    more.press("Enter")
    assert shown.locator(".shares").is_visible()
    shown.get_by_role("button", name="Clear").press("Enter")
    assert not shown.is_visible() and told(page) == "All 40 documents"


def test_a_word_narrows_and_the_documents_can_be_taken_away(opened):
    page = opened()
    page.locator("#document_map [name=topic]").select_option("0")
    words(page)
    page.locator("#selection .words button", has_text="mud").click()
    assert "search=mud" in page.url
    page.locator("#selection h2", has_text="12 of 40").wait_for()
    with page.expect_download() as download:
        panel(page).get_by_role("button", name="Download").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [f"{d:03d}" for d in range(12)]
    panel(page).get_by_role("link", name="Show in the table").click()
    assert page.url.endswith("#documents") and told(page) == "12 of 40 documents"


def test_on_a_small_screen_it_waits_to_be_asked(opened):
    page = opened(hash_="#view?topic=0", width=390)
    shown = panel(page)
    assert shown.bounding_box()["height"] < 120
    shown.get_by_role("button", name="About these").click()
    words(page)
    assert shown.bounding_box()["height"] < 900 * 0.6
    assert faults.too_wide(page) == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_is_for_everybody(opened, width, colours):
    page = opened(hash_="#view?topic=0", width=width, colours=colours)
    if width == 390:
        panel(page).get_by_role("button", name="About these").click()
    words(page)
    assert [fault for fault in faults.violations(page) if "selection" in fault] == []
    assert faults.too_wide(page) == []


def test_without_texts_the_titles_are_told(open_page, written):
    page = open_page(written("kept out", library, texts=False))
    alive(page)
    at(page, written("kept out"), "#view?topic=0")
    assert "harbour" in words(page)
    assert not page.locator("#selection .of-sentences").is_visible()


def test_there_is_room_for_what_else_can_be_done_with_documents(opened):
    page = opened()
    assert page.locator("#selection .actions").count() == 1
    assert page.locator("#document .actions").count() == 1
