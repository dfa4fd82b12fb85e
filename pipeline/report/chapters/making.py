"""How it was made: the command, every stage with its method and parameters, the versions."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.report.lettering import printable
from pipeline.report.markdown import bullets, escaped, grid
from pipeline.report.results import Story

LONGEST = 400
"""Characters shown of the value of a parameter."""


def chapter(story: Story) -> Iterator[str]:
    """The record of the run, without what differs from one time to the next."""
    record = story.record
    if record.get("command"):
        # as code, in which nothing is markup and which can be copied as it is
        yield f"    {printable(record['command'])}"
    facts = {"Themeline": "themeline", "Run": "run", "Seed": "seed"}
    yield bullets(
        f"{name}: {escaped(str(record[key]))}" for name, key in facts.items() if key in record
    )
    if record.get("stages"):
        yield "### Stages"
        yield grid(("Step", "Method", "What it is", "Parameters"), map(_stage, record["stages"]))
    if record.get("versions"):
        yield "### Versions"
        yield escaped(", ".join(f"{name} {at}" for name, at in sorted(record["versions"].items())))
    yield "run.json has the whole config, the machine and the times."


def _stage(stage: Mapping[str, Any]) -> tuple[str, ...]:
    said = (str(stage.get(key, "")) for key in ("step", "method", "about"))
    return (*said, _parameters(stage.get("parameters", {}), stage.get("resolved", {})))


def _parameters(given: Mapping[str, Any], resolved: Mapping[str, Any]) -> str:
    """Names and values, and what came of those that were ``auto``; what resolved adds is last."""
    told = [
        f"{name} {_text(value)}" + (f" → {_text(resolved[name])}" if name in resolved else "")
        for name, value in sorted(given.items())
    ]
    more = [
        f"{name} {_text(value)}" for name, value in sorted(resolved.items()) if name not in given
    ]
    return ", ".join(told + more)


def _text(value: Any) -> str:
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"
