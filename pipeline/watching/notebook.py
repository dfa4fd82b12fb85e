"""The same progress in a notebook, in an output that is written anew as the run goes."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from importlib import import_module
from threading import Event as Signal
from threading import Thread
from typing import Any

from pipeline.core.events import StepProgressed, Watcher, unwatched
from pipeline.watching.lines import Lines

EVERY = 1.0
"""Seconds between two drawings: the time left runs down also where a step tells nothing."""


def is_notebook() -> bool:
    """Whether this runs in the kernel of a notebook, which has IPython loaded then."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None


@contextmanager
def watching() -> Iterator[Watcher]:
    """A watcher that shows a run in a notebook, and elsewhere none."""
    if not is_notebook():
        yield unwatched
        return
    shown = Cell()
    handle = import_module("IPython.display").display(shown, display_id=True)
    over = Signal()
    drawing = Thread(target=_draw, args=(shown, handle, over), daemon=True)
    drawing.start()
    try:
        yield shown
    finally:
        over.set()
        drawing.join()
        shown.runs = False
        handle.update(shown)


def _draw(shown: "Cell", handle: Any, over: Signal) -> None:
    while not over.wait(EVERY):
        handle.update(shown)


class Cell(Lines):
    """What stands below a cell: a bar and how far the run is while it runs, and its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.runs = True
        self._lines: list[str] = []

    def moved(self, event: StepProgressed, before: int, since: float) -> None:
        """The bar shows how far a step is."""

    def tell(self, line: str, hang: int = 0) -> None:
        """Add a line."""
        self._lines.append(line)

    def __repr__(self) -> str:
        """The same for those who show text alone."""
        return "\n".join([*self._lines, *([self._words()] if self.runs else [])])

    def _repr_html_(self) -> str:
        lines = f"<pre>{escape(chr(10).join(self._lines))}</pre>" if self._lines else ""
        if not self.runs:
            return lines
        share = self.progress.share(time.monotonic())
        bar = f'<progress value="{share:.3f}" max="1" aria-label="How far the run is"></progress>'
        return f"<div>{bar} {escape(self._words())}</div>{lines}"

    def _words(self) -> str:
        told = (self.progress.words(time.monotonic()), *self.progress.doing()[:1])
        return " · ".join(filter(None, told)) or "starting"
