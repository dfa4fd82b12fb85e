"""The log of a run: one JSON object a line, written as things happen."""

import json
import traceback
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipeline.core.events import Event, StepProgressed, Watcher


class Log:
    """Writes every event to a file and passes it on; progress is passed on only.

    As a context manager it also records the exception that ended the run, with its
    traceback: the one place where a user never has to look and an engineer can.
    """

    def __init__(self, path: Path, watch: Watcher) -> None:
        self.path = path
        self._watch = watch
        # names of files need not be text
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def __call__(self, event: Event) -> None:
        """Write an event down and pass it on."""
        if not isinstance(event, StepProgressed):
            self.note(type(event).__name__, **asdict(event))
        self._watch(event)

    def note(self, what: str, **facts: Any) -> None:
        """Write one line."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "event": what, **facts}, ensure_ascii=False)
        self._file.write(line + "\n")
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._file.close()
            return
        lines = traceback.format_exception(kind, error, trace)
        with suppress(OSError), self._file:  # a full disk must not hide what it brought about
            self.note("Failed", error=str(error), traceback="".join(lines))
