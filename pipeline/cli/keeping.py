"""Commands that look after finished runs: room, soundness, whether they come out again."""

from typing import Annotated

import typer

from pipeline.cli.app import (
    ConfigArgument,
    ConfigOfRuns,
    ConfigOption,
    DebugOption,
    OutputsOption,
    RunArgument,
    RunsIn,
    command_line,
    one_config,
)
from pipeline.cli.saying import say_whole
from pipeline.core.errors import InputError


def clean(
    config: ConfigArgument = None,
    config_: ConfigOption = None,
    outputs: OutputsOption = None,
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep", min=1, metavar="N", help="Count only the newest N runs of each name."
        ),
    ] = None,
    vectors: Annotated[
        bool, typer.Option("--vectors", help="Count no kept vectors of texts as needed.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say it, and remove nothing.")] = False,
    debug: DebugOption = False,
) -> None:
    """Remove stored results that no finished run needs, as sweeps and deleted runs leave them.

    Run folders are never touched. A run whose results are gone is computed again when needed.
    Vectors of texts, kept for coming runs, go where no finished run used their method.
    """
    from pipeline.cli.naming import outputs_of
    from pipeline.cli.show_finished import show_left, show_survey
    from pipeline.runs.clean import remove, survey
    from pipeline.store.lock import locked

    folder = outputs_of(one_config(config, config_), outputs)
    if not (folder / ".store").is_dir():
        say_whole(f"{folder}: nothing to remove; there are no stored results.")
        return
    with locked(folder / ".store"):
        found = survey(folder, keep, vectors=not vectors)
        show_survey(found, keep)
        if not dry_run:
            remove(folder, found)
    show_left(found, removed=not dry_run)


def verify(
    run: RunArgument,
    outputs: RunsIn = None,
    config: ConfigOfRuns = None,
    debug: DebugOption = False,
) -> None:
    """Say whether every file of a run is still, byte by byte, what the run wrote."""
    from pipeline.cli.naming import folder_named, runs_in
    from pipeline.report.lettering import printable
    from pipeline.runs.run import Run
    from pipeline.runs.verify import findings

    folder = folder_named(run, runs_in(outputs, config))
    found = findings(folder)
    if not found:
        files = len(Run(folder).record.files)
        say_whole(f"{printable(folder.name)}: all {files} files are as the run wrote them.")
        return
    differences = "1 difference" if len(found) == 1 else f"{len(found)} differences"
    advice = "put back what was written, from a copy; or remove the folder and run again"
    raise InputError(
        f"{printable(str(folder))}: {differences} from what the run wrote:\n"
        + "".join(f"  {printable(line)}\n" for line in found)
        + advice
    )


def replay(
    run: RunArgument,
    outputs: RunsIn = None,
    config: ConfigOfRuns = None,
    debug: DebugOption = False,
) -> None:
    """Run a run's config again from nothing, and say whether the same tables come out.

    It takes as long as the first time, in a temporary folder that is removed at the end.
    """
    from pipeline.cli.naming import run_named, runs_in
    from pipeline.cli.progress import watcher
    from pipeline.cli.show_finished import unlike
    from pipeline.report.lettering import printable
    from pipeline.running.replay import replay as run_again

    named = run_named(run, runs_in(outputs, config))
    with watcher() as watch:
        done = run_again(named, watch, command_line())
    if done.different:
        raise InputError(unlike(named, done))
    same = f"all {len(done.tables)} tables came out the same, byte for byte"
    say_whole(f"{printable(named.folder.name)}: run again from nothing, {same}.")
