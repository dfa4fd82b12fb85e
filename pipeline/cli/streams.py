"""Standard streams, which may be closed, cut off, or of any encoding."""

import io
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from pipeline.cli.folding import fold
from pipeline.cli.terminal import columns, painted

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def open_streams() -> None:
    """Let what is written to a closed stream go nowhere, and no encoding be a reason to fail.

    Were the number of a closed one left free, the next file that is opened would get it, and what
    libraries tell on standard error would stand in that file.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def leave_unwritten(*streams: TextIO) -> None:
    """Let what is still buffered, and what comes, go nowhere."""
    for stream in streams:
        with suppress(OSError, ValueError):  # a stream that is no file
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(line: str, kind: str = "") -> None:
    """Write one line to standard error; where nobody reads it any more, go on without.

    On a terminal its words stay whole, and the word that says its ``kind``, such as "error", has a
    colour.
    """
    told = harmless(f"{kind}: {line}" if kind else line)
    width = columns(sys.stderr)
    lines = told.split("\n")
    if width is not None:
        lines = [folded for line in lines for folded in fold(line, width, then="  ")]
    if kind:
        lines[0] = lines[0].replace(f"{kind}:", painted(f"{kind}:", kind, sys.stderr), 1)
    try:
        print("\n".join(lines), file=sys.stderr, flush=True)
    except OSError:
        leave_unwritten(sys.stderr)


def tell_notes(notes: Iterable[str]) -> None:
    """Say what a later version will not understand."""
    for note in notes:
        tell(note, "note")


def harmless(text: str) -> str:
    r"""A text in which what would tell a terminal what to do is spelled out: \x1b."""
    return _CONTROLS.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
