"""report.html: one file that holds everything it shows and asks the network for nothing."""

import base64
import hashlib
from pathlib import Path
from typing import Any

from pipeline.report.lettering import without_controls
from pipeline.report.palette import style_sheet
from pipeline.report.sections import SECTIONS
from pipeline.report.settings import ReportSettings
from pipeline.report.story import Story
from pipeline.report.wording import count, out_of, percent

HERE = Path(__file__).parent


def render(story: Story, settings: ReportSettings) -> str:
    """The whole page. Whatever comes from the user or the data is escaped by the templates."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_visible,
    )
    environment.filters |= {"count": count, "percent": percent, "out_of": out_of}
    style = style_sheet() + (HERE / "static" / "report.css").read_text(encoding="utf-8")
    script = (HERE / "static" / "report.js").read_text(encoding="utf-8")
    return environment.get_template("report.html").render(
        title=story.title or story.name,
        n=len(story),
        settings=settings,
        sections=SECTIONS,
        views={section.name: section.view(story) for section in SECTIONS},
        style=Markup(style),  # noqa: S704 - our own files, nothing of the user's
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
    )


def _visible(value: Any) -> Any:
    return without_controls(value) if type(value) is str else value


def _policy(style: str, script: str) -> str:
    """A content security policy under which only our own style and script work."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
