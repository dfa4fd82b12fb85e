"""report.html: the sections, one after the other."""

from pipeline.report.html import HERE, render_page
from pipeline.report.sections import SECTIONS
from pipeline.report.settings import ReportSettings
from pipeline.report.story import Story


def render(story: Story, settings: ReportSettings) -> str:
    """The whole page."""
    return render_page(
        "report.html",
        HERE / "templates",
        script=(HERE / "static" / "report.js").read_text(encoding="utf-8"),
        title=story.title or story.name,
        n=len(story),
        settings=settings,
        sections=SECTIONS,
        views={section.name: section.view(story) for section in SECTIONS},
    )
