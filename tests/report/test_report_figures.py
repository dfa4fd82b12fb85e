import itertools
import re
from dataclasses import replace

import numpy as np
import pytest
from clear_figures import assert_clear
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from report_stories import CHINESE, HOSTILE, VARIANTS, leveled, results

from pipeline.core.artifacts import Topics
from pipeline.report.figures import FIGURES
from pipeline.report.figures.canvas import SIZE, Form
from pipeline.report.figures.density import density
from pipeline.report.figures.fonts import fonts_for
from pipeline.report.figures.style import house_style, save
from pipeline.report.label_placement import GAP, place
from pipeline.report.layout import WIDTH, lay_out, names, numbers
from pipeline.report.lettering import pieces, printable, text_width, wrap
from pipeline.report.settings import FigureSettings
from samples import clustering_of

WIDTHS = {"two columns": Form(), "one column": Form(85 * 100 / 25.4)}


@pytest.mark.parametrize("form", WIDTHS.values(), ids=WIDTHS)
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
def test_no_text_is_cut_off_or_overlaps(name, variant, fonts, form):
    with house_style(fonts_for([CHINESE]).families if fonts == "of the machine" else ()):
        for page in FIGURES[name][1](VARIANTS[variant](), form):
            assert_clear(page)
            assert page.get_figwidth() == pytest.approx(form.width / 100)
            assert page.get_figheight() < 11  # with its heading on a page of A4
            assert {text.get_size() for axes in page.axes for text in axes.texts} == {SIZE}


@pytest.mark.parametrize("form", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("labels", [HOSTILE, [CHINESE], ["A rather long name · of a topic"], ["x"]])
def test_a_deep_tree_has_pages_that_show_every_branch(labels, form):
    with house_style([]):
        pages = FIGURES["topic_tree"][1](deep(labels), form)
        assert len(pages) > 1
        for page in pages:
            assert_clear(page)
        told = [text.get_text() for page in pages for text in page.axes[0].texts]
    facts = [text for text in told if re.match(r"\d+ \(.*%\)(?!.*continued)", text)]
    assert len(facts) == 3 + 12 + 60


def test_without_a_title_the_file_still_says_what_it_shows(tmp_path):
    with house_style([]):
        pages = FIGURES["topic_sizes"][1](results(), Form(titled=False))
        (png, svg) = save(pages, tmp_path / "x", FigureSettings(formats=("png", "svg")), 50)
    assert not [text for text in pages[0].axes[0].texts if "by size" in text.get_text()]
    assert b"4 topics by size" in png.read_bytes()
    assert "<dc:title>4 topics by size</dc:title>" in svg.read_text(encoding="utf-8")


def test_letters_of_pdf_and_svg_are_text_in_a_font_that_is_embedded(tmp_path):
    with house_style([]):
        pages = FIGURES["theme_sizes"][1](results(), Form())
        (pdf, svg) = save(pages, tmp_path / "x", FigureSettings(formats=("pdf", "svg")), 50)
    (page,) = PdfReader(pdf).pages
    assert "Theme A 20 (50%)" in page.extract_text()
    for font in page["/Resources"]["/Font"].values():
        (inner,) = font["/DescendantFonts"]
        assert inner.get_object()["/Subtype"] == "/CIDFontType2"
        embedded = inner.get_object()["/FontDescriptor"]["/FontFile2"].get_object().get_data()
        assert b"glyf" in embedded and b"GPOS" not in embedded and b"cmap" not in embedded
    assert PdfReader(pdf).metadata.keys() == {"/Title", "/Subject"}
    assert ">20 (50%)</text>" in svg.read_text(encoding="utf-8")


def test_no_row_is_empty():
    """Documents without a topic or a theme are told where there are any."""
    told = results(loose=0, n_themes=1)
    object.__setattr__(told.themes, "assigned", np.ones((36, 1), dtype=bool))
    with house_style([]):
        said = [
            text.get_text()
            for name in ("topic_sizes", "theme_sizes", "themes_by_topic")
            for page in FIGURES[name][1](told, Form())
            for text in page.axes[0].texts
        ]
    assert "Theme A" in said and "36 (100%)" in said
    assert not {"No topic", "No theme", "Several themes"} & set(said)


def test_of_very_many_documents_the_map_shows_how_dense_they_are():
    few, many = results(sizes=(4_000,), loose=0), results(sizes=(4_000,), loose=1)
    for name in ("map", "map_by_theme"):
        with house_style([]):
            (points,), (dense,) = (FIGURES[name][1](told, Form()) for told in (few, many))
        assert not points.axes[0].images and len(dense.axes[0].images) == 1
    points = np.vstack([np.full((90, 2), 10.0), np.full((10, 2), 10.0), np.full((5, 2), 90.0)])
    kinds = np.repeat([0, 1, 2], [90, 10, 5]).astype(np.int32)
    image = density(points, kinds, np.eye(3), (100, 100))
    crowd, few = image[5, 5], image[45, 45]
    assert crowd[0] > 0.95 and few[2] > 0.95  # in the colour of most
    assert crowd[3] == 1 and 0 < few[3] < crowd[3] and image[25, 25, 3] == 0


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
            return {name for name, (_, draw) in FIGURES.items() if draw(told, Form())}

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


@given(st.lists(st.text("abcdefghi-", min_size=1, max_size=9), max_size=6), st.floats(8, 30))
def test_no_word_is_broken(words, width):
    folded = wrap(" ".join(words), width, 3)
    parts = pieces(" ".join(words))
    assert all(set(pieces(line.rstrip("…"))) <= set(parts) for line in folded[:-1])


def test_words_part_at_hyphens_and_where_a_script_has_no_spaces():
    assert wrap("self-supervised learning", 8, 3) == ("self-", "supervised", "learning")
    assert wrap("in-context learning", 7, 3) == ("in-context", "learning")
    assert wrap("深度学习\u3002表示", 4.2, 3) == ("深度学", "习\u3002表示")
    assert wrap("interpretability of models", 6, 3) == ("interpret…",)


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
