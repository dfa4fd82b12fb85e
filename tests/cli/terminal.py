"""A command as a user gives it, in a process of its own."""

import os
import struct
import subprocess
import sys


def themeline(*arguments, cwd, environment=None):
    """Run ``themeline`` in a folder; what came of it."""
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
