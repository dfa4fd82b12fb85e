"""A real browser for the pages that we write: opened from ``file://``, with no network.

    def test_the_map_can_be_searched(open_page, report):
        page = open_page(report, width=390, colours="dark")
        page.get_by_label("Search").fill("harbour")
        ...

``open_page`` gives pages of Playwright's synchronous API, and what is true of every page need
not be asserted: at its end the test fails if a page asked for anything but itself, wrote to the
console, raised an error, broke its content security policy, opened a dialog of the browser or
another window. What else can be wrong with a page is listed by ``faults``.

One Chromium serves all tests, each with windows of its own. It is the one of the machine:
Playwright brings none, and tests are skipped where there is none.
"""

import shutil
from io import BytesIO
from pathlib import Path

import pytest

NAMES = ("chromium", "google-chrome", "chrome")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)

ARTEFACTS = Path(__file__).parents[1] / "artefacts"
"""Pictures of the pages for whoever wants to look at them; git ignores the folder."""

MARGIN = 16
"""Pixels beside a section in its picture."""

PRINTED = 673
"""Pixels that the margins leave of the width of an A4 page."""


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once; a Playwright ``Browser``. Most tests want ``open_page``."""
    if PROGRAM is None:
        pytest.skip(f"no browser here: none of {', '.join(NAMES)} is on the path")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """A function that opens a file in a window of its own and gives Playwright's ``Page``.

    ``open_page(path, width=1440, height=900, colours="light", media="screen",
    motion="no-preference", scripts=True, touch=False)``: ``colours`` may be "dark", ``media``
    "print" (then ``width=browsing.PRINTED``), ``motion`` "reduce". ``scripts=False`` is a reader
    who has switched JavaScript off. ``touch`` is a screen without a pointer, for ``page.tap``.

    It comes back when the page has loaded; ``page.expect_download()`` works. The test fails in
    the end if any page did what none may do (see above).
    """
    watch = Watch()
    windows = []

    def open_one(path, **wanted):
        windows.append(window(chromium, watch, **wanted))
        watch.documents.add(path.as_uri())
        windows[-1].goto(path.as_uri())
        return windows[-1]

    yield open_one
    for page in windows:
        page.context.close()
    assert watch.complaints == []


class Watch:
    """What pages did that none may do, in the order in which they did it."""

    def __init__(self):
        self.documents, self.complaints = set(), []

    def over(self, page):
        """Watch a page from now on."""
        page.context.route("**/*", self._request)
        page.context.on("console", lambda message: self._note(message.type, message.text))
        page.context.on("weberror", lambda raised: self._note("error", raised.error))
        page.on("dialog", self._dialog)
        page.on("popup", lambda opened: self._note("window", opened.url))

    def _request(self, route):
        if route.request.url.partition("#")[0] in self.documents:
            return route.continue_()
        self._note("request", route.request.url)
        return route.abort()

    def _dialog(self, dialog):
        self._note(dialog.type, dialog.message)
        dialog.dismiss()

    def _note(self, kind, text):
        self.complaints.append(f"{kind}: {str(text)[:500]}")


def window(
    chromium,
    watch,
    width=1440,
    height=900,
    colours="light",
    media="screen",
    motion="no-preference",
    scripts=True,
    touch=False,
):
    """An empty page in a window, without network and watched."""
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme=colours,
        reduced_motion=motion,
        java_script_enabled=scripts,
        has_touch=touch,
        offline=True,
    )
    page = context.new_page()
    page.emulate_media(media=media)
    watch.over(page)
    return page


def pictures(page, folder):
    """A picture of the top of a page and of each of its sections, as ARTEFACTS/folder/NAME.png.

    The whole page is taken once and cut: a picture of each part would resize the window.
    """
    from PIL import Image

    target = ARTEFACTS / folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    whole = Image.open(BytesIO(page.screenshot(full_page=True)))
    scrolled = page.evaluate("scrollY")
    size = page.viewport_size
    whole.crop((0, 0, size["width"], size["height"])).save(target / "top.png")
    for number, section in enumerate(page.locator("main section[id]").all(), 1):
        name, box = section.get_attribute("id"), section.bounding_box()
        left, top = box["x"] - MARGIN, box["y"] + scrolled
        right, bottom = box["x"] + box["width"] + MARGIN, top + box["height"]
        part = (max(left, 0), top, min(right, whole.width), bottom)
        whole.crop(part).save(target / f"{number} {name}.png")
