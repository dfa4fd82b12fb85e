import re
import warnings
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import numpy as np
import pytest
from clear_figures import assert_clear
from hypothesis import given, settings
from hypothesis import strategies as st
from report_stories import HOSTILE, VARIANTS, dated, results

from pipeline.report.figures import by_group, over_time
from pipeline.report.figures.canvas import Form
from pipeline.report.figures.style import house_style
from pipeline.report.figures.time_axis import ticks_of
from pipeline.report.html import HERE, render_page
from pipeline.report.lettering import without_controls
from pipeline.report.page import render
from pipeline.report.sections.over_time import view
from pipeline.report.settings import ReportSettings
from pipeline.report.shares.findings import told, trend_lines
from pipeline.report.shares.groups import groupings, left_out
from pipeline.report.shares.periods import ENOUGH, periods
from pipeline.report.shares.scale import top_of
from pipeline.report.shares.timeline import timeline
from pipeline.report.tables import TABLES
from pipeline.report.write import write_tables


def section(said):
    """The text of the section in the page, and its HTML."""
    html = render(said, ReportSettings()).html
    html = html[html.index('<section id="over_time"') :]
    html = html[: html.index("</section>")]
    return " ".join(re.sub("<[^>]*>", " ", html).split()), html


def spread_over(years, each):
    return tuple(str(year) for year in years for _ in range(each))


def turns(said):
    return {course.subject.name: course.turn for course in timeline(said).courses}


@pytest.mark.parametrize(
    ("days", "each", "unit", "first"),
    [
        (range(0, 365 * 8, 365), 40, "year", "2001"),
        (range(0, 365 * 3, 91), 120, "quarter", "2001 Q1"),
        (range(0, 600, 31), 150, "month", "2001-01"),
        (range(0, 84, 7), 30, "week", "2001-01-01"),
        (range(0, 365 * 60, 365), 25, "half-decade", "2000-2004"),
        (range(0, 365 * 300, 365 * 3), 20, "decade", "2000-2009"),
        (range(0, 365 * 2000, 365 * 20), 20, "century", "2000-2099"),
    ],
)
def test_periods_are_as_fine_as_the_documents_allow(days, each, unit, first):
    start = date(2001, 1, 1)
    dates = [(start + timedelta(days=day)).isoformat() for day in days for _ in range(each)]
    cut = periods(tuple(dates))
    assert (cut.unit, cut.names[0]) == (unit, first)
    assert 4 <= cut.enough.sum() <= 30
    assert cut.sizes.sum() == len(dates)


def test_a_few_stray_dates_do_not_stretch_time():
    cut = periods(("0001", "1066-10-14", "9999-12-31", *spread_over(range(2010, 2016), 30)))
    assert cut.names == tuple(str(year) for year in range(2010, 2016))
    assert cut.outside == 3


def test_a_date_that_stands_for_none_does_not_make_a_thousand_months():
    months = [f"2024-{month:02d}-15" for month in range(1, 13) for _ in range(40)]
    assert len(periods((*["1900-01-01"] * 60, *months)).names) <= 120


def test_dates_of_every_precision_are_placed_or_counted():
    exact = [f"2024-{month:02d}-15T12:00:00+00:00" for month in range(1, 11) for _ in range(100)]
    cut = periods((*exact, "2024", "2024", "2024-03", "", "", ""))
    assert cut.unit == "month" and cut.sizes[2] == 101
    assert (cut.vague, cut.undated, cut.outside) == (2, 3, 0)
    coarse = periods((*spread_over(range(2000, 2006), 25), *exact[:20]))
    assert coarse.unit == "year" and coarse.vague == 0


def test_a_last_period_that_is_not_over_says_so():
    whole = spread_over(range(2018, 2022), 30)
    assert periods((*whole, *["2022-03-31", "2022-01"] * 15)).until == "2022-03-31"
    assert periods((*whole, *["2022-11-30"] * 30)).until == ""
    assert periods((*whole, *["2022"] * 30)).until == ""


