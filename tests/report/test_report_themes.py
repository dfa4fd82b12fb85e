import re
from dataclasses import replace

import numpy as np
import pytest
from report_stories import VARIANTS, results

from pipeline.core.theme import Theme
from pipeline.report.health import Health
from pipeline.report.histogram import ACROSS, Histogram
from pipeline.report.html import HERE, render_page
from pipeline.report.sections import themes
from pipeline.report.settings import ReportSettings
from pipeline.report.theme_grid import clear_lifts, rows, uncovered


def section(told):
    """The section as markup, and its words."""
    html = render_page(
        "themes.html", HERE / "templates", view=themes.view(told), n=len(told),
        settings=ReportSettings(),
    )  # fmt: skip
    return html, " ".join(re.sub("<[^>]*>", " ", html).split())


def with_themes(told, **changes):
    return replace(told, themes=replace(told.themes, **changes))


def assigning(told, *columns):
    """The results with themes assigned to these documents, and scored accordingly."""
    assigned = np.column_stack(columns)
    scores = np.where(assigned, 0.9, 0.05).astype(np.float32)
    return with_themes(told, assigned=assigned, scores=scores)


def test_a_theme_tells_all_that_was_asked_for():
    asked = (
        Theme(name="Theme A", description="Big ships.", not_counting=("friendship",)),
        Theme(name="Theme B", keywords=("ferry",), parent="Theme A"),
        Theme(name="Theme C"),
    )
    html, words = section(replace(results(), asked=asked))
    assert "Big ships." in words and "Does not count friendship" in words
    assert "Asked for with ferry" in words
    assert "Its parts Theme B" in words and "Part of Theme A" in words
    assert html.count('href="#theme-0"') >= 2


def test_the_histogram_shows_every_document_and_divides_at_the_threshold():
    scores = np.array([0.0, 0.02, 0.31, 0.33, 0.34, 1.0], dtype=np.float32)
    drawn = Histogram(scores, scores >= 0.32, 0.32)
    assert sum(drawn.counts) == 6 and drawn.counts[-1] == 1
    low, high, number, part = drawn.rows[6]
    assert (round(low, 2), round(high, 2), number, part) == (0.3, 0.35, 3, 2)
    bars = list(drawn.bars)
    assert sum(width for _, width, _, _ in bars) == pytest.approx(ACROSS * 3 / 20)
    assert all(above == (x >= ACROSS * 0.32 - 1e-6) for x, _, _, above in bars)
    assert "2 from 0.00 to 0.25, 3 from 0.25 to 0.50" in drawn.words
    assert "3 reach the threshold of 0.32" in drawn.words


def test_heights_are_roots_only_where_one_bar_would_flatten_the_rest_and_the_page_says_so():
    crowded = results()
    even = with_themes(
        crowded, scores=np.tile(np.linspace(0, 1, 40, dtype=np.float32)[:, None], (1, 3))
    )
    for told, squashed in ((crowded, True), (even, False)):
        assert Histogram(told.themes.scores[:, 2], told.themes.assigned[:, 2], 0.2).squashed is (
            squashed
        )
    assert "sixteen times as many" in section(crowded)[1]
    assert "sixteen times as many" not in section(even)[1]


def test_documents_lead_to_their_own_view_under_their_ids():
    told = results()
    html, _ = section(told)
    links = re.findall(r'href="#document-(\d+)" data-document="(\d+)"[^>]*>([^<]*)<', html)
    assert links
    for one, other, heading in links:
        assert told.corpus.ids[int(other)] == one and told.headings[int(other)] == heading


def test_long_titles_are_cut_on_the_page():
    html, _ = section(results(titles=["long " * 100]))
    headings = re.findall(r"data-document=[^>]*>([^<]*)<", html)
    assert {len(heading) for heading in headings} == {200}
    assert all(heading.endswith("…") for heading in headings)


def test_what_the_user_said_is_told_apart_from_what_was_found():
    told = results()
    judged = np.zeros((40, 3), dtype=np.int8)
    judged[[7, 3], 1] = -1, 1
    told = with_themes(told, judged=judged)
    assert Health(told, 1).judged == [3, 7] and Health(told, 0).judged == []
    _, words = section(told)
    assert words.count("What you said of it: 2 documents") == 1
    said = words[words.index("What you said of it") :]
    assert said.index("it belongs") < said.index("it does not")


def test_evidence_without_a_full_stop_is_cut_around_what_speaks_for_the_theme():
    told = results(texts=("dull " * 200 + "harbour " + "dull " * 200,) * 40)
    evidence = np.full((40, 3, 2), -1, dtype=np.int32)
    evidence[:, 0] = 0, len(told.corpus.texts[0])
    told = with_themes(told, evidence=evidence, words=(("harbour",), (), ()) * 40)
    html, _ = section(told)
    assert "<mark>harbour</mark>" in html
    quoted = re.findall(r'<blockquote class="evidence"[^>]*>(.*?)</blockquote>', html)
    assert quoted and max(map(len, quoted)) < 450


def test_only_what_is_clearly_more_than_chance_is_marked():
    told = results(sizes=(30, 30, 30), loose=10, n_themes=3)
    labels = told.clustering.labels
    third = np.arange(100) % 3 == 0
    few = np.arange(100) < 2
    lifts = clear_lifts(assigning(told, labels == 0, third, few))
    assert lifts.shape == (4, 3)
    assert lifts[0, 0] == pytest.approx(100 / 30)
    assert np.count_nonzero(lifts) == 1
    assert "3.3\u00d7" in section(assigning(told, labels == 0, third, few))[1]


def test_documents_without_a_topic_are_never_marked():
    told = results(sizes=(30, 30), loose=30, n_themes=1)
    lifts = clear_lifts(assigning(told, told.clustering.labels < 0))
    assert not lifts.any()


def test_topics_that_no_theme_covers_are_named_with_what_to_do():
    told = results(n_themes=1)
    told = assigning(told, told.clustering.labels == 0)
    assert [(row.id, row.held) for row in uncovered(rows(told))] == [(1, 0), (2, 0), (3, 0)]
    _, words = section(told)
    bare = words[words.index("Topics that themes hardly cover") :]
    assert "Orchard · sights 1 10 documents , none with a theme" in bare
    assert "add a theme for it" in bare and "Harbour" not in bare
    everything = assigning(results(n_themes=1), np.ones(40, dtype=bool))
    assert "None: in every topic" in section(everything)[1]


def test_few_themes_are_held_against_each_other_in_a_square():
    told = results()
    square = themes.view(told).square
    for row in range(3):
        assert square[row][row][0] == told.theme_sizes[row]
        for column in range(3):
            assert square[row][column][0] == square[column][row][0]
    both = (told.themes.assigned[:, 0] & told.themes.assigned[:, 2]).sum()
    assert square[0][2] == (both, round(10 * both / told.theme_sizes[0]))


def test_of_many_themes_the_largest_overlaps_are_listed_and_the_later_ones_folded():
    told = VARIANTS["many"]()
    view = themes.view(told)
    numbers = [number for *_, number in view.pairs]
    assert not view.square and len(numbers) == themes.OVERLAPS
    assert numbers == sorted(numbers, reverse=True) and numbers[0] == 63
    html, words = section(told)
    assert html.count('<details class="card theme fold" open>') == themes.OPEN
    assert {f'id="theme-{number}"' for number in range(30)} <= set(re.findall(r'id="[^"]*"', html))
    assert "Not on paper: 6 themes." in words
