"""Names, regions and pictures of the map: what is written where, from near and from far."""

import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from eyes import LUMINANCE
from report_stories import VARIANTS, results

from pipeline.report.identities import first_identities
from pipeline.report.layout import lay_out
from samples import clustering_of

NAMES = """() => [...document.querySelectorAll(".map-name")].map((name) => {
    const { left, top, right, bottom } = name.getBoundingClientRect();
    const { x, y } = document.querySelector(".map-drawing").getBoundingClientRect();
    return {
        text: name.innerText.replaceAll(/\\s+/g, " ").trim(), look: name.className,
        colour: getComputedStyle(name).color,
        halo: getComputedStyle(name.firstElementChild).textShadow,
        box: [left - x, top - y, right - x, bottom - y],
    };
})"""

LINES = """() => document.querySelector(".map-lines").getAttribute("d").split("M").slice(1)
    .map((line) => line.split(/[L ]/).map(Number))"""


HELD = """async () => {
    const corpus = await Corpus.read();
    const { topics, of } = corpus.levels[corpus.level];
    const context = document.createElement("canvas").getContext("2d");
    return topics.map(({ regions }, topic) => {
        const own = [...of.keys()].filter((place) => of[place] === topic);
        return regions.map((outline) => {
            const path = new Path2D(outline);
            const within = (place) => context.isPointInPath(path, corpus.x[place], corpus.y[place]);
            return own.filter(within).length / own.length;
        });
    });
}"""
"""The share of its documents that lies within each region of a topic."""


@pytest.fixture
def opened(open_page, written):
    """A function that opens the page of a story, once its map is drawn and named."""

    def open_story(name="leveled", make=None, **wanted):
        page = open_page(written(name, make or VARIANTS[name]), **wanted)
        page.locator("html.alive").wait_for()
        page.wait_for_timeout(350)
        return page

    return open_story


def nearer(page, times):
    for _ in range(times):
        page.get_by_role("button", name="Nearer").click()
    page.wait_for_timeout(350)


def written_names(page, look=""):
    found = page.evaluate(NAMES)
    return {name["text"] for name in found if (look in name["look"].split()) == bool(look)}


def finer():
    """The story of two levels, looked at from the coarse one."""
    told = VARIANTS["leveled"]()
    coarse, fine = told.clustering.levels
    clustering = clustering_of(coarse, fine, strengths=told.clustering.strengths)
    return replace(told, clustering=clustering, identities=first_identities(clustering.labels))


def test_names_change_as_one_comes_nearer(opened):
    page = opened()
    assert written_names(page, "coarse") == {"Wide 0", "Wide 1"}
    assert "Theatre · sights 3" in {name["text"] for name in page.evaluate(NAMES)}
    nearer(page, 1)
    assert not written_names(page, "coarse")
    page.get_by_role("button", name="Whole map").click()
    page.locator(".map-surface").focus()
    box = page.locator(".map-surface").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -1100)
    page.wait_for_timeout(400)
    titles = written_names(page, "title")
    assert titles and all(title.startswith("Notes on the") for title in titles)


def test_the_finest_topics_are_named_from_near(opened):
    page = opened("finer", finer)
    assert {name["text"] for name in page.evaluate(NAMES)} == {"Wide 0", "Wide 1"}
    page.locator(".map-surface").focus()
    nearer(page, 2)
    found = {name["text"] for name in page.evaluate(NAMES)}
    assert found <= {
        f"{name} · sights {n}"
        for n, name in enumerate(("Harbour", "Orchard", "Railway", "Theatre"))
    }


@pytest.mark.parametrize("variant", ["many", "planted", "chinese"])
@pytest.mark.parametrize("width", [1440, 900])
def test_lines_that_lead_to_names_cross_no_other_name_and_no_line(opened, variant, width):
    page = opened(variant, width=width)
    for _ in range(2):
        lines = page.evaluate(LINES)
        for line in lines:
            assert sum(crosses(line, name["box"]) for name in page.evaluate(NAMES)) <= 1
            assert not any(meets(line, other) for other in lines if other != line)
        nearer(page, 1)