@given(st.lists(st.one_of(st.just(""), st.dates().map(str)), max_size=80), st.sampled_from([1, 30]))
@settings(deadline=None)
def test_every_document_is_in_a_period_or_counted_as_left_out(days, repeats):
    cut = periods(tuple(days * repeats))
    left = cut.undated + cut.vague + cut.outside
    assert cut.sizes.sum() + left == len(days) * repeats
    assert (cut.of >= 0).sum() == cut.sizes.sum()
    assert len(set(cut.names)) == len(cut.names)
    if cut.names:
        assert cut.enough[0] and cut.enough[-1]


def test_what_grows_and_shrinks_is_found_and_told():
    lines = told(dated())
    assert lines[0] == (
        "The topic “Harbour · sights 0” grew from 10% (4 of 40, 2019) to 65% (26 of 40, 2023): "
        "more than chance."
    )
    assert "“venue” is “A”, the topic “Orchard · sights 1” has 100% (48 of 48)" in lines[1]
    assert turns(dated()) == {
        **dict.fromkeys(("Theme A", "Theme B", "Theme C"), "no clear trend"),
        "Harbour · sights 0": "grew",
        "Orchard · sights 1": "shrank",
        "Railway · sights 2": "shrank",
    }


def test_flat_corpora_seldom_have_anything_to_tell():
    alarms = 0
    for seed in range(60):
        chance = np.random.default_rng(seed)
        dates = tuple(str(year) for year in chance.integers(2010, 2018, 300))
        groups = {"venue": tuple(chance.choice(list("ABCD"), 300).tolist())}
        flat = results(sizes=(120, 80, 60, 30), loose=10, dates=dates, groups=groups)
        alarms += bool(told(flat))
    assert alarms <= 10


def test_what_rises_and_falls_again_is_no_trend():
    years = np.repeat(range(8), (4, 12, 30, 44, 40, 24, 18, 6))
    rest = np.repeat(range(8), 60)
    dates = tuple(str(2010 + year) for year in (*years, *rest))
    said = results(sizes=(len(years), len(rest)), loose=0, n_themes=0, dates=dates)
    assert turns(said)["Harbour · sights 0"] == "varies"
    (line, _) = trend_lines(timeline(said), "varies")
    assert "varies without a steady trend, between 6% (4 of 64, 2010) and 42%" in line


def test_no_trend_is_drawn_from_few_documents_or_few_periods():
    years = (2010,) * 60 + (2011,) * 60 + (2012,) * 60 + (2012,) * 9
    few = results(sizes=(180, 9), loose=0, n_themes=0, dates=tuple(map(str, years)))
    assert set(turns(few).values()) == {"too few to tell"}
    two = spread_over([2010] * 3 + [2011] * 3, 20)
    assert told(results(sizes=(60, 60), loose=0, n_themes=0, dates=two)) == []
    text, _ = section(results(sizes=(60, 60), loose=0, n_themes=0, dates=two))
    assert "Two periods are too few for a trend." in text


def test_columns_that_tell_no_groups_are_named_with_the_reason():
    n = 5000
    groups = {
        "each": tuple(map(str, range(n))),
        "same": ("x",) * n,
        "empty": ("",) * n,
        "crowded": tuple(str(d % 31) for d in range(n)),
        "good": tuple("ab"[d % 2] for d in range(n)),
    }
    said = results(sizes=(n - 10,), loose=10, n_themes=1, groups=groups)
    assert [grouping.column for grouping in groupings(said)] == ["good"]
    assert left_out(said) == [
        ("each", "has a different value in every document"),
        ("same", "has one value only"),
        ("empty", "has no values"),
        ("crowded", "has 31 different values, more than 30"),
    ]
    text, _ = section(said)
    assert "Not shown: each has a different value in every document;" in text


def test_differences_are_not_drawn_from_small_groups():
    venues = ("tiny",) * (ENOUGH - 1) + ("large",) * 101
    said = results(sizes=(19, 101), loose=0, n_themes=0, groups={"venue": venues})
    (grouping,) = groupings(said)
    assert grouping.names == ("large", "tiny") and not grouping.marks.any()
    more = results(
        sizes=(20, 100), loose=0, n_themes=0, groups={"venue": ("t",) * 20 + ("l",) * 100}
    )
    assert groupings(more)[0].marks.tolist() == [[1, -1], [-1, 1]]


