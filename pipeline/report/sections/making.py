"""How it was made: every stage with its method, parameters and time, and how to do it again."""

import json
from collections.abc import Mapping
from typing import Any

from pipeline.report.results import Story
from pipeline.report.wording import count, seconds


def view(story: Story) -> dict[str, Any]:
    """The record of the run in reading order."""
    record = story.record
    facts = {
        "Run": record.get("run", ""),
        "Themeline": record.get("themeline", ""),
        "Started": str(record.get("started", "")).replace("T", " "),
        "Seed": record.get("seed", ""),
        **{name.capitalize(): value for name, value in record.get("machine", {}).items()},
    }
    return {
        "run": record.get("run", ""),
        "citation": _citation(story),
        "stages": [_stage(stage) for stage in record.get("stages", [])],
        "facts": [(name, _text(value)) for name, value in facts.items() if value not in ("", None)],
        "versions": sorted(record.get("versions", {}).items()),
        "command": record.get("command", ""),
        "config": json.dumps(record.get("config", {}), ensure_ascii=False, indent=2, default=str),
    }


def _citation(story: Story) -> str:
    """What to write under a figure taken from the report."""
    record = story.record
    methods = [f"{stage['step']} {stage['method']}" for stage in record.get("stages", [])]
    day = str(record.get("started", ""))[:10]
    run = f"run {record.get('run', '')} of {day}, seed {record.get('seed', '')}"
    themes = len(story.themes.names)
    found = f"{count(len(story.shown_topics), 'topic')} and {count(themes, 'theme')}"
    made = f"Themeline {record.get('themeline', '')} ({run}; {', '.join(methods)})"
    return f"{story.title or story.name}: {found} of {count(len(story), 'document')}. {made}."


def _stage(stage: Mapping[str, Any]) -> dict[str, Any]:
    hit = bool(stage.get("hit"))
    return {
        "step": stage.get("step", ""),
        "method": stage.get("method", ""),
        "about": stage.get("about", ""),
        "key": stage.get("key", ""),
        "state": "taken from the store" if hit else "computed",
        "why": "; ".join(map(_text, stage.get("why", []))),
        "seconds": seconds(float(stage.get("seconds", 0.0))),
        "parameters": _parameters(stage.get("parameters", {}), stage.get("resolved", {})),
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
