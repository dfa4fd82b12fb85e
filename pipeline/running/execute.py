"""Run a config: take from the store what is there, compute the rest, write the report."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config import Config
from pipeline.core.events import RunForecast, RunStarted, Watcher
from pipeline.running.forecast import foresee_rest, require_room
from pipeline.running.naming import tables_of
from pipeline.running.plan import Planned, report_outlook
from pipeline.running.session import Session, session
from pipeline.runs.run import Run, find_run, point_latest, require_pointer
from pipeline.store.files import machine_errors

if TYPE_CHECKING:
    from pipeline.compare.run_tables import RunTables

NOTHING = "none"
"""Stands for no run to compare with."""

REPORT = "report"
"""The step that comes after those of the flow."""


@machine_errors("cannot finish the run")
def execute(
    config: Config,
    watch: Watcher,
    command: str,
    *,
    against: str | None = None,
    continuing: Run | None = None,
    force: bool = False,
    answers: Path | None = None,
) -> Run:
    """Bring the results of a config up to date.

    Topics keep the ids that they have in the run ``continuing``, and the result is compared
    with the run that ``against`` names; both are the last run of the same name where not
    given, and ``against="none"`` compares with none. A run of an early version, which has no
    lineage, is neither continued nor compared with.

    Says what the run will take once the corpus is read, and raises ``MachineError`` where that
    is more memory or disk than is free, unless ``force``.

    Answers of models are taken from the store ``answers`` where one is given, and none is asked.

    Returns the new run, or the last one with ``fresh=False`` where nothing changed.
    Raises ``BusyError`` where another run holds the outputs folder.
    """
    named = None if against in (None, NOTHING) else _named(str(against), config)
    history = cache(lambda: tables_of(config, continuing))
    with session(config, watch, history, answers) as open_:
        open_.log(RunStarted((*open_.steps, REPORT)))
        require_pointer(config.outputs)
        open_.bring_up(lambda planned: _foretell(open_, planned, force))
        last = open_.last
        report = report_outlook(config, open_.entries, last)
        if last is not None and report.status == "cached":
            point_latest(last.folder)
            return Run(last.folder, fresh=False, recomputed=open_.recomputed)
        if not open_.recomputed:
            _foretell(open_, (), force)
        return _published(open_, report, against, named, history(), command)


def _foretell(open_: Session, planned: Sequence[Planned], force: bool) -> None:
    """Say what the steps that are to come take, and the report after them."""
    coming = [*planned, Planned(REPORT, "html", "runs")]
    expected = foresee_rest(open_, coming)
    steps = dict(zip((each.name for each in coming), expected.parts, strict=True))
    open_.log(RunForecast(expected.seconds, expected.memory, expected.disk, steps))
    if not force:
        require_room(expected, open_.config.outputs)


def _named(against: str, config: Config) -> Run:
    from pipeline.compare.run_tables import require_comparable

    run = find_run(against, config.outputs)
    require_comparable(run)
    return run


def _published(
    open_: Session,
    report: Planned,
    against: str | None,
    named: Run | None,
    sides: "Sequence[RunTables]",
    command: str,
) -> Run:
    # where nothing changed, neither is needed
    from pipeline.compare.run_tables import RunTables
    from pipeline.running.publish import publish

    whole = (side for side in sides if not side.fault) if against is None else iter(())
    other = RunTables(named) if named else next(whole, None)
    return publish(open_, report, sides, other, command)


@machine_errors("cannot bring the stages up to date")
def results(config: Config, watch: Watcher) -> Mapping[str, Any]:
    """Bring every stage's result up to date and return the artifacts by step; no run is written."""
    with session(config, watch) as open_:
        open_.log(RunStarted(tuple(open_.steps)))
        open_.bring_up()
        return open_.results()
