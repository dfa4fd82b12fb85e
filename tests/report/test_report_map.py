"""The map as a reader uses it in a browser: looks, points, chooses, and takes away."""

import csv
import itertools
import re

import pytest
from report_stories import HOSTILE, VARIANTS, results

import browsing
from pipeline.report.lettering import without_controls

POINTS = """async () => {
    const corpus = await Corpus.read();
    const { left, top } = document.querySelector(".map-drawing").getBoundingClientRect();
    const surface = document.querySelector(".map-surface");
    const camera = new Camera(corpus.width, corpus.height);
    camera.resize(surface.clientWidth, surface.clientHeight);
    return [...corpus.ids.keys()].map((place) => [
        camera.x(corpus.x[place]) + left, camera.y(corpus.y[place]) + top,
    ]);
}"""
"""Where each document is in the window, while the whole map is seen."""

PIXELS = """(points) => {
    const drawn = document.querySelector(".map-drawing canvas");
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [drawn.width, drawn.height];
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(drawn, 0, 0);
    const { left, top } = drawn.getBoundingClientRect();
    const pixel = (x, y) => [...context.getImageData(x - left, y - top, 1, 1).data.slice(0, 3)];
    return points.map(([x, y]) => pixel(x, y));
}"""

BOXES = """() => [...document.querySelectorAll(".map-name")].map((name) => {
    const range = document.createRange();
    range.selectNodeContents(name);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    return [left, top, right, bottom];
})"""

INK, PAPER, DARK_PAPER = [29, 32, 38], [255, 255, 255], [22, 24, 29]


@pytest.fixture
def opened(open_page, written):
    """A function that opens the page of some results at its map, once that is drawn and named."""

    def open_story(name="planted", make=None, **wanted):
        page = open_page(written(name, make or VARIANTS[name]), **wanted)
        page.locator("html.alive").wait_for()
        page.locator(".map-stage").scroll_into_view_if_needed()
        settle(page)
        return page

    return open_story


def settle(page):
    """Wait until the map is drawn and its names are written."""
    page.wait_for_timeout(350)


