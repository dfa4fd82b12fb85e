"""Changes: what was done differently from one run to another, told from their run.json."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.overrides.settings import Overrides
from pipeline.store.reasons import config_changes

Record = Mapping[str, Any]
"""A run.json, or what of it an early version wrote."""


def changed_settings(new: Record, old: Record) -> list[str]:
    """What differs between the configs and the overrides, as "key old -> new"."""
    return [
        *config_changes(part(new, "config"), part(old, "config")),
        *config_changes(_overrides(new), _overrides(old)),
    ]


def changed_inputs(new: Record, old: Record) -> Iterator[str]:
    """Files and folders that both read, and found different, such as the corpus."""
    after, before = _sources(new), _sources(old)
    for place, digest in after.items():
        if before.get(place, digest) != digest:
            yield f"the content of {place} changed"


def changed_versions(new: Record, old: Record) -> Iterator[str]:
    """Packages that both used, in other versions."""
    before = part(old, "versions")
    for package, version in part(new, "versions").items():
        if before.get(package, version) != version:
            yield f"{package} {before[package]} -> {version}"


def changed_results(new: Record, old: Record) -> bool:
    """Whether any step gave something else."""
    after, before = ([stage.get("digest") for stage in record["stages"]] for record in (new, old))
    return after != before


def _overrides(record: Record) -> dict[str, Any]:
    return {"overrides": Overrides.model_validate(part(record, "overrides")).said}


def _sources(record: Record) -> dict[str, str]:
    """The digest of every file or folder that a run read, by its place in the config."""
    return {
        f"{stage['step']}.{name}": digest
        for stage in record["stages"]
        for name, digest in part(stage, "sources").items()
    }


def part(record: Record, name: str) -> Mapping[str, Any]:
    """A part of a run.json; empty where an early version did not write it."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}
