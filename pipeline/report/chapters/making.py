"""How it was made: the command, every stage with its method and parameters, the versions."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.core.provenance import StageRecord
from pipeline.report.lettering import printable
from pipeline.report.markdown import bullets, escaped, grid
from pipeline.report.results import Story

LONGEST = 400
"""Characters shown of the value of a parameter."""


def chapter(story: Story) -> Iterator[str]:
    """The record of the run, without what differs from one time to the next."""
    made = story.provenance
    if made.command:
        # as code, in which nothing is markup and which can be copied as it is
        yield f"    {printable(made.command)}"
    facts = {"Themeline": made.themeline, "Run": made.run, "Seed": made.seed}
    yield bullets(
        f"{name}: {escaped(str(value))}" for name, value in facts.items() if value not in ("", None)
    )
    if made.stages:
        yield "### Stages"
        yield grid(("Step", "Method", "What it is", "Parameters"), map(_stage, made.stages))
    if made.versions:
        yield "### Versions"
        yield escaped(", ".join(f"{name} {at}" for name, at in sorted(made.versions.items())))
    yield "run.json has the whole config, the machine and the times."


def _stage(stage: StageRecord) -> tuple[str, ...]:
    told = _parameters(stage.parameters, stage.resolved)
    return (stage.step, stage.method, stage.about, told)


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
