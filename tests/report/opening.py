"""Pages of stories opened in a browser, each made once, for the tests of what a reader does."""

from report_stories import VARIANTS

from pipeline.report.page import render
from pipeline.report.settings import ReportSettings


def pages_in(folder):
    """A function that gives the page of some results as a file, each made once."""
    made = {}

    def page_of(name, make=None, **settings):
        if name not in made:
            made[name] = folder(name.replace(" ", "-")) / "report.html"
            results = (make or VARIANTS[name])()
            html = render(results, ReportSettings(**settings)).html
            made[name].write_text(html, encoding="utf-8")
        return made[name]

    return page_of


def at(page, path, hash_):
    """Come to an address of a page as by a link from elsewhere."""
    page.goto("about:blank")
    page.goto(path.as_uri() + hash_)
    alive(page)


def alive(page):
    """Wait until the page's script has shown what the address names."""
    page.locator("html.alive").wait_for()


def come_nearer(page):
    """Look at a part of the map that has documents, by keyboard alone."""
    page.locator(".map-surface").focus()
    for key in ("ArrowRight", "+", "ArrowRight", "+", "ArrowRight", "+"):
        page.keyboard.press(key)


def told(page):
    """How many documents the filters let through, in words."""
    return page.locator("#document_map .found").inner_text()
