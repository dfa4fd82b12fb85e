"""Pages and tables as a notebook shows them, and pages in the browser elsewhere."""

import webbrowser
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import import_module
from pathlib import Path

from pipeline.core.errors import MachineError
from pipeline.load.roles import Guess
from pipeline.report.lettering import printable
from pipeline.watching.notebook import is_notebook

HEIGHT = 720
"""Pixels of a page below a cell."""


class Page:
    """A page below the cell of a notebook, all of it: no server needs to know its folder."""

    def __init__(self, path: Path, title: str) -> None:
        self.path = path
        self.title = title

    def __repr__(self) -> str:
        return str(self.path)

    def _repr_html_(self) -> str:
        # in a frame without an origin scripts reach nothing of the notebook
        page = escape(self.path.read_text(encoding="utf-8"))
        may = "allow-scripts allow-downloads allow-popups allow-modals"
        return (
            f'<iframe srcdoc="{page}" title="{text(self.title)}" sandbox="{may}" '
            f'style="width: 100%; height: {HEIGHT}px; border: 0"></iframe>'
        )


def show_page(path: Path, title: str) -> None:
    """Show a page below the cell of a notebook, elsewhere in the browser.

    Raises ``MachineError`` where there is none.
    """
    if is_notebook():
        import_module("IPython.display").display(Page(path, title))
    elif not webbrowser.open(path.absolute().as_uri()):
        raise MachineError(f"no browser could be opened here; the page is {path}")


def text(said: object) -> str:
    """A text as HTML, whatever it holds."""
    return escape(printable(str(said)))


def items(told: Iterable[str], heading: str = "") -> str:
    """Sentences as a list, below a heading; nothing where there are none."""
    listed = "".join(f"<li>{text(sentence)}</li>" for sentence in told)
    head = f"<p><strong>{text(heading)}</strong></p>" if heading else ""
    return f"{head}<ul>{listed}</ul>" if listed else ""


def in_lines(told: Iterable[str], indent: int = 0) -> str:
    """Sentences a line each, as a terminal shows them."""
    return "\n".join(" " * indent + printable(sentence) for sentence in told)


def guesses_html(guesses: Sequence[Guess]) -> str:
    """Which columns were taken for what, and why; nothing where none was guessed."""
    if not guesses:
        return ""
    told = items(guessed(guesses))
    return f"<details><summary>Columns that were not named</summary>{told}</details>"


def guessed(guesses: Sequence[Guess]) -> Iterator[str]:
    """Which columns were taken for what, and why."""
    return (f"{guess.role}: {guess.column} ({guess.reason})" for guess in guesses)
