"""HTML: one file that holds everything it shows and asks the network for nothing."""

import base64
import hashlib
from pathlib import Path
from typing import Any

from pipeline.report.lettering import without_controls
from pipeline.report.palette import style_sheet
from pipeline.report.paper import running_title
from pipeline.report.templating import HERE, templates


def render_page(
    template: str, folder: Path, style: str = "", script: str = "", **given: Any
) -> str:
    """A whole page from a template in ``folder`` or among the report's.

    ``style`` and ``script`` are our own and added to those of the house. Whatever comes from
    the user or the data is escaped by the templates.
    """
    from markupsafe import Markup

    paper = static("paper.css") + running_title(given.get("title", ""))
    whole = style_sheet() + static("report.css") + style + paper
    return (
        templates(folder, without_controls)
        .get_template(template)
        .render(
            style=Markup(whole),  # noqa: S704 - our own files, nothing of the user's
            script=Markup(script),  # noqa: S704
            policy=_policy(whole, script),
            **given,
        )
    )


def static(name: str) -> str:
    """The text of a style or script of the report."""
    return (HERE / "static" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A content security policy under which only our own style and script work."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
