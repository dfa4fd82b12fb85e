"""What is wrong with an open page, as lists of words that should be empty.

Each takes a page as ``open_page`` gives it (``browsing``). What is folded away is not looked at:
``unfold`` the page first.
"""

from pathlib import Path

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def unfold(page):
    """Open everything that can be opened in place."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def violations(page):
    """What axe-core finds against WCAG 2.2 AA: contrast, names, roles, sizes, landmarks."""
    from axe_playwright_python.sync_playwright import Axe

    options = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "tag", "values": STANDARD},
        "rules": {"target-size": {"enabled": True}},
    }
    found = Axe().run(page, options=options).response["violations"]
    return [_told(violation, node) for violation in found for node in violation["nodes"]]


def _told(violation, node):
    target = " ".join(map(str, node["target"]))
    return f"{violation['id']}: {target}: {node['html'][:160]}: {node['failureSummary']}"


def misshapen(page):
    """Headings out of order, links to nowhere, figures without a name, ids given twice."""
    kinds = ("headingsOutOfOrder", "deadLinks", "figuresWithoutName", "repeatedIds")
    return [f"{kind}: {fault}" for kind in kinds for fault in _ask(page, kind)]


def too_wide(page):
    """By how much a page is wider than its window and what sticks out; else what is cut off."""
    return _ask(page, "tooWide")


def out_of_reach(page):
    """What can be scrolled sideways by pointer and not by keyboard."""
    return _ask(page, "notScrollableByKeyboard")


def lost_focus(page):
    """What the Tab key does not come to, or where one cannot see that it has come.

    Tab is pressed through the whole page, so ask first: it moves the focus.
    """
    stops = len(_ask(page, "stops"))
    for _ in range(stops + 2):
        page.keyboard.press("Tab")
        page.evaluate("faults.arrive()")
    return _ask(page, "notReachedByTab")


def _ask(page, kind):
    page.evaluate(f"globalThis.faults ?? (() => {{ {SCRIPT} }})()")
    return page.evaluate(f"faults.{kind}()")
