"""The command line's app, and the arguments and options that its commands share."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.defaults import DEFAULT_CONFIG
from pipeline.cli.help import WholeGroup
from pipeline.core.errors import ConfigError

app = typer.Typer(
    name="themeline",
    cls=WholeGroup,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# readable=False: what cannot be read is told by whoever reads it, with the exit code for it
ConfigArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="CONFIG",
        help="The config file; ./config.yaml where none is named.",
        show_default=False,
        readable=False,
    ),
]
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
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The config file, as CONFIG.",
        show_default=False,
        readable=False,
    ),
]


def one_config(named: Path | None, option: Path | None) -> Path:
    """The config that a command line means: CONFIG or --config, else ./config.yaml.

    Raises ``ConfigError`` where both name one, and not the same.
    """
    if named is not None and option is not None and named != option:
        raise ConfigError(
            f"two configs are named, {named} and --config {option}: leave one of them out"
        )
    return named or option or DEFAULT_CONFIG


def _names_of_runs() -> list[str]:
    """What a shell may complete where a run is to be named."""
    from pipeline.cli.naming import outputs_folder
    from pipeline.runs.run import run_folders

    found = run_folders(outputs_folder(None)).values()
    names = sorted(run.folder.name for runs in found for run in runs)
    return [*names, "latest"] if names else []


RunArgument = Annotated[
    str,
    typer.Argument(
        metavar="RUN",
        help="A run: its folder, its name (papers-002), or latest.",
        autocompletion=_names_of_runs,
    ),
]
RunsIn = Annotated[
    Path | None,
    typer.Option(
        "--outputs",
        metavar="DIR",
        help="Where the run is, if not in the outputs folder of ./config.yaml or in ./outputs.",
    ),
]
ConfigOfRuns = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The config whose outputs folder the run is in.",
        show_default=False,
        readable=False,
    ),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"themeline {version('themeline')}")
        raise typer.Exit


@app.callback()
def themeline(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Turn a pile of texts into topics, themes and a report: one config, one command."""


def command_line() -> str:
    """The command as it was typed, for run.json to keep."""
    return shlex.join(["themeline", *sys.argv[1:]])
