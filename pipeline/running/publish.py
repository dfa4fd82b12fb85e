"""Publish: write the folder of a run whose stages are all there."""

import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.compare.comparison import Comparison, compare
from pipeline.compare.moves import Move, moves
from pipeline.compare.page import view as comparison_view
from pipeline.compare.run_tables import RunTables
from pipeline.compare.sentences import computed, kinds, sentences
from pipeline.compare.write import write as write_comparison
from pipeline.config import Config
from pipeline.core.artifacts import Check
from pipeline.core.durable import drafts, settle
from pipeline.core.events import RunFinished, StepFinished, StepStarted
from pipeline.core.provenance import Compared, Provenance
from pipeline.report.figures.fonts import font_checks
from pipeline.report.layout import lay_out
from pipeline.report.results import Results
from pipeline.report.summary import sentences as summary
from pipeline.report.table import Table
from pipeline.report.tables import TABLES
from pipeline.report.write import write_figures, write_report, write_tables
from pipeline.running.corrections import corrected, describing, passed_over
from pipeline.running.flow import NAMING
from pipeline.running.plan import Planned
from pipeline.running.recording import config_file, machine, versions
from pipeline.running.session import Session
from pipeline.runs.record import FORMAT, Counts, RunRecord, TopicIds
from pipeline.runs.run import Run, newer_and_damaged, next_folder, point_latest
from pipeline.store.files import machine_errors
from pipeline.store.fingerprint import Recipe, key_of
from pipeline.store.stages import Written


@dataclass(frozen=True)
class Unwritten:
    """A run whose tables are made and whose folder is not there yet."""

    folder: Path
    record: RunRecord
    tables: Mapping[str, Table]

    def columns(self, name: str, only: Sequence[str] | None = None) -> Mapping[str, Any]:
        """The columns of a table."""
        return self.tables[name]


def publish(
    session: Session,
    report: Planned,
    history: Sequence[RunTables],
    other: RunTables | None,
    command: str,
) -> Run:
    """Write tables, figures, the comparison with ``other`` and the report, and make it a run.

    ``history`` are the runs whose topics go on, the newest first.
    """
    clock = time.perf_counter()
    session.log(StepStarted("report", "html", report.why))
    folder = next_folder(session.config.outputs, session.config.name)
    found = session.results()
    made = _provenance(session, report.recipe, folder.name, command)
    results = _results(session, found, made, history)
    tables = {name: make(results) for name, make in TABLES.items()}
    record = _record(session.config, report.recipe, results, history)
    with machine_errors("cannot write the run folder", folder), drafts(session.store.root) as draft:
        files = [*write_tables(draft, results, tables, session.config.report)]
        if other is not None:
            now = RunTables(Unwritten(folder, record, tables))
            comparison = compare(other, now, lambda: found["embed"])
            moved = moves(comparison)
            files += write_comparison(draft, comparison, moved)
            told = _compared(comparison, moved)
            record = record.model_copy(update={"comparison": told})
            results = replace(results, compared=told, comparison=comparison_view(comparison, moved))
        files += _write_for_readers(session, draft, results)
        seconds = time.perf_counter() - clock
        session.log(StepFinished("report", "html", False, seconds))
        session.log(RunFinished(str(folder), time.perf_counter() - session.clock))
        shutil.copyfile(session.log.path, draft / "log.jsonl")
        ended = {
            "seconds": round(time.perf_counter() - session.clock, 3),
            "report_seconds": round(seconds, 3),
            "summary": tuple(summary(results)),
            "files": {path.relative_to(draft).as_posix(): Written.of(path) for path in files},
        }
        record.model_copy(update=ended).write(draft)
        settle(draft, folder)
        point_latest(folder)
    return Run(folder)


def _write_for_readers(session: Session, draft: Path, results: Results) -> list[Path]:
    settings = session.config.report
    return [*write_figures(draft, results, settings), *write_report(draft, results, settings)]


