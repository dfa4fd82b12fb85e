"""How it was made: every stage with its method, parameters and time, and how to do it again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.core.provenance import StageRecord
from pipeline.report.citation import Citation, cite
from pipeline.report.reasons import because
from pipeline.report.results import Results
from pipeline.report.wording import count, seconds

Parameters = list[tuple[str, str, str]]
"""Name, value, and where that was ``auto`` what it came to, else nothing."""


@dataclass(frozen=True)
class ToldStage:
    """A stage as it was run: its method, and why and how long it was computed."""

    step: str
    method: str
    about: str
    key: str
    state: str
    why: str
    seconds: str
    parameters: Parameters


@dataclass(frozen=True)
class MakingView:
    """The record of the run in reading order.

    ``cite`` is for a list of references, ``citation`` for what is taken from the report. ``facts``
    would be the same on another day and another machine, ``circumstances`` would not.
    """

    run: str
    command: str
    cite: Citation
    citation: str
    stages: list[ToldStage]
    facts: list[tuple[str, str]]
    circumstances: list[tuple[str, str]]
    versions: list[tuple[str, str]]
    config: str


def view(results: Results) -> MakingView:
    """Tell the record; what it does not hold is left out."""
    made = results.provenance
    facts = {"Run": made.run, "Themeline": made.themeline, "Seed": made.seed}
    started = {"Started": made.started.replace("T", " ")}
    machine = {name.capitalize(): value for name, value in made.machine.items()}
    return MakingView(
        run=made.run,
        command=made.command,
        cite=cite(made.themeline),
        citation=_citation(results),
        stages=list(map(_stage, made.stages)),
        facts=_known(facts),
        circumstances=_known(started | machine),
        versions=sorted(made.versions.items()),
        config=json.dumps(made.config, ensure_ascii=False, indent=2, default=str),
    )


def _known(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, _text(value)) for name, value in facts.items() if value not in ("", None)]


def _citation(results: Results) -> str:
    """What to write under a figure taken from the report."""
    made = results.provenance
    methods = [f"{stage.step} {stage.method}" for stage in made.stages]
    run = f"run {made.run} of {made.started[:10]}, seed {made.seed}"
    themes = len(results.themes.names)
    found = f"{count(len(results.shown_topics), 'topic')} and {count(themes, 'theme')}"
    by = f"Themeline {made.themeline} ({run}; {', '.join(methods)})"
    return f"{results.title or results.name}: {found} of {count(len(results), 'document')}. {by}."


def _stage(stage: StageRecord) -> ToldStage:
    return ToldStage(
        step=stage.step,
        method=stage.method,
        about=stage.about,
        key=stage.key,
        state="taken from the store" if stage.hit else "computed",
        why="; ".join(map(because, stage.why)),
        seconds=seconds(stage.seconds or 0.0),
        parameters=_parameters(stage.parameters, stage.resolved),
    )


def _parameters(given: Mapping[str, Any], resolved: Mapping[str, Any]) -> Parameters:
    """Those of the config, then what else the method resolved."""
    rows = [(name, _text(value), _text(resolved.get(name, ""))) for name, value in given.items()]
    rows = [(name, value, came if came != value else "") for name, value, came in rows]
    return rows + [(name, _text(v), "") for name, v in resolved.items() if name not in given]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
