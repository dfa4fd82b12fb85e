"""One run at a time in an outputs folder.

A kernel lock (flock, or its Windows counterpart), which ends with the process that holds
it: the file that stays behind locks nobody out.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.core.errors import BusyError
from pipeline.store.files import machine_errors

LOCK = "lock"
"""The file of a folder that is locked with it."""


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Hold the store's lock. Raises ``BusyError`` where another process holds it."""
    from filelock import FileLock, Timeout

    with machine_errors("cannot use the outputs folder"):
        store.mkdir(parents=True, exist_ok=True)
        lock = FileLock(store / LOCK, timeout=0, mode=0o666)  # less what the umask takes
        try:
            lock.acquire()
        except Timeout:
            raise BusyError(
                f"{store.parent}: another run holds this folder{_holder(store)}; "
                "wait for it to end, or use another --outputs folder"
            ) from None
    try:
        started = datetime.now(UTC).isoformat(timespec="seconds")
        holder = {"process": os.getpid(), "since": started}
        with machine_errors("cannot use the outputs folder"):
            (store / "holder.json").write_text(json.dumps(holder), encoding="utf-8")
        yield
    finally:
        lock.release()


def _holder(store: Path) -> str:
    try:
        holder = json.loads((store / "holder.json").read_text(encoding="utf-8"))
        return f" (process {holder['process']}, since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
