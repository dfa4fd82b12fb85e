"""Show a run as it goes: a moving bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.cli.folding import HANG, hanging
from pipeline.cli.live_line import live_line
from pipeline.cli.streams import harmless, tell
from pipeline.core.events import StepProgressed
from pipeline.watching.lines import Lines

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

EVERY_SECOND = 4
"""How often the bar is drawn anew."""


@contextmanager
def watcher() -> Iterator[Lines]:
    """A watcher that fits where standard error goes."""
    if not sys.stderr.isatty():
        yield PlainLines()
        return
    from rich.console import Console
    from rich.live import Live

    console = Console(stderr=True, highlight=False, markup=False)
    shown = LinesAboveBar(console)
    with Live(shown, console=console, refresh_per_second=EVERY_SECOND, transient=True):
        yield shown


class PlainLines(Lines):
    """Lines on standard error."""

    def tell(self, line: str, hang: int = 0) -> None:
        """Write one line."""
        tell(line)


class LinesAboveBar(Lines):
    """The same lines above a bar, which is drawn anew as often as it is asked for."""

    def __init__(self, console: "Console") -> None:
        super().__init__()
        self._console = console
        self._trial = ""

    def headline(self, number: int, total: int, what: str) -> None:
        """One of several trials starts; the bar says which, too."""
        self._trial = f"trial {number} of {total}"
        super().headline(number, total, what)

    def moved(self, event: StepProgressed, before: int, since: float) -> None:
        """The bar shows how far a step is."""

    def tell(self, line: str, hang: int = HANG) -> None:
        """Write one line above the bar, or more where it has no room."""
        told = hanging(harmless(line), self._console.width, hang)
        self._console.print("\n".join(told), soft_wrap=True)

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "Iterator[Text]":
        """The bar as rich draws it."""
        from rich.text import Text

        line = live_line(self.progress, time.monotonic(), options.max_width, self._trial)
        if options.ascii_only:
            line = line.in_ascii()
        parts = (line.done, "green"), (line.left, "bright_black"), line.words
        yield Text.assemble(*parts, no_wrap=True, overflow="crop", end="")
