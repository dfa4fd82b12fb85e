"""report.html: the sections, one after the other."""

from pipeline.report.html import HERE, render_page, static
from pipeline.report.payload import pack
from pipeline.report.results import Story
from pipeline.report.sections import SECTIONS
from pipeline.report.settings import ReportSettings
from pipeline.report.wording import count

SCRIPTS = (
    "corpus",
    "view",
    "filters",
    "csv",
    "marks",
    "order",
    "pager",
    "documents",
    "kinds",
    "document",
    "camera",
    "inks",
    "stamps",
    "points",
    "colouring",
    "placing",
    "names",
    "finding",
    "tip",
    "pointing",
    "legend",
    "selecting",
    "gestures",
    "map",
    "folding",
    "start",
)
"""Our scripts, in the order in which they build on each other; together they are one."""


def render(story: Story, settings: ReportSettings) -> str:
    """The whole page."""
    return render_page(
        "report.html",
        HERE / "templates",
        style=_styles(),
        script="".join(static(f"{name}.js") for name in SCRIPTS),
        title=story.title or story.name,
        about=_about(story),
        n=len(story),
        settings=settings,
        packed=pack(story, settings),
        sections=SECTIONS,
        views={section.name: section.view(story) for section in SECTIONS},
    )


def _about(story: Story) -> list[str]:
    """What the report is of, in a line: documents, run, day."""
    run, started = story.provenance.run, story.provenance.started
    told = [count(len(story), "document"), f"run {run}" if run else "", started[:10]]
    return [part for part in told if part]


def _styles() -> str:
    """What a section needs beside the style of the house is in a file of its name."""
    names = [f"{section.name}.css" for section in SECTIONS]
    return "".join(static(name) for name in names if (HERE / "static" / name).is_file())
