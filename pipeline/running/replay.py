"""Run the config of a finished run again from nothing, and hold the tables side by side."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.core.changes import Reason
from pipeline.core.errors import BusyError, MachineError
from pipeline.core.events import Watcher
from pipeline.running.execute import execute
from pipeline.runs.changes import causes
from pipeline.runs.record import RunRecord
from pipeline.runs.run import Run
from pipeline.runs.settings import config_of
from pipeline.store.files import machine_errors
from pipeline.store.lock import LOCK, locked
from pipeline.store.stages import Written

TABLES = (".csv", ".parquet")
COMPARED = "compare/"
"""Tables about another run, which a replay does not have beside it."""

PREFIX = "themeline-replay-"
"""How the temporary folders begin."""


@dataclass(frozen=True)
class Replay:
    """What came of running a config again.

    tables     names of all tables that either run wrote
    different  those that only one wrote, or that are not byte for byte the same
    step       the first step with another result; empty where it is only the report
    causes     what differs between the two runs; empty where nothing that is recorded does
    """

    tables: tuple[str, ...]
    different: tuple[str, ...]
    step: str
    causes: tuple[Reason, ...]


def replay(run: Run, watch: Watcher, command: str) -> Replay:
    """Run a finished run's config in a temporary folder with an empty store.

    Raises ``InputError`` where the run does not record its config, ``ConfigError`` where the
    config does not hold any more, such as a corpus that is gone.
    """
    config = config_of(run)
    with machine_errors("cannot replay the run"), _folder() as folder:
        elsewhere = replace(config, outputs=folder / "outputs")
        again = execute(
            elsewhere,
            watch,
            command,
            against="none",
            continuing=run,
            answers=run.folder.parent / ".store",
        )
        return compared(again.record, run.record)


def compared(new: RunRecord, old: RunRecord) -> Replay:
    """Hold what two records say of their tables side by side."""
    after, before = _tables(new), _tables(old)
    names = sorted({**after, **before})
    different = [name for name in names if after.get(name) != before.get(name)]
    if not different:
        return Replay(tuple(names), (), "", ())
    step = _step(new, old)
    return Replay(tuple(names), tuple(different), step, tuple(causes(new, old, step)))


def _tables(record: RunRecord) -> dict[str, Written]:
    return {
        name: written
        for name, written in record.files.items()
        if name.endswith(TABLES) and not name.startswith(COMPARED)
    }


def _step(new: RunRecord, old: RunRecord) -> str:
    before = {stage.step: stage.digest for stage in old.stages}
    changed = (
        stage.step for stage in new.stages if before.get(stage.step, "") not in ("", stage.digest)
    )
    return next(changed, "")


@contextmanager
def _folder() -> Iterator[Path]:
    """A temporary folder, which is locked as long as its process lives and gone in the end.

    Those that killed processes left are removed first.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with suppress(BusyError, MachineError), locked(left.parent):  # else of others
            shutil.rmtree(left.parent, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with locked(folder):
            yield folder
    finally:
        # Windows keeps files that are still mapped into memory
        shutil.rmtree(folder, ignore_errors=True)
