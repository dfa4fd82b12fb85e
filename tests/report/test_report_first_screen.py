"""What a reader sees first, and how the page is walked through."""

import pytest
from report_stories import VARIANTS, dated, results

MOST_PIXELS = 14_000
"""Of a page at 1440: more than that and nobody scrolls through it."""

BOXES = """(names) => names.map((name) => {
    const box = document.querySelector(name).getBoundingClientRect();
    const { left, top, right, bottom, width, height } = box;
    return { left, top, right, bottom, width, height };
})"""


@pytest.fixture
def opened(open_page, written):
    def open_story(name="planted", make=results, **wanted):
        page = open_page(written(name, make), motion="reduce", **wanted)
        page.locator("html.alive").wait_for()
        page.wait_for_timeout(350)
        return page

    return open_story


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_first_screen_has_title_findings_numbers_and_the_named_map(opened, colours):
    page = opened(colours=colours)
    assert page.locator(".masthead .headline").count() == 2
    assert page.locator(".masthead .numbers .big").all_inner_texts() == ["40", "4", "3"]
    stage, panel, head = page.evaluate(BOXES, [".map-stage", ".map-panel", "h1"])
    assert head["top"] >= 0 and stage["bottom"] <= 900
    assert stage["width"] > 900 and panel["left"] >= stage["right"] and panel["width"] < 400
    for name in page.locator(".map-name").all():
        assert name.bounding_box()["y"] + name.bounding_box()["height"] <= 900
    order = page.evaluate(
        """[...document.querySelectorAll("main > section")].map(({ id }) => id)"""
    )
    assert order[:2] == ["document_map", "overview"]


def test_the_map_stays_where_it_is_while_the_panel_is_used(opened):
    page = opened("many", VARIANTS["many"], height=1200)
    (before,) = page.evaluate(BOXES, [".map-stage"])
    page.get_by_label("Colour by").select_option("theme")
    page.locator(".map-panel .legend button").last.focus()
    page.wait_for_timeout(300)
    (after, panel) = page.evaluate(BOXES, [".map-stage", ".map-panel"])
    assert after == before and panel["height"] == after["height"]
    last = page.locator(".map-panel .legend button").last.bounding_box()
    assert last["y"] + last["height"] <= panel["bottom"] + 1


@pytest.mark.parametrize("width", [1100, 1440, 1920])
def test_the_map_and_its_filters_stay_when_the_panel_of_a_search_opens(opened, width):
    page = opened(width=width)
    parts = [".map-stage", "#document_map [name=query]"]
    stood = page.evaluate(BOXES, parts)
    page.locator("#document_map").get_by_label("Search").fill("harbour")
    page.locator("#selection h2", has_text="12 of 40").wait_for()
    (stage, field, filters, panel) = page.evaluate(
        BOXES, [*parts, "#document_map .filters", "#selection"]
    )
    assert [stage, field] == stood
    assert panel["left"] >= stage["right"] and panel["top"] >= filters["bottom"] - 1
    page.locator("#topics").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    page.wait_for_function(
        "() => document.querySelector('#selection').getBoundingClientRect().top === 0"
    )
    (topics, panel) = page.evaluate(BOXES, ["#topics-heading", "#selection"])
    assert topics["right"] <= panel["left"]


def test_on_a_phone_the_panel_is_below_the_map(opened):
    page = opened(width=390)
    stage, panel = page.evaluate(BOXES, [".map-stage", ".map-panel"])
    assert panel["top"] >= stage["bottom"] and panel["width"] <= 390


def test_sections_without_content_take_no_room_and_are_told_at_the_end(opened):
    page = opened()
    assert page.locator("#over_time, #changed, nav a[href='#over_time']").count() == 0
    assert (
        "Over time and by group, as no dates or groups were named"
        in page.locator("footer").inner_text()
    )
    page = opened("dated", dated)
    assert page.locator("#over_time").count() == 1
    assert "Over time" not in page.locator("footer").inner_text()


def test_cards_of_topics_are_closed_and_open_by_pointer_keys_and_links(opened):
    page = opened()
    assert page.locator("details.topic").count() == 4
    assert page.locator("details.topic[open]").count() == 0
    page.locator("details.topic summary").first.press("Enter")
    assert page.locator("#topic-0").is_visible()
    page.locator(".multiples a[href='#topic-2']").click()
    page.locator("#topic-2").wait_for()


def test_cards_of_topics_are_open_in_print(open_page, written):
    page = open_page(written("planted", results), media="print", width=673)
    assert page.locator("#topic-3").is_visible()
    assert page.locator("#topic-3").bounding_box()["height"] > 40


@pytest.mark.parametrize("width", [1440, 390])
def test_the_navigation_marks_where_one_is(opened, width):
    page = opened(width=width)
    marked = page.locator("nav a[aria-current]")
    for name in ("topics", "document_map", "trust", "making"):
        page.locator(f"nav a[href='#{name}']").evaluate("(link) => link.click()")
        page.wait_for_timeout(150)
        assert marked.count() == 1 and marked.get_attribute("href") == f"#{name}"
        link, nav = page.evaluate(BOXES, ["nav a[aria-current]", "nav"])
        assert (
            0 <= nav["top"] < 20 and link["left"] >= nav["left"] and link["right"] <= nav["right"]
        )


def test_the_page_of_a_usual_run_is_not_long(opened):
    page = opened("leveled", VARIANTS["leveled"])
    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_PIXELS
