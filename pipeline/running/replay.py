"""Run the config of a finished run again from nothing, and hold the tables side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.config.reading import config_of
from pipeline.core.errors import InputError
from pipeline.core.events import Watcher
from pipeline.running.execute import execute
from pipeline.runs.changes import changed_inputs, changed_settings
from pipeline.runs.run import Run
from pipeline.store.files import machine_errors

TABLES = (".csv", ".parquet")
COMPARED = "compare/"
"""Tables about another run, which a replay does not have beside it."""

NEEDED = ("run", "config", "config_file")
"""Parts of run.json without which no config can be made of it."""


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
    causes: tuple[str, ...]


def replay(run: Run, watch: Watcher, command: str) -> Replay:
    """Run a finished run's config in a temporary folder with an empty store.

    Raises ``InputError`` where the run does not record its config, ``ConfigError`` where the
    config does not hold any more, such as a corpus that is gone.
    """
    missing = [part for part in NEEDED if part not in run.record]
    if missing:
        raise InputError(
            f"{run.folder}: its run.json has no {', '.join(missing)}, and cannot be replayed; "
            "themeline run makes a run that can"
        )
    config = config_of(run.record, run.folder.parent)
    with machine_errors("cannot replay the run"), _folder() as folder:
        elsewhere = replace(config, outputs=Path(folder))
        again = execute(elsewhere, watch, command, against="none", continuing=run)
        return compared(again.record, run.record)


def compared(new: Mapping[str, Any], old: Mapping[str, Any]) -> Replay:
    """Hold what two run.json say of their tables side by side."""
    after, before = _tables(new), _tables(old)
    names = sorted({**after, **before})
    different = [name for name in names if after.get(name) != before.get(name)]
    if not different:
        return Replay(tuple(names), (), "", ())
    step = _step(new, old)
    return Replay(tuple(names), tuple(different), step, tuple(_causes(new, old, step)))


def _tables(record: Mapping[str, Any]) -> dict[str, Any]:
    files: Mapping[str, Any] = record["files"]
    return {
        name: written
        for name, written in files.items()
        if name.endswith(TABLES) and not name.startswith(COMPARED)
    }


def _step(new: Mapping[str, Any], old: Mapping[str, Any]) -> str:
    before = {stage["step"]: stage.get("digest") for stage in old["stages"]}
    changed = (
        stage["step"]
        for stage in new["stages"]
        if before.get(stage["step"]) not in (None, stage["digest"])
    )
    return next(changed, "")


def _causes(new: Mapping[str, Any], old: Mapping[str, Any], step: str) -> Iterator[str]:
    told = [
        *changed_settings(new, old),
        *changed_inputs(new, old),
        *_differences(new["versions"], old.get("versions", {})),
        *(f"machine: {line}" for line in _differences(new["machine"], old.get("machine", {}))),
    ]
    yield from told
    code, earlier = (record["report"].get("code", {}) for record in (new, old))
    modules = [name for name in sorted({**code, **earlier}) if code.get(name) != earlier.get(name)]
    if modules:
        yield f"the code of {', '.join(modules)}"
    elif not told and step and _key(new, step) != _key(old, step):
        # the key of a result covers settings, inputs, versions and code: only code is left
        yield f"the code that {step} uses"


def _differences(new: Mapping[str, Any], old: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({**old, **new}):
        if new.get(name) != old.get(name):
            yield f"{name} {old.get(name, 'none')} -> {new.get(name, 'none')}"


def _key(record: Mapping[str, Any], step: str) -> str:
    return next((stage["key"] for stage in record["stages"] if stage["step"] == step), "")


def _folder() -> "TemporaryDirectory[str]":
    # Windows keeps files that are still mapped into memory
    return TemporaryDirectory(prefix="themeline-replay-", ignore_cleanup_errors=True)
