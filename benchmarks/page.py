"""How quickly the page of a report answers its reader, in a real browser.

    python -m benchmarks.page REPORT [--documents 10000] [--runs 3]

Opens ``REPORT``, the report.html of any run, in the Chromium of this machine and measures, in
milliseconds, medians of the runs:

    first view   until the map stands with all its points
    frame        of the map while a reader zooms and drags, half of all and the slowest
    selection    of so many documents, until the panel beside the map tells of them
    the same     once every text has been read, with the words that set them apart

while nothing else is asked of the page, and again for frames while it reads the texts.
The targets are those for 120,000 documents. A table in Markdown is printed.
"""

import argparse
import shutil
from pathlib import Path
from statistics import median
from typing import Any

FIRST_VIEW, FRAME, SELECTION = 3000, 50, 1000
"""Milliseconds that a reader waits at most."""

STEPS = 60
"""Frames of one zoom and drag."""

LONGEST = 300_000
"""Milliseconds after which texts that are not read yet are given up."""

FIRST_VIEW_SEEN = """() => new Promise((done) => {
  const look = () => document.documentElement.classList.contains("alive")
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    : requestAnimationFrame(look);
  look();
})"""

FRAMES = """(steps) => new Promise((done) => {
  const [near, far] = [".nearer", ".farther"].map((name) => document.querySelector(name));
  const canvas = document.querySelector("#document_map canvas");
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const at = (type, x) => canvas.dispatchEvent(new PointerEvent(type, {
    bubbles: true, pointerId: 1, buttons: type === "pointerup" ? 0 : 1,
    clientX: left + width / 2 + x, clientY: top + height / 2,
  }));
  const times = [];
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    const count = times.length;
    if (count > steps) { at("pointerup", steps); done(times.slice(1)); return; }
    if (count < steps / 4) near.click();
    else if (count < steps / 2) far.click();
    else if (count === steps / 2) at("pointerdown", 0);
    else at("pointermove", count);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""

READ = """() => {
  const note = document.querySelector("#selection .words-note");
  return !note.textContent.startsWith("From the first");
}"""

SELECTED = """async (documents) => {
  const heading = document.querySelector("#selection h2");
  heading.textContent = ""; // what it said of a selection before is no answer
  const began = performance.now();
  location.hash = `#view?documents=${documents}`;
  while (!heading.textContent) await new Promise((next) => setTimeout(next, 4));
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return [performance.now() - began, heading.textContent];
}"""


def main() -> None:
    """Print what was measured beside what a reader is promised."""
    options = _options()
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("skipped: there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        runs = [measured(browser, options.report, options.documents) for _ in range(options.runs)]
        browser.close()
    print("| what | milliseconds (least to most) | target |\n|---|---|---|")
    for name, most in TARGETS.items():
        found = [run[name] for run in runs]
        middle = median(found)
        verdict = "" if most is None else f"≤ {most:,}{'' if middle <= most else ', missed'}"
        print(f"| {name} | {middle:,.0f} ({min(found):,.0f} to {max(found):,.0f}) | {verdict} |")


TARGETS: dict[str, int | None] = {
    "first view": FIRST_VIEW,
    "frame, half of all, while texts are read": None,
    "slowest frame, while texts are read": None,
    "selection, while texts are read": SELECTION,
    "frame, half of all": FRAME,
    "slowest frame": FRAME,
    "selection, all texts read": SELECTION,
}
"""What is measured, and what a reader is promised of it, if anything."""


def measured(browser: Any, report: Path, documents: int) -> dict[str, float]:
    """Each of ``TARGETS`` in milliseconds, of a page that is opened for it."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(report.resolve().as_uri(), wait_until="commit")
    found = {"first view": page.evaluate(FIRST_VIEW_SEEN)}
    page.keyboard.press("Shift")
    found |= _frames(page, ", while texts are read")
    found["selection, while texts are read"] = _selected(page, 0, documents)
    page.wait_for_function(READ, timeout=LONGEST)
    found |= _frames(page, "")
    found["selection, all texts read"] = _selected(page, documents // 2, documents)
    page.close()
    return found


def _frames(page: Any, when: str) -> dict[str, float]:
    times = page.evaluate(FRAMES, STEPS)
    return {f"frame, half of all{when}": median(times), f"slowest frame{when}": max(times)}


def _selected(page: Any, first: int, documents: int) -> float:
    took, told = page.evaluate(SELECTED, f"{first}-{first + documents - 1}")
    if not str(told).startswith(f"{documents:,} of "):
        raise SystemExit(f"the panel tells of {told!r}, where {documents:,} were selected")
    return float(took)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("report", type=Path, help="the report.html of a run")
    parser.add_argument("--documents", type=int, default=10_000, help="to select (10,000)")
    parser.add_argument("--runs", type=int, default=3, help="how often (3)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