def test_a_table_by_group_adds_up_to_all_documents():
    venues = tuple(f"v{d % 20:02d}" if d % 7 else "" for d in range(600))
    said = results(sizes=(300, 200), loose=100, n_themes=2, groups={"venue": venues})
    (table,) = view(said).groups
    assert len(table.heads) == 12 and table.rest_groups == 8
    assert sum(size for _, size in table.heads) + table.rest + table.nameless == 600
    for _, rows in table.open:
        for row in rows:
            inside = sum(part for part, *_ in row.cells)
            assert inside + row.rest + row.nameless == row.total


def test_without_dates_or_groups_the_page_says_how_to_get_the_section():
    html = render(results(), ReportSettings()).html
    assert 'id="over_time"' not in html and told(results()) == []
    foot = html[html.index("<footer>") :]
    assert "load.date" in foot and "load.groups" in foot


@pytest.mark.parametrize("dates", [("2024-05-31",) * 40, ("2024",) * 40])
def test_dates_in_one_period_have_nothing_to_be_compared_with(dates):
    text, html = section(results(dates=dates))
    assert "there is nothing to compare it with" in text and "<svg" not in html


@pytest.mark.parametrize(
    "dates", [("2024-05-31",) + ("",) * 39, spread_over(range(1000, 1800, 100), 5)]
)
def test_too_few_dates_are_said_to_be_too_few(dates):
    text, html = section(results(dates=dates))
    assert "no period holds the 20 documents that a share needs" in text and "<svg" not in html


def test_every_chart_is_told_in_words_and_in_a_table():
    text, html = section(dated())
    labels = re.findall(r'role="img" aria-label="([^"]*)"', html)
    assert len(labels) == 6
    assert "Harbour · sights 0: Grew from 10% (4 of 40, 2019) to 65% (26 of 40, 2023)." in labels
    assert "Theme A: Shows no clear trend: 50% (100 of 200) in all." in labels
    assert "26 , 65% 50% to 78%" in text
    assert "Left out here: 10 documents without a date." in text
    assert "More than the others: 100% 48" in text


def test_marks_are_words_too():
    _, html = section(dated())
    assert html.count('▲</span><span class="unseen">More than the others: ') >= 1
    assert html.count('▼</span><span class="unseen">Fewer than the others: ') >= 1


def test_periods_that_hold_too_few_have_no_point():
    years = ("2000",) * 40 + ("2001",) * 5 + ("2002",) * 40 + ("2003",) * 40 + ("2004",) * 40
    said = results(sizes=(100,), loose=65, n_themes=1, dates=years)
    (_, drawing) = (each.charts[0].drawing for each in view(said).kinds)
    assert drawing.points.count("M") == 4 and drawing.few.count("M") == 1
    assert drawing.line.count("M") == drawing.band.count("M") == 2
    text, _ = section(said)
    assert "1 period with fewer than 20 documents: marked at the foot." in text


def test_hostile_names_of_columns_and_groups_are_text():
    groups = dict.fromkeys(HOSTILE, tuple(HOSTILE[d % 10] for d in range(210)))
    said = dated(groups=groups)
    page = render_page(
        "over_time.html", HERE / "templates", view=view(said), n=210, settings=ReportSettings()
    )
    assert "<script>" not in page and "<img" not in page and "{{ 7 * 7 }}" in page
    for text in HOSTILE:
        assert unescape(page).count(without_controls(text)) > 1, text


