"""A command as a user gives it, in a process of its own."""

import os
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