def _provenance(session: Session, recipe: Recipe, name: str, command: str) -> Provenance:
    """How the run was made."""
    config = session.config
    return Provenance(
        themeline=version("themeline"),
        run=name,
        key=key_of(recipe),
        name=config.name,
        seed=config.seed,
        # it may name a file in bytes that are no text, which the report cannot hold
        command=command.encode("utf-8", "backslashreplace").decode(),
        started=session.started.isoformat(timespec="seconds"),
        config_file=config_file(config),
        config=config.resolved(),
        stages=tuple(session.records.values()),
        versions=versions(recipe, session.entries),
        machine=machine(),
    )


def _record(
    config: Config, recipe: Recipe, results: Results, history: Sequence[RunTables]
) -> RunRecord:
    """What a run found, in numbers, and under which ids its topics go on; its files come later."""
    labels, ids = results.clustering.labels, results.identities.ids
    # also of topics that went: they may come back
    last = next((side for side in history if not side.fault), None)
    colours = dict(last.colours) if last else {}
    return RunRecord(
        **dict(results.provenance),
        format=FORMAT,
        report=recipe,
        files={},
        overrides=config.overrides,
        counts=Counts(
            records=results.corpus.records,
            documents=len(results.corpus),
            characters=sum(map(len, results.corpus.full_texts)),
            dropped=len(results.corpus.dropped),
            topics=results.clustering.n_topics,
            without_topic=int((labels < 0).sum()),
            without_theme=int((results.themes.primary < 0).sum()),
        ),
        topics=TopicIds(
            level=results.clustering.level,
            ids=ids,
            colours=colours | dict(zip(ids, lay_out(results).colours, strict=True)),
            unused=results.identities.unused,
        ),
        themes=dict(zip(results.themes.names, results.theme_sizes, strict=True)),
        measures={measure.name: measure.value for measure in results.quality.measures},
        checks=results.checks,
    )


def _compared(comparison: Comparison, moved: Sequence[Move]) -> Compared:
    """What changed since another run, in short."""
    changed, *told = sentences(comparison, moved)
    return Compared(
        against=comparison.before.name,
        verdict=comparison.verdict,
        sentences=(changed, *computed(comparison.after.run.record), *told),
        documents=dict(kinds(moved)),
    )


def _results(
    session: Session,
    found: Mapping[str, Any],
    provenance: Provenance,
    history: Sequence[RunTables],
) -> Results:
    config = session.config
    newer = newer_and_damaged(config.outputs, config.name, session.last)
    shown = corrected(
        config.overrides,
        history,
        found["load"],
        found["cluster"],
        found.get(NAMING, found["describe"]),
        found["assign"],
        describing(config.describe, config.embed, found["load"], found["embed"], found["cluster"]),
    )
    corrections = (shown.clustering is not found["cluster"]) or (
        shown.themes is not found["assign"]
    )
    checks = [
        _of(step, check, corrections) for step, result in found.items() for check in result.checks
    ]
    results = Results(
        name=config.name,
        title=config.report.title or config.name,
        corpus=found["load"],
        map=found["map"],
        clustering=shown.clustering,
        topics=shown.topics,
        themes=shown.themes,
        asked=config.themes,
        quality=found["evaluate"],
        checks=tuple(
            _told(each, config) for each in (*checks, *shown.checks, *passed_over(history, newer))
        ),
        quotes=config.report.texts,
        provenance=provenance,
        identities=shown.identities,
        origins=shown.origins,
    )
    if not config.report.figures.formats:
        return results
    return replace(results, checks=(*results.checks, *font_checks(results)))


def _told(check: Check, config: Config) -> Check:
    """A check without the words of documents, where the config keeps these back."""
    if config.report.texts or not check.quotes:
        return check
    message = check.message
    for quote in check.quotes:
        message = message.replace(quote, "a part that is withheld")
    return replace(check, message=message, quotes=())


def _of(step: str, check: Check, corrected: bool) -> Check:
    """The map's checks say so: the same method may have spoken for the reducer.

    So do those of what overrides have changed since.
    """
    spoken = "Map: " if step == "map" else "Before overrides: "
    told = step == "map" or (
        corrected and step in ("cluster", "describe", NAMING, "assign", "evaluate")
    )
    return replace(check, message=f"{spoken}{check.message}") if told else check
