"""Work in a process of its own: libraries that a damaged file may break, or hold up for good.

What comes back is JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def answer_of(module: str, request: Any, content: bytes = b"", seconds: float | None = None) -> Any:
    """What a module of ours prints as JSON, run with a request and some content to read.

    Raises ``ValueError`` where it breaks off, or takes more than so many seconds.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module, json.dumps(request)],
            env=os.environ | {"PYTHONPATH": _search_path()},
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ValueError(f"it takes more than {seconds:.0f} seconds to read") from None
    if done.returncode:
        raise ValueError("what reads it breaks off, as it does at damaged files")
    return json.loads(done.stdout)


def _search_path() -> str:
    """Where the other process finds this package, and what this one was told to look through."""
    here = str(Path(__file__).parents[2])
    return os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
