"""A command as a user gives it."""

import contextlib
import io
import os
import struct
import subprocess
import sys
from unittest.mock import patch

import pytest

from pipeline.cli import main


def themeline(*arguments, cwd):
    """Run ``themeline`` in a folder; what came of it.

    It runs in this process: in one of its own most commands would only wait for libraries.
    """
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    with (
        contextlib.chdir(cwd),
        patch.object(sys, "argv", ["themeline", *arguments]),
        patch.dict(os.environ, NO_COLOR="1"),
        patch("signal.signal"),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    told = []
    for stream in streams:
        stream.flush()
        told.append(stream.buffer.getvalue().decode())
    return subprocess.CompletedProcess(arguments, ended.value.code, *told)


def in_a_process(*arguments, cwd, environment=None):
    """The same in a process of its own, for what that alone shows."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def on_terminal(*arguments, cwd, columns, environment=None):
    """Run ``themeline`` on a terminal of so many columns: the exit code, and all that it got.

    Both streams go there, as on a real one.
    """
    import fcntl  # POSIX alone has these
    import pty
    import termios

    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=cwd,
        env={**inherited, "TERM": "xterm-256color", **(environment or {})},
        stdin=its,
        stdout=its,
        stderr=its,
    )
    os.close(its)
    with os.fdopen(ours, "rb", buffering=0) as file:
        told = b"".join(iter(lambda: _read(file), b""))
    return process.wait(), told.decode().replace("\r\n", "\n")


UNWANTED = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
"""What would change what a terminal shows."""


def _read(file):
    try:
        return file.read(65536)
    except OSError:  # Linux says so where the other end is closed
        return b""
