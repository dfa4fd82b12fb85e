"""run.json: how a run was made, in full."""

import hashlib
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.compare.comparison import Comparison
from pipeline.compare.moves import Move
from pipeline.compare.side import Side
from pipeline.compare.words import kinds, sentences
from pipeline.config import Config
from pipeline.flow import Step
from pipeline.report.layout import lay_out
from pipeline.report.story import Story
from pipeline.store.code import code_digests, package_versions
from pipeline.store.fingerprint import Recipe, digest_of
from pipeline.store.stages import Entry
from pipeline.threads import usable_cores


def stage_record(
    step: Step,
    entry: Entry,
    why: tuple[str, ...],
    notes: Mapping[str, Any],
    *,
    hit: bool,
    seconds: float,
) -> dict[str, Any]:
    """One step of the run: the method, its parameters, and where its result came from."""
    recipe = entry.recipe()
    parameters = {k: v for k, v in step.method.parameters().items() if k != "themes"}
    return {
        "step": step.name,
        "stage": step.method.stage,
        "method": step.method.name(),
        "about": about(type(step.method)),
        "key": entry.name,
        "hit": hit,
        "why": list(why),
        "seconds": round(seconds, 3),
        "parameters": parameters,
        "resolved": notes.get("resolved", {}),
        "sources": recipe["sources"],
        "digest": entry.digest,
    }


def about(method: type) -> str:
    """What a method is, with its reference: the first paragraph of its module's docstring."""
    text = sys.modules[method.__module__].__doc__ or ""
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    # a reference too long for the first line stands in a paragraph of its own
    return " ".join(part for part in paragraphs[:2] if part == paragraphs[0] or "doi:" in part)


def report_recipe(config: Config, entries: Mapping[str, Entry]) -> Recipe:
    """All that decides what the report and the tables say: the key of a whole run."""
    package = Path(__file__).parent / "report"
    module = "pipeline.report.write"
    inputs = {name: f"{entry.digest}+{_notes(entry)}" for name, entry in entries.items()}
    settings = config.report.model_dump(mode="json")
    return {
        "stage": "report",
        "method": "html",
        "parameters": {
            **settings,
            "themes": [theme.model_dump(mode="json") for theme in config.themes],
            "overrides": config.overrides.model_dump(mode="json"),
        },
        "sources": {name: digest_of(package / name) for name in ("templates", "static")},
        "code": code_digests(module) | code_digests("pipeline.corrections"),
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


def results_record(story: Story, history: Sequence[Side]) -> dict[str, Any]:
    """What a run found, in numbers, and under which ids its topics go on."""
    labels = story.clustering.labels
    ids = story.identities.ids
    # also of topics that went: they may come back
    earlier = {str(topic): colour for side in history[:1] for topic, colour in side.colours.items()}
    return {
        "counts": {
            "records": story.corpus.records,
            "documents": len(story.corpus),
            "dropped": len(story.corpus.dropped),
            "topics": story.clustering.n_topics,
            "without_topic": int((labels < 0).sum()),
            "without_theme": int((story.themes.primary < 0).sum()),
        },
        "topics": {
            "level": story.clustering.level,
            "ids": list(ids),
            "colours": earlier | dict(zip(map(str, ids), lay_out(story).colours, strict=True)),
            "unused": story.identities.unused,
        },
        "themes": dict(zip(story.themes.names, story.theme_sizes, strict=True)),
        "measures": {measure.name: measure.value for measure in story.quality.measures},
        "checks": [asdict(check) for check in story.checks],
    }


def comparison_record(comparison: Comparison, moved: Sequence[Move]) -> dict[str, Any]:
    """What changed since another run, in short."""
    return {
        "against": comparison.before.name,
        "verdict": comparison.verdict,
        "sentences": sentences(comparison, moved),
        "documents": dict(kinds(moved)),
    }


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
