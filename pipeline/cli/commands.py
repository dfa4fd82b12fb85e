"""The commands of ``themeline``, and what becomes of errors."""

import os
import shlex
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ConfigError, ThemelineError

app = typer.Typer(
    name="themeline",
    help="Turn a pile of texts into topics, themes and a report: one config, one command.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ConfigArgument = Annotated[Path, typer.Argument(help="The config file.", show_default=True)]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Override one value, e.g. cluster.min_cluster_size=8."
    ),
]
OutputsOption = Annotated[
    Path | None,
    typer.Option(
        "--outputs", metavar="DIR", help="Where runs are written, instead of the config's."
    ),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]

DEFAULT_CONFIG = Path("config.yaml")
INTERRUPTED = 130


@app.command()
def run(
    config: ConfigArgument = DEFAULT_CONFIG,
    set_: SetOption = None,
    outputs: OutputsOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the report's path only.")] = False,
    debug: DebugOption = False,
) -> None:
    """Run a config end to end; compute only what has changed."""
    from pipeline.cli.progress import watcher
    from pipeline.cli.show import show_run
    from pipeline.config import load_config
    from pipeline.events import unwatched
    from pipeline.execute import execute

    checked = load_config(config, set_ or (), outputs)
    if quiet:
        print(execute(checked, unwatched, _command()).report)
        return
    with watcher() as watch:
        result = execute(checked, watch, _command())
    show_run(result)


@app.command()
def plan(
    config: ConfigArgument = DEFAULT_CONFIG,
    set_: SetOption = None,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Say for every step whether it is cached or would run, and why. Computes nothing."""
    from pipeline.cli.show import show_plan
    from pipeline.config import load_config
    from pipeline.plan import plan as make_plan

    show_plan(make_plan(load_config(config, set_ or (), outputs)))


@app.command()
def check(
    config: ConfigArgument = DEFAULT_CONFIG,
    set_: SetOption = None,
    debug: DebugOption = False,
) -> None:
    """Check a config and name every mistake at once. Runs nothing."""
    from pipeline.cli.show import show_config
    from pipeline.config import load_config

    show_config(load_config(config, set_ or ()))


@app.command()
def init(
    file: Annotated[
        Path, typer.Argument(help="Your texts: CSV, TSV, JSON Lines, Parquet, folder.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to write the config.")
    ] = DEFAULT_CONFIG,
    debug: DebugOption = False,
) -> None:
    """Look at a file's columns and write a commented config for it."""
    from pipeline.cli.init import write_config

    for line in write_config(file, output):
        print(line)


@app.command()
def methods(
    stage: Annotated[str | None, typer.Argument(help="Only this stage.")] = None,
    debug: DebugOption = False,
) -> None:
    """List the methods of every stage with their parameters and defaults."""
    from pipeline.cli.show import show_methods
    from pipeline.config.problems import did_you_mean
    from pipeline.discovery import STAGES

    if stage is not None and stage not in STAGES:
        raise ConfigError(f"no stage {stage!r}" + did_you_mean(stage, STAGES))
    show_methods((stage,) if stage else STAGES)


def main() -> None:
    """Run a command; errors become one message and an exit code, never a traceback."""
    sys.exit(_exit_code(sys.argv[1:]))


def _exit_code(arguments: list[str]) -> int:
    debug = "--debug" in arguments
    try:
        # commands return nothing; a number is the exit code of an interrupted or early end
        code = app(arguments, standalone_mode=False) or 0
    except ThemelineError as error:
        return _failed(str(error), error.exit_code, debug)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except typer.TyperException as error:  # unknown commands and options
        return _failed(error.format_message(), ConfigError.exit_code, debug)
    except Exception as error:  # whatever is left is a bug of ours
        message = (
            f"this is a bug in Themeline: {type(error).__name__}: {error}\n"
            "--debug shows the traceback, and the log of a run (.store/log.jsonl in the outputs "
            "folder) keeps it; please report it"
        )
        return _failed(message, 1, debug)
    if code == INTERRUPTED:
        message = "interrupted; what was finished is kept, and the next run goes on from there"
        print(f"\n{message}", file=sys.stderr)
    return int(code)


def _failed(message: str, code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    lines = message.splitlines() or ["no message"]
    for line in lines:
        print(f"error: {line}" if line is lines[0] or code == 2 else line, file=sys.stderr)
    return code


def _command() -> str:
    return shlex.join(["themeline", *sys.argv[1:]])
