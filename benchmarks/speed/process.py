"""A command as a process of its own, and what it took."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
KIB = 1 / 1024 if sys.platform == "darwin" else 1.0
"""The unit of the system's peak memory, in KiB: macOS tells bytes."""


class FailedError(Exception):
    """A command ended with an error; the message is what it said."""


@dataclass(frozen=True)
class Measured:
    """What one process took, the processes that it waited for included.

    seconds            on the clock
    processor_seconds  of all cores together
    peak_mib           the largest resident size of any one of the processes; at least that of
                       the benchmark itself, whose size a new process has for a moment (Linux)
    """

    seconds: float
    processor_seconds: float
    peak_mib: float


def measure(command: Sequence[str]) -> Measured:
    """Run a command to its end. Raises ``FailedError`` where that is not a good one."""
    return _run(command)[0]


def report(command: Sequence[str]) -> tuple[Measured, dict[str, Any]]:
    """Run one of our own works, which prints a JSON object; its own seconds count.

    So loading a model and reading a corpus are not timed. Raises ``FailedError``.
    """
    measured, printed = _run(command)
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    own = {name: told.pop(name) for name in ("seconds", "processor_seconds")}
    return replace(measured, **own), told


def _run(command: Sequence[str]) -> tuple[Measured, str]:
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=printed, stderr=said
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        for file in (printed, said):
            file.seek(0)
        if process.returncode != 0:
            raise FailedError(_last_words(process.returncode, said.read()))
        used = usage.ru_utime + usage.ru_stime
        measured = Measured(seconds, used, usage.ru_maxrss * KIB / 1024)
        return measured, printed.read().decode()


def _last_words(code: int, said: bytes) -> str:
    """The end of what a process wrote to its error stream, and how it ended."""
    ended = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
    return f"{ended}: {said.decode(errors='replace').strip()[-1000:]}"
