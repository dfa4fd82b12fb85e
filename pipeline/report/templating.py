"""Templates: what a value is printed into decides how it is made safe; all words numbers alike."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.stability import shown
from pipeline.report.doors import view
from pipeline.report.lettering import printable
from pipeline.report.wording import count, cut, out_of, percent

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent


@cache
def templates(folder: Path, safe: Callable[[str], str]) -> "Environment":
    """The templates in ``folder`` and, after these, the report's.

    ``safe`` is given every text that they print. What it returns is escaped for HTML besides,
    unless it is ``Markup``. The same templates are given again: compiling them takes longer than
    printing.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([folder, HERE / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_texts(safe),
    )
    environment.filters |= {
        "count": count,
        "cut": cut,
        "out_of": out_of,
        "percent": percent,
        "printable": printable,
        "stability": shown,
        "view": view,
    }
    return environment


def _texts(safe: Callable[[str], str]) -> Callable[[Any], Any]:
    # what is Markup already is a text that a macro has made of safe ones
    return lambda value: safe(value) if type(value) is str else value
