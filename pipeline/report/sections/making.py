"""How it was made: every stage with its method, parameters and time, and how to do it again."""

import json
from collections.abc import Mapping
from typing import Any

from pipeline.core.provenance import StageRecord
from pipeline.report.reasons import because
from pipeline.report.results import Story
from pipeline.report.wording import count, seconds


def view(story: Story) -> dict[str, Any]:
    """The record of the run in reading order."""
    made = story.provenance
    facts = {
        "Run": made.run,
        "Themeline": made.themeline,
        "Started": made.started.replace("T", " "),
        "Seed": made.seed,
        **{name.capitalize(): value for name, value in made.machine.items()},
    }
    return {
        "run": made.run,
        "citation": _citation(story),
        "stages": list(map(_stage, made.stages)),
        "facts": [(name, _text(value)) for name, value in facts.items() if value not in ("", None)],
        "versions": sorted(made.versions.items()),
        "command": made.command,
        "config": json.dumps(made.config, ensure_ascii=False, indent=2, default=str),
    }


def _citation(story: Story) -> str:
    """What to write under a figure taken from the report."""
    made = story.provenance
    methods = [f"{stage.step} {stage.method}" for stage in made.stages]
    run = f"run {made.run} of {made.started[:10]}, seed {made.seed}"
    themes = len(story.themes.names)
    found = f"{count(len(story.shown_topics), 'topic')} and {count(themes, 'theme')}"
    by = f"Themeline {made.themeline} ({run}; {', '.join(methods)})"
    return f"{story.title or story.name}: {found} of {count(len(story), 'document')}. {by}."


def _stage(stage: StageRecord) -> dict[str, Any]:
    return {
        "step": stage.step,
        "method": stage.method,
        "about": stage.about,
        "key": stage.key,
        "state": "taken from the store" if stage.hit else "computed",
        "why": "; ".join(map(because, stage.why)),
        "seconds": seconds(stage.seconds or 0.0),
        "parameters": _parameters(stage.parameters, stage.resolved),
    }


def _parameters(
    given: Mapping[str, Any], resolved: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """Name, value, and where that was ``auto`` what it came to; resolved extras come last."""
    rows = [(name, _text(value), _text(resolved.get(name, ""))) for name, value in given.items()]
    rows = [(name, value, came if came != value else "") for name, value, came in rows]
    return rows + [(name, _text(v), "") for name, v in resolved.items() if name not in given]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
