"""Changes: what was done differently from one run to another, by their records."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.core.changes import Cause, Change, Reason
from pipeline.runs.record import RunRecord
from pipeline.store.reasons import config_changes


def changed_settings(new: RunRecord, old: RunRecord) -> list[Change]:
    """What differs between the configs and the overrides."""
    return [
        *config_changes(new.config, old.config),
        *config_changes({"overrides": new.overrides.said}, {"overrides": old.overrides.said}),
    ]


def changed_inputs(new: RunRecord, old: RunRecord) -> Iterator[Reason]:
    """Files and folders that both read, and found different, such as the corpus."""
    before = _sources(old)
    for place, digest in _sources(new).items():
        if before.get(place, digest) != digest:
            yield Reason("source", (place,))


def changed_versions(new: RunRecord, old: RunRecord) -> Iterator[Reason]:
    """Packages that both used, in other versions."""
    found = _differences("version", new.versions, old.versions)
    return (each for each in found if each.old and each.new)


def changed_results(new: RunRecord, old: RunRecord) -> bool:
    """Whether any step gave something else."""
    after, before = ([stage.digest for stage in record.stages] for record in (new, old))
    return after != before


def causes(new: RunRecord, old: RunRecord, step: str) -> Iterator[Reason]:
    """All that is recorded and differs, where ``step`` was the first with another result."""
    told = [
        *(Reason("setting", change=change) for change in changed_settings(new, old)),
        *changed_inputs(new, old),
        *_differences("version", new.versions, old.versions),
        *_differences("machine", new.machine, old.machine),
    ]
    yield from told
    code, earlier = (record.report.get("code", {}) for record in (new, old))
    modules = [name for name in sorted({**code, **earlier}) if code.get(name) != earlier.get(name)]
    if modules:
        yield Reason("code", tuple(modules))
    elif not told and step and _key(new, step) != _key(old, step):
        # the key of a result covers settings, inputs, versions and code: only code is left
        yield Reason("code", (step,))


def _differences(cause: Cause, new: Mapping[str, Any], old: Mapping[str, Any]) -> Iterator[Reason]:
    for name in sorted({**old, **new}):
        if new.get(name) != old.get(name):
            yield Reason(cause, (name,), old=str(old.get(name, "")), new=str(new.get(name, "")))


def _key(record: RunRecord, step: str) -> str:
    stage = record.stage(step)
    return stage.key if stage else ""


def _sources(record: RunRecord) -> dict[str, str]:
    """The digest of every file or folder that a run read, by its place in the config."""
    return {
        f"{stage.step}.{name}": digest
        for stage in record.stages
        for name, digest in stage.sources.items()
    }
