"""What a stream can show: how many columns, and whether colours."""

import os
from typing import TextIO

USUAL = 80
"""Columns of a terminal that does not say."""

CODES = {"error": "\x1b[1;31m", "warning": "\x1b[33m", "note": "\x1b[36m"}
PLAIN = "\x1b[0m"


def columns(stream: TextIO) -> int | None:
    """The columns of a terminal, or those that COLUMNS asks for; None for files and pipes."""
    if not stream.isatty():
        return None
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        found = os.get_terminal_size(stream.fileno()).columns or USUAL
    except (OSError, ValueError):  # no file, or none of a terminal
        found = USUAL
    return found - (os.name == "nt")  # a full line makes the consoles of Windows begin a new one


def painted(text: str, kind: str, stream: TextIO) -> str:
    """A text in the colour of its kind, error, warning or note, where a terminal shows it.

    https://no-color.org tells how users turn colours off.
    """
    if os.environ.get("NO_COLOR") or not stream.isatty() or not _knows_colours():
        return text
    return f"{CODES[kind]}{text}{PLAIN}"


def _knows_colours() -> bool:
    if os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ
