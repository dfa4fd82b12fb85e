"""Markdown: text in which nothing of a user's or the data's is markup."""

import re
from typing import TYPE_CHECKING, Any

from pipeline.report.lettering import printable
from pipeline.report.templating import HERE, templates

if TYPE_CHECKING:
    from markupsafe import Markup

_ESCAPES = {ord(mark): f"\\{mark}" for mark in "\\`*_[]{#|~!"}
_ESCAPES |= {ord(mark): f"&#{ord(mark)};" for mark in "<>&$"}


def escaped(text: str) -> str:
    """A text on one line that Markdown and HTML show as it is.

    Nor is anything taken for what GitHub makes of text: a mention, an issue, a formula, a link;
    or, where a line begins with it, for a list or a rule.
    """
    plain = printable(text).replace(" -> ", " → ").translate(_ESCAPES)
    linkless = re.sub(r"@(?=\w)|:(?=//)|(?<!\w)www(?=\.)", r"\g<0>&#8203;", plain)
    return re.sub(r"^(\d*)([-+=.)])(?=\s|[-=]*$)", r"\1\\\2", linkless)


def render_markdown(template: str, **given: Any) -> str:
    """A page in GitHub's Markdown from one of the report's templates.

    Whatever a template prints is escaped. Blank lines part one block from the next, so a
    template may leave out any block: of several in a row one remains.
    """
    environment = templates(HERE / "templates", _safe)
    environment.filters["code"] = _code
    whole = environment.get_template(template).render(**given)
    return re.sub(r"\n{3,}", "\n\n", whole).strip("\n") + "\n"


def _safe(text: str) -> "Markup":
    from markupsafe import Markup

    return Markup(escaped(text))  # noqa: S704 - escaped for Markdown, which covers HTML's marks


def _code(text: str) -> "Markup":
    from markupsafe import Markup

    return Markup(printable(text))  # noqa: S704 - code is inert