STILL = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let still = 0, last = NaN; still < 5; last = scrollY) {
        await frame();
        still = scrollY === last ? still + 1 : 0;
    }
}"""
"""Wait until the page, which scrolls smoothly, stands still."""


def told(page):
    """How many documents the filters beside the map let through, in words."""
    return page.locator("#document_map .found").inner_text()


def names(page):
    return [" ".join(name.split()) for name in page.locator(".map-name").all_inner_texts()]


def entry(page, name):
    return page.locator("#document_map .live-map .legend button").filter(has_text=name)


def downloaded(page):
    with page.expect_download() as download:
        page.locator("#document_map .save").click()
    path = download.value.path()
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    return download.value.suggested_filename, [row["id"] for row in rows]


def draw(page, corners):
    """Draw an outline with the mouse."""
    page.mouse.move(*corners[0])
    page.mouse.down()
    for corner in corners[1:]:
        page.mouse.move(*corner, steps=3)
    page.mouse.up()
    settle(page)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_story_has_its_map(opened, variant):
    told_story = VARIANTS[variant]()
    if not len(told_story):
        return
    page = opened(variant)
    assert page.locator(".live-map canvas").is_visible()
    assert not page.locator(".still-map").is_visible()
    points = page.evaluate(POINTS)
    beside = [[x + 3.5, y] for x, y in points]  # a ring has a hole in its middle
    for middle, side in zip(
        page.evaluate(PIXELS, points), page.evaluate(PIXELS, beside), strict=True
    ):
        assert [middle, side] != [PAPER, PAPER], "a document has no point"


def test_without_script_and_in_print_the_still_map_stands(open_page, written):
    path = written("planted", results)
    for wanted in ({"scripts": False}, {"media": "print", "width": browsing.PRINTED}):
        page = open_page(path, **wanted)
        assert page.locator(".still-map svg.map").is_visible()
        assert page.locator(".still-map .legend.topic").is_visible()
        assert not page.locator(".live-map").is_visible()


def test_a_search_counts_and_rings_what_it_finds(opened):
    page = opened()
    page.locator("#document_map").get_by_label("Search").fill("railway")
    page.locator("#document_map .found", has_text="8 of 40").wait_for()
    settle(page)
    points = page.evaluate(POINTS)
    edges = page.evaluate(PIXELS, [[x + 8, y] for x, y in points])
    ringed = [colour == INK for colour in edges]
    assert sum(ringed[22:30]) >= 6 and not any(ringed[:22])
    (pale,) = page.evaluate(PIXELS, points[:1])
    assert min(pale) > 200, "what was not found is as strong as what was"


def test_the_legend_keeps_to_one_theme_and_lets_go_again(opened):
    page = opened()
    page.get_by_label("Colour by").select_option("theme")
    chosen = entry(page, "Theme B")
    assert chosen.locator(".size").inner_text() == "14"
    chosen.click()
    assert told(page) == "14 of 40 documents"
    assert chosen.get_attribute("aria-pressed") == "true"
    assert page.locator("#document_map [name=theme]").input_value() == "1"
    assert entry(page, "Theme A").locator(".size").inner_text() == "7 of 20"
    settle(page)
    chosen.click()
    assert told(page) == "All 40 documents"


def test_the_names_are_those_of_the_level(opened):
    page = opened("leveled")
    page.get_by_label("2 topics").check()
    settle(page)
    assert sorted(names(page)) == ["Wide 0", "Wide 1"]
    page.get_by_label("4 topics").check()
    settle(page)
    assert len(names(page)) == 6 and "Harbour · sights 0" in names(page)


def test_topics_of_which_nothing_is_shown_are_not_named(opened):
    page = opened()
    entry(page, "Orchard").click()
    settle(page)
    assert names(page) == ["Orchard · sights 1"]


def test_a_tip_tells_what_a_document_is_whatever_its_title(opened):
    page = opened("hostile")
    points = page.evaluate(POINTS)
    for place, title in enumerate(HOSTILE):
        page.mouse.move(5, 5)
        page.locator(".map-tip").wait_for(state="hidden")
        page.mouse.move(*points[place * 11])
        page.locator(".map-tip").wait_for()
        found = page.locator(".map-tip .title [dir]").text_content()
        wanted = " ".join(title.split())[:200]
        assert without_controls(found).removesuffix("…") == without_controls(wanted)


def test_a_tip_can_be_reached_and_dismissed(opened):
    page = opened()
    x, y = page.evaluate(POINTS)[3]
    tip = page.locator(".map-tip")
    page.mouse.move(x, y)
    assert "Notes on the harbour, part 3" in tip.inner_text()
    assert "Topic 0: Harbour · sights 0" in tip.inner_text()
    box = tip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=2)
    page.wait_for_timeout(400)
    assert tip.is_visible(), "it went away under the pointer"
    tip.get_by_role("button", name="Open").focus()
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_a_click_opens_a_document(opened):
    page = opened()
    page.mouse.click(*page.evaluate(POINTS)[17])
    page.get_by_role("dialog").get_by_role("heading", name="orchard, part 17").wait_for()


def test_a_first_tap_tells_and_a_second_opens(opened):
    page = opened(width=390, touch=True)
    point = page.evaluate(POINTS)[9]
    page.touchscreen.tap(*point)
    title = page.locator(".map-tip .title").inner_text()
    assert re.fullmatch(r"Notes on the harbour, part \d+", title)
    assert not page.get_by_role("dialog").is_visible()
    page.touchscreen.tap(*point)
    page.get_by_role("dialog").get_by_role("heading", name=title).wait_for()


def test_an_area_drawn_with_the_mouse_is_a_list_to_take_away(opened):
    page = opened()
    page.get_by_role("button", name="Select an area").click()
    points = page.evaluate(POINTS)
    inside = sorted(range(40), key=lambda d: points[d][0])[:13]
    edge = (points[inside[-1]][0] + sorted(x for x, _ in points)[13]) / 2
    stage = page.locator(".map-surface").bounding_box()
    left, top = stage["x"] + 3, stage["y"] + 3
    bottom = stage["y"] + stage["height"] - 3
    draw(page, [(left, top), (edge, top), (edge, bottom), (left, bottom)])
    assert page.locator(".told-selection").inner_text() == "13 selected"
    assert told(page) == "13 of 40 documents, within the selection"
    name, ids = downloaded(page)
    assert name == "planted-selection.csv"
    assert ids == [f"{d:03d}" for d in sorted(inside)]
    page.get_by_role("button", name="Clear selection").click()
    assert told(page) == "All 40 documents"


def test_escape_gives_up_an_outline(opened):
    page = opened()
    page.get_by_role("button", name="Select an area").click()
    x, y = page.evaluate(POINTS)[0]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 80, steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()
    area = page.get_by_role("button", name="Select an area")
    assert area.get_attribute("aria-pressed") == "false"
    assert told(page) == "All 40 documents"


def test_the_map_stands_still_while_an_area_is_drawn(opened):
    page = opened()
    page.get_by_role("button", name="Select an area").click()
    surface = page.locator(".map-surface")
    surface.focus()
    box = surface.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 2)
    page.mouse.wheel(0, -400)
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] - 2)
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] - 2)
    page.mouse.up()
    assert page.locator(".told-selection").inner_text() == "40 selected"


def test_an_area_without_documents_changes_nothing(opened):
    page = opened()
    entry(page, "Theatre").click()
    page.get_by_role("button", name="Select what is in view").click()
    page.get_by_role("button", name="Select an area").click()
    stage = page.locator(".map-surface").bounding_box()
    x, y = stage["x"] + 4, stage["y"] + stage["height"] - 40
    draw(page, [(x, y), (x + 30, y), (x + 30, y + 30), (x, y + 30)])
    assert page.locator(".told-selection").inner_text() == "There are no documents"
    assert told(page) == "6 of 40 documents, within the selection"


def test_what_is_in_view_can_be_selected_without_dragging(opened):
    page = opened()
    page.locator(".map-surface").focus()
    page.keyboard.press("ArrowRight")
    for _ in range(3):
        page.keyboard.press("+")
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Select what is in view").click()
    _, ids = downloaded(page)
    assert 0 < len(ids) < 40
    assert told(page).startswith(f"{len(ids)} of 40")


def test_what_is_filtered_can_be_taken_away_as_well(opened):
    page = opened()
    entry(page, "Theatre").click()
    save = page.locator("#document_map .save")
    assert save.inner_text() == "Download these 6 as CSV"
    assert downloaded(page)[1] == [f"{d:03d}" for d in range(30, 36)]


def test_the_keyboard_alone_reaches_every_direction_and_opens(opened):
    page = opened()
    page.locator(".map-surface").focus()
    spoken, heard = page.locator(".map-spoken"), set()
    for key in ("Right", "Right", "Left", "Left", "Left", "Up", "Up", "Left", "Up", "Up"):
        page.keyboard.press(f"Arrow{key}")
        heard.add(spoken.text_content())
    assert len(heard) >= 6
    told_first = re.compile(r"Notes on the \w+, part \d+\. (Topic \d:|No topic)")
    assert all(map(told_first.match, heard))
    title = page.locator(".map-tip .title").inner_text()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("heading", name=title).wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("map-surface")


def test_documents_at_one_place_are_reached_one_after_the_other(opened):
    page = opened("alike", lambda: results(sizes=(), loose=1, n_themes=0))
    reached = page.evaluate("""() => {
        const corpus = { x: [5, 5, 5], y: [5, 5, 5], size: 3 };
        const shown = [1, 1, 1];
        const first = next(corpus, shown, 0, 1, 0);
        return [first, next(corpus, shown, first, 1, 0), next(corpus, shown, 2, -1, 0)];
    }""")
    assert reached == [1, 2, 1]


def test_keys_come_nearer_and_back(opened):
    page = opened()
    whole = page.get_by_role("button", name="Whole map")
    page.locator(".map-surface").focus()
    assert whole.is_disabled()
    page.keyboard.press("+")
    settle(page)
    assert whole.is_enabled()
    page.keyboard.press("0")
    settle(page)
    assert whole.is_disabled()


def test_the_wheel_scrolls_the_page_until_it_is_meant_for_the_map(opened):
    page = opened()
    x, y = page.evaluate(POINTS)[0]
    whole = page.get_by_role("button", name="Whole map")
    page.mouse.move(x, y)
    page.mouse.wheel(0, -60)
    settle(page)
    assert whole.is_disabled()
    page.locator(".map-surface").focus()
    page.mouse.wheel(0, -60)
    settle(page)
    assert whole.is_enabled()


@pytest.mark.parametrize("variant", ["many", "leveled", "chinese", "hostile"])
@pytest.mark.parametrize("width", [1440, 800, 390])
def test_names_keep_clear_of_each_other_and_within_the_map(opened, variant, width):
    page = opened(variant, width=width)
    for nearer in range(3):
        if nearer:
            page.get_by_role("button", name="Nearer").click()
            settle(page)
        boxes = page.evaluate(BOXES)
        stage = page.locator(".map-drawing").bounding_box()
        assert boxes or nearer
        for left, top, right, bottom in boxes:
            assert left >= stage["x"] and right <= stage["x"] + stage["width"] + 0.5
            assert top >= stage["y"] and bottom <= stage["y"] + stage["height"] + 0.5
        for one, other in itertools.combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1]
            assert apart or other[3] <= one[1]


def test_names_without_room_are_counted_and_fewer_from_near(opened):
    page = opened("many")
    room = page.locator(".map-room")
    before = int(re.match(r"(\d+) names without room", room.inner_text())[1])
    assert 0 < before < 60
    for _ in range(3):
        page.get_by_role("button", name="Nearer").click()
    settle(page)
    after = int((re.match(r"\d+", room.text_content()) or ["0"])[0])
    assert after < before


def test_a_change_to_dark_draws_anew(opened):
    page = opened()
    box = page.locator(".map-drawing").bounding_box()
    places = [[box["x"] + 4, box["y"] + 4], page.evaluate(POINTS)[0]]
    corner, point = page.evaluate(PIXELS, places)
    assert corner == PAPER
    page.emulate_media(color_scheme="dark")
    settle(page)
    dark_corner, dark_point = page.evaluate(PIXELS, places)
    assert dark_corner == DARK_PAPER and dark_point != point


def test_where_the_reader_sets_the_colours_points_are_still_seen(opened):
    page = opened()
    page.emulate_media(forced_colors="active")
    page.locator(".map-surface").press("0")
    settle(page)
    box = page.locator(".map-drawing").bounding_box()
    corner, point = page.evaluate(PIXELS, [[box["x"] + 4, box["y"] + 4], page.evaluate(POINTS)[0]])
    assert corner != point


def test_years_and_columns_give_colours_and_filters(opened):
    page = opened("dated")
    page.get_by_label("Colour by").select_option("date")
    entry(page, "2021").click()
    assert told(page).startswith("40 of 210")
    entry(page, "2021").click()
    page.get_by_label("Colour by").select_option("key")
    legend = page.locator("#document_map .live-map .legend")
    assert legend.locator("button").count() == 8
    assert legend.get_by_text("202 other values").is_visible()
    assert "8 most frequent of 210 values" in page.locator(".legend-note").inner_text()


def test_a_document_can_be_pointed_out(opened):
    page = opened()
    entry(page, "Theatre").click()
    page.evaluate(STILL)
    page.mouse.click(*page.evaluate(POINTS)[31])
    page.evaluate("document.querySelector('[data-document]').scrollIntoView()")
    page.evaluate(STILL)
    page.get_by_role("dialog").locator(".locate").click()
    settle(page)
    assert "part 31" in page.locator(".map-tip .title").inner_text()
    assert page.get_by_role("button", name="Whole map").is_enabled()


def test_the_map_keeps_to_its_place_on_a_phone(opened):
    page = opened("hostile", width=390)
    box = page.locator(".map-surface").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    for button in page.locator(".live-map button:visible").all():
        size = button.bounding_box()
        assert size["width"] >= 24 and size["height"] >= 24
