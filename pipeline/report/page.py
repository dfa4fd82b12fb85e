"""The report in its two forms: for a browser, and in Markdown for a repository or a program.

Both tell the same views of the sections, each through templates of its own.
"""

from dataclasses import dataclass
from typing import Any

from pipeline.report.html import render_page, static
from pipeline.report.markdown import render_markdown
from pipeline.report.payload import pack
from pipeline.report.results import Results
from pipeline.report.sections import SECTIONS
from pipeline.report.settings import ReportSettings
from pipeline.report.templating import HERE
from pipeline.report.wording import documents_told

SCRIPTS = (
    "corpus",
    "query",
    "words",
    "reading",
    "view",
    "conditions",
    "address",
    "hint",
    "filters",
    "csv",
    "marks",
    "order",
    "pager",
    "documents",
    "kinds",
    "similar",
    "copying",
    "document",
    "camera",
    "inks",
    "stamps",
    "points",
    "colouring",
    "placing",
    "regions",
    "anchors",
    "names",
    "finding",
    "tip",
    "pointing",
    "legend",
    "selecting",
    "gestures",
    "picture",
    "map",
    "distinctive",
    "typical",
    "shares",
    "chosen",
    "apart",
    "panel",
    "folding",
    "navigation",
    "remembering",
    "corrections",
    "corrections_file",
    "corrections_tray",
    "correcting",
    "judging",
    "start",
)
"""Our scripts, in the order in which they build on each other; together they are one."""


@dataclass(frozen=True)
class Report:
    """report.html and report.md as texts."""

    html: str
    markdown: str


def render(results: Results, settings: ReportSettings) -> Report:
    """Gather what every section says, once, and tell it in both forms."""
    views = {section.name: section.view(results) for section in SECTIONS}
    missing = {section.name: section.missing(views[section.name]) for section in SECTIONS}
    told = {
        "title": results.title or results.name,
        "about": _about(results),
        "sent": _sent(results),
        "n": len(results),
        "documents_told": documents_told(len(results), results.corpus.wholes),
        "settings": settings,
        "sections": [section for section in SECTIONS if not missing[section.name]],
        "missing": [(each.heading, missing[each.name]) for each in SECTIONS if missing[each.name]],
        "views": views,
    }
    html = render_page(
        "report.html",
        HERE / "templates",
        style=_styles(),
        script="".join(static(f"{name}.js") for name in SCRIPTS),
        packed=pack(results, settings),
        corrected=corrected_run(results),
        **told,
    )
    return Report(html, render_markdown("report.md", **told))


def corrected_run(results: Results) -> dict[str, Any]:
    """Of which run a reader's corrections are, and the first number that a topic of theirs has."""
    made = results.provenance
    return {"run": made.run, "key": made.key, "unused": results.identities.unused}


def _about(results: Results) -> list[str]:
    """What the report is of, in a line: documents, run, day."""
    run, started = results.provenance.run, results.provenance.started
    told = [
        documents_told(len(results), results.corpus.wholes),
        f"run {run}" if run else "",
        started[:10],
    ]
    return [part for part in told if part]


def _sent(results: Results) -> str:
    """Which other machine saw sentences of the documents, to name topics."""
    origins = results.origins
    if origins is None or not origins.remote:
        return ""
    return f"Sentences were sent to {origins.host}, where {origins.model} named topics."


def _styles() -> str:
    """What a section needs beside the style of the house is in a file of its name."""
    names = [f"{section.name}.css" for section in SECTIONS]
    own = [name for name in names if (HERE / "static" / name).is_file()]
    return "".join(map(static, [*own, "selection.css", "corrections.css"]))
