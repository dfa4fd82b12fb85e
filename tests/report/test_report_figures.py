import itertools
from dataclasses import replace

import numpy as np
import pytest
from clear_figures import assert_clear
from hypothesis import given, settings
from hypothesis import strategies as st
from report_stories import CHINESE, HOSTILE, VARIANTS, leveled, results

from pipeline.core.artifacts import Topics
from pipeline.report.figures import FIGURES
from pipeline.report.figures.fonts import fonts_for
from pipeline.report.figures.style import house_style
from pipeline.report.label_placement import GAP, place
from pipeline.report.layout import WIDTH, lay_out, names, numbers
from pipeline.report.lettering import printable, text_width, wrap
from samples import clustering_of


@pytest.mark.parametrize(
    ("variant", "fonts"),
    [
        *(
            (variant, "our own")
            for variant in ("planted", "one topic", "leveled", "many", "hostile", "chinese")
        ),
        ("chinese", "of the machine"),
    ],
)
@pytest.mark.parametrize("name", FIGURES)
def test_no_text_is_cut_off_or_overlaps(variant, fonts, name):
    with house_style(fonts_for([CHINESE]).families if fonts == "of the machine" else ()):
        figure = FIGURES[name][1](VARIANTS[variant]())
        if figure is not None:
            assert_clear(figure)


@pytest.mark.parametrize("labels", [HOSTILE, [CHINESE], ["A rather long name · of a topic"], ["x"]])
def test_no_text_of_a_deep_tree_is_cut_off_or_overlaps(labels):
    with house_style([]):
        figure = FIGURES["topic_tree"][1](deep(labels))
        assert len(figure.axes[0].texts) > 2 * (3 + 12 + 60)
        assert_clear(figure)


def deep(labels):
    """Sixty topics under twelve under three."""
    told = results(sizes=(4,) * 60, loose=10)
    fine = told.clustering.labels
    levels = [np.where(fine < 0, -1, fine // topics) for topics in (20, 5, 1)]
    topics = [
        replace(told.shown_topics[0], level=level, topic=topic, label=labels[topic % len(labels)],
                size=int((of == topic).sum()))
        for level, of in enumerate(levels)
        for topic in range(of.max() + 1)
    ]  # fmt: skip
    clustering = clustering_of(*levels, level=2)
    return replace(told, clustering=clustering, topics=Topics(tuple(topics)))


def test_figures_are_left_out_where_there_is_nothing_to_draw():
    def drawn(told):
        with house_style([]):
            return {name for name, (_, draw) in FIGURES.items() if draw(told) is not None}

    beyond = {"topic_tree", "over_time", "by_group"}
    assert drawn(results()) == set(FIGURES) - beyond
    assert drawn(leveled()) == drawn(results()) | {"topic_tree"}
    assert drawn(results(n_themes=0)) == {"map", "topic_sizes"}
    assert drawn(results(sizes=(), loose=5)) == {"map", "map_by_theme", "theme_sizes"}
    assert drawn(results(sizes=(), loose=0)) == {"theme_sizes"}


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_table_of_equal_columns(name):
    lengths = {len(column) for column in FIGURES[name][0](results()).values()}
    assert len(lengths) == 1


def test_tables_of_figures_agree_with_the_documents():
    told = results()
    sizes = FIGURES["theme_sizes"][0](told)
    assert list(sizes["theme"]) == [*told.themes.names, "Several themes", "No theme"]
    assert sizes["documents"].tolist() == [20, 14, 10, 13, 13]
    assert sizes["only"].sum() == 40 - 13 - 13
    grid = FIGURES["themes_by_topic"][0](told)
    assert grid["documents"].sum() == told.themes.assigned.sum()
    assert grid["share"].max() <= 1


def test_map_labels_are_few_and_clear_where_topics_crowd():
    told = VARIANTS["many"]()
    layout = lay_out(told)
    found = names(layout, told)
    assert len(found) > 45
    assert all(0 <= label.x - label.width / 2 for label in found)
    assert all(label.x + label.width / 2 <= WIDTH for label in found)
    assert {label.topic for label in numbers(layout, told, 30)} <= set(range(60))


def test_the_map_keeps_one_scale_for_both_axes():
    told = results()
    before, after = told.map.values.astype(float), lay_out(told).points
    scale = np.ptp(after, axis=0) / np.ptp(before, axis=0)
    assert scale[0] == pytest.approx(scale[1])


@given(
    anchors=st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 600)), max_size=25),
    width=st.floats(5, 300),
    height=st.floats(5, 60),
)
@settings(max_examples=40, deadline=None)
def test_placed_labels_never_overlap(anchors, width, height):
    points = np.array(anchors).reshape(-1, 2)
    sizes = np.tile([width, height], (len(points), 1))
    placed = [p for p in place(points, sizes, (1000, 600), points, 4) if p is not None]
    for x, y in placed:
        assert width / 2 <= x <= 1000 - width / 2 and height / 2 <= y <= 600 - height / 2
    for (x1, y1), (x2, y2) in itertools.combinations(placed, 2):
        near = 1e-6
        assert abs(x1 - x2) >= width + GAP - near or abs(y1 - y2) >= height + GAP - near


@given(st.text(), st.floats(3, 30), st.integers(1, 4))
def test_wrapped_lines_keep_to_their_room(text, width, lines):
    folded = wrap(text, width, lines)
    assert 1 <= len(folded) <= lines
    assert all(text_width(line) <= width for line in folded)
    kept = "".join("".join(folded).split()).rstrip("…")
    assert "".join(printable(text).split()).startswith(kept)


def test_widths_are_never_underestimated():
    """A label's box is made before any font is at hand; no usual text may be wider."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    font = FontProperties(family="DejaVu Sans", size=100)
    samples = [
        "Gaussian splatting · dynamic scenes", "MAMMAL WAWW", "illicit fiftieth jilt",
        "Representation learning in vision and language", "0123456789 (12%)", "Überprüfung ñandú",
        "Обучение представлений", "μετάφραση", "x_y[0] = {a: 'b'} & <c>",
    ]  # fmt: skip
    for sample in samples:
        width, _, _ = TextToPath().get_text_width_height_descent(sample, font, ismath=False)
        assert text_width(sample) >= width / 100, sample