@pytest.mark.parametrize("figure", [over_time, by_group])
@pytest.mark.parametrize("variant", ["dated", "hostile", "many"])
@pytest.mark.parametrize("form", [Form(), Form(85 * 100 / 25.4)], ids=["two columns", "one column"])
def test_no_text_of_the_figures_is_cut_off_or_overlaps(figure, variant, form):
    said = VARIANTS[variant]()
    n = len(said)
    corpus = said.corpus
    dates = tuple(str(2000 + d * 4 // n) for d in range(n))
    if variant != "dated":
        object.__setattr__(corpus, "dates", dates)
    if variant == "many":
        groups = {"W" * 200: tuple(f"{d % 20} {'long word' * 9}" for d in range(n))}
        object.__setattr__(corpus, "groups", groups)
    with house_style([]):
        pages = figure.draw(said, form)
        assert pages
        for page in pages:
            assert_clear(page)


def test_figures_are_left_out_where_there_is_nothing_to_draw():
    flat = results(dates=("2024",) * 40, groups={"same": ("x",) * 40})
    for said in (flat, results()):
        assert [figure.draw(said, Form()) for figure in (over_time, by_group)] == [[], []]


def test_groups_of_which_nothing_has_a_document_are_no_figure():
    said = results(sizes=(), loose=40)
    said = replace(said, themes=replace(said.themes, assigned=np.zeros((40, 3), dtype=np.bool_)))
    object.__setattr__(said.corpus, "groups", {"team": ("A", "B") * 20})
    assert groupings(said) and by_group.draw(said, Form()) == []


def test_every_interval_is_inside_its_chart():
    found = timeline(dated())
    for kind in ("theme", "topic"):
        courses = [each for each in found.courses if each.subject.kind == kind]
        assert max(each.high[each.told].max() for each in courses) <= top_of(courses)


@pytest.mark.parametrize(
    ("dates", "width", "names"),
    [
        ([f"{2015 + d % 9}" for d in range(400)], 160, ["2016", "2018", "2020", "2022"]),
        ([f"{2015 + d % 9}" for d in range(400)], 500, [str(2015 + year) for year in range(9)]),
        ([f"2023-{1 + d % 9:02d}" for d in range(400)], 160, ["2023-01", "2023-09"]),
        ([f"{2020 + d % 3}-{1 + d % 12:02d}" for d in range(4000)], 160, ["2020", "2021", "2022"]),
        (  # weeks, the first of which begins on the first of a month
            [str(date(2024, 7, 1) + timedelta(7 * (d % 30))) for d in range(4000)],
            160,
            ["2024-07-01", "2025-01-20"],
        ),
    ],
)
def test_years_stand_on_the_axis_of_time_as_many_as_have_room(dates, width, names):
    ticks = ticks_of(periods(dates), width)
    assert [name for *_, name in ticks.names] == names
    assert ticks.marks.min() >= 0 and ticks.marks.max() <= 1


def test_only_what_differs_much_is_marked():
    (grouping, *_) = groupings(dated())
    marks, found = grouping.marks, by_group.strong(grouping)
    row = [each.name for each in grouping.subjects].index("Orchard · sights 1")
    place = grouping.names.index("A")
    assert found[row, place] == 1
    assert set(np.unique(found[found != marks])) <= {0}
    with house_style([]):
        (page,) = by_group.draw(dated(), Form())
    said = [text.get_text() for text in page.axes[0].texts]
    assert sum(text.endswith((" ▲", " ▼")) for text in said) == (found != 0).sum()
    assert "0%" in said and "100% of a group's documents" in said


def test_tables_are_written_only_where_they_have_rows(tmp_path):
    def names(said, folder):
        (tmp_path / folder).mkdir()
        tables = {name: make(said) for name, make in TABLES.items()}
        paths = write_tables(tmp_path / folder, said, tables, ReportSettings())
        return {path.stem for path in paths} & {"over_time", "by_group"}

    assert names(results(), "none") == set()
    assert names(dated(groups={}), "dates") == {"over_time"}
    assert names(dated(), "both") == {"over_time", "by_group"}


def test_tables_agree_with_the_documents():
    said = dated()
    time, groups = TABLES["over_time"](said), TABLES["by_group"](said)
    rows = [place for place, name in enumerate(time["name"]) if name == "Harbour · sights 0"]
    assert time["documents"][rows].tolist() == [4, 8, 14, 20, 26]
    assert time["of"][rows].tolist() == [40] * 5
    assert {time["trend"][row] for row in rows} == {"grew"}
    assert time["topic"][rows].tolist() == [0] * 5
    assert ((time["low"] <= time["share"]) & (time["share"] <= time["high"])).all()
    inside = [
        documents
        for documents, group, name in zip(
            groups["documents"], groups["group"], groups["name"], strict=True
        )
        if (group, name) == ("A", "Orchard · sights 1")
    ]
    assert inside == [48]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_story_may_have_dates_and_groups(variant):
    said = VARIANTS[variant]()
    n = len(said)
    object.__setattr__(said.corpus, "dates", tuple(str(2000 + d % 5) for d in range(n)))
    object.__setattr__(said.corpus, "groups", {"half": tuple("ab"[d % 2] for d in range(n))})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told(said)
        view(said)
        for name in ("over_time", "by_group"):
            assert len({len(column) for column in TABLES[name](said).values()}) == 1
