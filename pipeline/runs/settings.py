"""The config that a finished run was made by."""

from collections.abc import Mapping
from typing import Any

from pipeline.config import Config, recorded_config
from pipeline.core.errors import InputError
from pipeline.runs.run import Run


def config_of(run: Run, load: Mapping[str, Any] | None = None) -> Config:
    """The config of a run with every value that it had; ``load`` stands for what it read.

    Raises ``InputError`` where the run does not record its config, and ``ConfigError`` where it
    does not hold any more, such as a corpus that is gone.
    """
    record = run.record
    lacking = [part for part in ("run", "config", "config_file") if not getattr(record, part)]
    if lacking:
        raise InputError(
            f"{run.folder}: its run.json has no {', '.join(lacking)}, as an earlier version wrote "
            "it; run its config again"
        )
    settings = record.config
    if load is not None:
        # the file of corrections may be gone by now, and what it said is in the run's tables
        settings = {**settings, "load": load, "overrides": None}
    outputs = run.folder.absolute().parent
    file = outputs / record.config_file
    return recorded_config(settings, file, outputs, record.run, record.overrides)
