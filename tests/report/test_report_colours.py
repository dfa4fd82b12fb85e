"""Colours and forms: no two topics of a picture are alike, for any eye, and in grey."""

import itertools

import numpy as np
import pytest
from eyes import EYES, LUMINANCE, linear, oklab
from report_stories import VARIANTS, results

from pipeline.report import palette
from pipeline.report.forms import FORMS, REACH
from pipeline.report.layout import colours_at, lay_out
from pipeline.report.palette import FORM_OF, HUES, SHADES
from pipeline.report.topic_colours import ALL, colours_for

PAPERS = pytest.mark.parametrize(
    ("colours", "paper"),
    [(palette.LIGHT, palette.PAPER), (palette.DARK, palette.PAPER_DARK)],
    ids=["light", "dark"],
)


def apart(colours):
    """The least distance of two colours, given as linear light, in Oklab."""
    seen = oklab(np.clip(colours, 0, 1))
    distances = np.linalg.norm(seen[:, None] - seen, axis=2)
    return distances[~np.eye(len(colours), dtype=bool)].min()


@PAPERS
def test_every_colour_stands_out_from_its_paper(colours, paper):
    luminance = np.array([linear(colour) for colour in colours]) @ LUMINANCE
    of_paper = linear(paper) @ LUMINANCE
    low, high = np.minimum(luminance, of_paper), np.maximum(luminance, of_paper)
    assert ((high + 0.05) / (low + 0.05)).min() >= 3


@PAPERS
def test_one_of_each_hue_stays_apart_for_every_eye(colours, paper):
    first = np.array([linear(colour) for colour in colours[:HUES]])
    for eye in EYES.values():
        assert apart(first @ eye.T) >= 0.09


@PAPERS
def test_where_forty_colours_come_near_their_forms_differ(colours, paper):
    assert len(colours) == len(FORM_OF) == HUES * SHADES == 40
    light = np.array([linear(colour) for colour in colours])
    assert apart(light) >= 0.045
    for form in range(len(FORMS)):
        alike = light[np.array(FORM_OF) == form]
        assert len(alike) == SHADES
        grey = np.sort(np.cbrt(alike @ LUMINANCE))
        assert np.diff(grey).min() >= 0.07
        for eye in EYES.values():
            assert apart(alike @ eye.T) >= 0.045


def test_the_shades_of_a_hue_have_different_forms():
    for hue in range(HUES):
        assert len(set(FORM_OF[hue::HUES])) == SHADES


def places(many):
    return np.random.default_rng(0).normal(size=(many, 2))


@pytest.mark.parametrize("many", [1, 8, 23, 40])
@pytest.mark.parametrize("groups", [1, 5, 12])
def test_up_to_forty_topics_are_never_alike(many, groups):
    coarse = [topic % groups for topic in range(many)]
    assert len(set(colours_for(coarse, places(many), [-1] * many))) == many


def test_the_hue_is_that_of_the_coarse_topic():
    coarse = [0, 1, 2, 0, 1, 0, 2, 1, 0]
    chosen = colours_for(coarse, places(9), [-1] * 9)
    hues = {group: {n % HUES for n, g in zip(chosen, coarse, strict=True) if g == group}
            for group in range(3)}  # fmt: skip
    assert all(len(found) == 1 for found in hues.values())
    assert len(set.union(*hues.values())) == 3


def test_topics_without_a_coarse_one_have_hues_of_their_own():
    chosen = colours_for([-1] * 60, places(60), [-1] * 60)
    assert sorted(number % HUES for number in chosen[:8]) == list(range(HUES))
    assert sorted(chosen[:ALL]) == list(range(ALL))
    nearest = np.linalg.norm(places(60)[:, None] - places(60), axis=2) + np.eye(60) * 9
    assert not any(chosen[i] == chosen[j] for i, j in enumerate(nearest.argmin(axis=1)))


def test_topics_keep_the_colours_they_have_and_new_ones_take_another():
    chosen = colours_for([0, 0, 1, 1, 2, 2], places(6), [12, -1, 2, -1, 2, -1], {4, 10})
    assert (chosen[0], chosen[2]) == (12, 2)
    assert chosen[1] % HUES == 12 % HUES and chosen[3] % HUES == 2
    assert len(set(chosen)) == 6 and not set(chosen[1::2]) & {4, 10}


def test_reserved_colours_are_given_where_no_other_is_free():
    chosen = colours_for([-1] * ALL, places(ALL), [-1] * ALL, set(range(5)))
    assert sorted(chosen) == list(range(ALL))


def test_every_level_has_the_hues_of_the_coarse_topics():
    told = VARIANTS["leveled"]()
    fine, coarse = lay_out(told).colours, colours_at(told, 0, np.zeros((2, 2)))
    assert [number % HUES for number in fine] == [coarse[topic // 2] % HUES for topic in range(4)]
    assert len(set(fine)) == 4


LOOKS = """() => {
    const seen = (mark) => {
        const { backgroundColor, clipPath, fill, stroke } = getComputedStyle(mark);
        return { backgroundColor, clipPath, fill, stroke };
    };
    const row = [...document.querySelectorAll(".all-documents tbody tr")]
        .find((each) => each.textContent.includes("Theatre"));
    return {
        legend: seen(document.querySelectorAll(".live-map .legend .glyph")[3]),
        multiple: seen(document.querySelectorAll(".multiples path")[3]),
        card: seen(document.querySelectorAll(".topic .bar rect")[3]),
        table: seen(row.querySelector(".dot")),
        region: seen(document.querySelector(".map-regions path:last-child")),
    };
}"""


def test_a_topic_looks_the_same_wherever_the_page_shows_it(open_page, written):
    page = open_page(written("planted", results))
    page.locator("html.alive").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.locator("select[name=topic]").last.select_option("3")
    looks = page.evaluate(LOOKS)
    number = lay_out(results()).colours[3]
    light = palette.LIGHT[number]
    colour = f"rgb({', '.join(str(int(light[at : at + 2], 16)) for at in (1, 3, 5))})"
    assert looks["legend"]["fill"] == looks["region"]["fill"] == colour
    assert looks["multiple"]["stroke"] == looks["table"]["backgroundColor"] == colour
    assert "circle" in looks["table"]["clipPath"] or "polygon" in looks["table"]["clipPath"]


INSIDE = """([points]) => OUTLINES.map((outline, form) => {
    const context = document.createElement("canvas").getContext("2d");
    const path = new Path2D(outline);
    return points.map(([x, y]) => [context.isPointInPath(path, x, y), SHAPES[form](x, y) < 0]);
})"""


def test_the_page_and_the_figures_draw_the_same_forms(open_page, written):
    from matplotlib.path import Path

    page = open_page(written("planted", results))
    page.locator("html.alive").wait_for()
    steps = np.linspace(-REACH, REACH, 24)
    points = np.array(list(itertools.product(steps, steps)))
    drawn = np.array(page.evaluate(INSIDE, [points.tolist()]))
    for form, rings in enumerate(FORMS):
        inside = [Path(ring).contains_points(points) for ring in rings]
        ours = inside[0] & ~np.logical_or.reduce([*inside[1:], np.zeros(len(points), bool)])
        assert (drawn[form, :, 0] == ours).mean() > 0.98
        assert (drawn[form, :, 1] == ours).mean() > 0.98
