import re

from report_stories import VARIANTS, results

from pipeline.report.html import HERE, render_page
from pipeline.report.sections import overview


def section(told):
    """The section as markup, and its words."""
    html = render_page("overview.html", HERE / "templates", view=overview.view(told), n=len(told))
    return html, " ".join(re.sub("<[^>]*>", " ", html).split())


def test_the_bars_tell_how_much_each_theme_has_alone_and_with_others():
    told = results()
    alone = told.themes.assigned.sum(axis=1) == 1
    html, words = section(told)
    pairs = zip(told.theme_sizes, told.themes.assigned[alone].sum(axis=0), strict=True)
    for number, (size, only) in enumerate(pairs):
        assert f'href="#theme-{number}"' in html
        assert f"{told.themes.names[number]} {size} {round(100 * size / 40)}% {only} " in words
    assert all(f"{name} 13 33% \u2013" in words for name in ("Several themes", "No theme"))
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%"', html)]
    assert max(widths) <= 100


def test_a_run_without_themes_has_no_bars():
    html, words = section(VARIANTS["no themes"]())
    assert "<svg" not in html and "No themes were asked for." in words


def test_what_was_found_is_told_in_two_sentences_and_three_numbers():
    told = overview.view(results())
    assert len(told.headline) == 2
    assert told.headline[0].startswith("The largest topics are") and "3 themes" in told.headline[1]
    assert [number for number, *_ in told.numbers] == [40, 4, 3]
    assert len(overview.view(VARIANTS["nothing found"]()).headline) == 2
