"""run.json: how a run was made, in full."""

import hashlib
import os
import platform
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.core.provenance import StageRecord
from pipeline.core.threads import usable_cores
from pipeline.running.flow import Step
from pipeline.store.code import code_digests, package_versions
from pipeline.store.fingerprint import Recipe, digest_of
from pipeline.store.stages import Entry


def stage_record(step: Step, entry: Entry, resolved: Mapping[str, Any]) -> StageRecord:
    """One step of the run whose result was found in the store."""
    return StageRecord(
        step=step.name,
        stage=step.method.stage,
        key=entry.name,
        method=step.method.name(),
        about=about(type(step.method)),
        digest=entry.digest,
        hit=True,
        seconds=0.0,
        parameters={k: v for k, v in step.method.parameters().items() if k != "themes"},
        resolved=dict(resolved),
        sources=entry.recipe()["sources"],
    )


def about(method: type) -> str:
    """What a method is, with its reference: the first paragraph of its module's docstring."""
    text = sys.modules[method.__module__].__doc__ or ""
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    # a reference too long for the first line stands in a paragraph of its own
    return " ".join(part for part in paragraphs[:2] if part == paragraphs[0] or "doi:" in part)


def report_recipe(config: Config, entries: Mapping[str, Entry]) -> Recipe:
    """All that decides what the report and the tables say: the key of a whole run."""
    package = Path(__file__).resolve().parents[1] / "report"
    module = "pipeline.report.write"
    inputs = {name: f"{entry.digest}+{_notes(entry)}" for name, entry in entries.items()}
    settings = config.report.model_dump(mode="json")
    return {
        "stage": "report",
        "method": "html",
        "parameters": {
            **settings,
            "themes": [theme.model_dump(mode="json") for theme in config.themes],
            "overrides": config.overrides.said,
        },
        "sources": {name: digest_of(package / name) for name in ("templates", "static")},
        "code": code_digests(module) | code_digests("pipeline.running.corrections"),
        "versions": package_versions(module),
        "tools": {},
        "inputs": inputs,
        "made_by": {name: entry.name for name, entry in entries.items()},
    }


def config_file(config: Config) -> str:
    """Where the config is, as seen from the outputs folder, which may move with it."""
    try:
        return Path(os.path.relpath(config.path, config.outputs)).as_posix()
    except ValueError:  # another drive on Windows
        return config.path.as_posix()


def versions(report: Recipe, entries: Mapping[str, Entry]) -> dict[str, str]:
    """The version of Themeline and of every outside package that any step used."""
    used = dict(report["versions"])
    for entry in entries.values():
        recipe = entry.recipe()
        for part in (recipe, *recipe["tools"].values()):
            used |= part["versions"]
    return {"themeline": version("themeline"), **dict(sorted(used.items()))}


def machine() -> dict[str, Any]:
    """What the run was computed on."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "processor": platform.machine(),
        "cores": usable_cores(),
        "python": platform.python_version(),
    }


def _notes(entry: Entry) -> str:
    return hashlib.sha256((entry.folder / "notes.json").read_bytes()).hexdigest()
