"""The command that hands a run to other tools."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import ConfigOfRuns, DebugOption, RunArgument, RunsIn
from pipeline.core.errors import ConfigError


def _formats() -> tuple[str, ...]:
    """What a shell may complete where a format is to be named."""
    from pipeline.export.format import formats

    return tuple(formats())


def export(
    run: RunArgument,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="The format, such as atlas, bertopic or jsonl; without it they are listed.",
            autocompletion=_formats,
            show_default=False,
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="FOLDER",
            help="A new folder to write; by default RUN-FORMAT beside the run.",
            show_default=False,
        ),
    ] = None,
    outputs: RunsIn = None,
    config: ConfigOfRuns = None,
    debug: DebugOption = False,
) -> None:
    """Write a run as the files that another tool opens, and say how it does.

    The files hold texts, topics of all levels, themes, places and vectors, as far as the format has
    room for them. What is there already is never written over.
    """
    from pipeline.cli.naming import run_named, runs_in
    from pipeline.cli.show_finished import show_exported
    from pipeline.export import export as export_run
    from pipeline.export.format import format_named, listed

    if to is None:
        raise ConfigError(f"no format is named; choose one with --to FORMAT: {listed()}")
    format_named(to)  # a wrong one is told first
    show_exported(export_run(run_named(run, runs_in(outputs, config)), to, into))