def crosses(line, box):
    """Whether a line goes through the inside of a box, followed in steps."""
    (x, y, end_x, end_y), (left, top, right, bottom) = line, box
    steps = [step / 100 for step in range(100)]
    places = [(x + (end_x - x) * step, y + (end_y - y) * step) for step in steps]
    return any(left + 1 < a < right - 1 and top + 1 < b < bottom - 1 for a, b in places)


def meets(one, other):
    def side(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    a, b, c, d = one[:2], one[2:], other[:2], other[2:]
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_names_are_legible_tints_of_their_topics_with_a_halo(opened, colours):
    page = opened("planted", colours=colours)
    names = page.evaluate(NAMES)
    paper = channels(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len({name["colour"] for name in names}) == 4
    for name in names:
        low, high = sorted([luminance(paper), luminance(channels(name["colour"]))])
        assert (high + 0.05) / (low + 0.05) >= 4.5
        assert name["halo"] != "none"


def channels(colour):
    numbers = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return [part if colour.startswith("color(") else part / 255 for part in numbers]


def luminance(colour):
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return float(LUMINANCE @ light)


def test_regions_lie_behind_the_points_of_their_topics(opened):
    page = opened("planted")
    held = page.evaluate(HELD)
    assert len(held) == 4
    for outer, inner in held:
        assert 0.75 <= outer <= 1 and 0.3 <= inner <= outer
    assert page.locator(".live-map .map-regions path").count() == 8
    page.get_by_label("Colour by").select_option("theme")
    assert page.locator(".live-map .map-regions path[class]").count() == 0
    page.locator("#document_map [name=topic]").select_option("1")
    page.wait_for_timeout(200)
    assert page.locator(".live-map .map-regions path").count() == 2


def saved(page, kind):
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save as {kind}").click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_picture_is_this_view_at_the_width_asked_for(opened):
    page = opened("planted")
    page.get_by_role("button", name="Save picture").click()
    width = page.get_by_label("Width")
    assert width.evaluate("(field) => document.activeElement === field")
    width.fill("1181")
    assert "10 cm" in page.locator(".printed").inner_text()
    name, png = saved(page, "PNG")
    assert name == "planted-map.png" and png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", png[16:24])
    assert wide == 1181 and 500 < high < 1181
    name, svg = saved(page, "SVG")
    drawing = ET.fromstring(svg.decode())
    texts = [" ".join("".join(text.itertext()).split()) for text in drawing.findall(".//{*}text")]
    assert name == "planted-map.svg" and drawing.get("width") == "1181"
    assert "A planted run" in texts
    assert any(text.startswith("40 documents; coloured by topic") for text in texts)
    shown = {name.replace(" ", "") for name in written_names(page)}
    assert shown <= {text.replace(" ", "") for text in texts}
    legend = [text for text in texts if re.match(r"\d Harbour|No topic", text)]
    assert len(legend) == 2
    transforms = [path.get("transform") or "" for path in drawing.findall(".//{*}path")]
    points = [
        each for each in transforms if each.startswith("translate") and "scale(5.5)" not in each
    ]
    assert len(points) == 40


def test_a_picture_of_a_part_says_so_and_has_what_is_shown(opened):
    page = opened("planted")
    nearer(page, 2)
    page.get_by_role("button", name="Save picture").click()
    _, svg = saved(page, "SVG")
    assert b"a part of the map, 2.6 times as large" in svg
    page.get_by_role("button", name="Save picture").click()
    assert not page.locator(".map-picture").is_visible()


def test_a_picture_of_very_many_documents_holds_their_points_as_pixels(opened):
    page = opened("planted")
    size = page.evaluate("""async () => {
        const corpus = await Corpus.read();
        const view = new View(corpus);
        const points = new Points(document.querySelector("#document_map canvas"), corpus);
        points.arrange(view, colouring(corpus, corpus.level, "topic"));
        const camera = new Camera(corpus.width, corpus.height);
        camera.resize(400, 300);
        const address = points.pictured(camera, 3);
        const image = new Image();
        image.src = address;
        await image.decode();
        return [image.width, image.height];
    }""")
    assert size == [1200, 900]


def test_the_figure_and_the_page_have_one_layout():
    told = results()
    layout = lay_out(told)
    assert len(layout.regions) == 4
    for place, region in zip(layout.anchors, layout.regions, strict=True):
        assert tuple(place) == region.densest
