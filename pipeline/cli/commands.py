"""The commands of ``themeline``, and what becomes of errors."""

import io
import os
import shlex
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Annotated, TextIO

import typer

from pipeline.errors import ConfigError, MachineError, ThemelineError

app = typer.Typer(
    name="themeline",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# readable=False: what cannot be read is told by whoever reads it, with the exit code for it
ConfigArgument = Annotated[
    Path, typer.Argument(help="The config file.", show_default=True, readable=False)
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
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]

DEFAULT_CONFIG = Path("config.yaml")
INTERRUPTED = 130


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
        Path,
        typer.Argument(help="Your texts: CSV, TSV, JSON Lines, Parquet, folder.", readable=False),
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


ConfigOption = Annotated[
    Path, typer.Option("--config", metavar="FILE", help="The config file.", readable=False)
]


@app.command()
def explain(
    document: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A document's id.", show_default=False)
    ] = None,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="NAME", help="A theme, instead of a document.")
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Say why a document has its themes and topic, or which documents a theme is sure of."""
    from pipeline.cli.show import show_document, show_theme
    from pipeline.config import load_config
    from pipeline.explain import describe_run, explain_document, explain_theme

    if (document is None) == (theme is None):
        raise ConfigError("name one document, or one theme: themeline explain ID, or --theme NAME")
    checked = load_config(config, (), outputs)
    if document is not None:
        explained = explain_document(checked, document)
        show_document(explained, describe_run(checked, explained.run))
    if theme is not None:
        found = explain_theme(checked, theme)
        show_theme(found, describe_run(checked, found.run))


@app.command()
def review(
    theme: Annotated[str, typer.Option("--theme", metavar="NAME", help="The theme to judge.")],
    count: Annotated[int, typer.Option("--count", min=1, help="Documents at most.")] = 20,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to write the table.")
    ] = Path("labels.csv"),
    config: ConfigOption = DEFAULT_CONFIG,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Write a table of the documents whose judgement would teach a theme most."""
    from pipeline.config import load_config
    from pipeline.review import write_review

    checked = load_config(config, (), outputs)
    written, kept = write_review(checked, theme, count, output)
    before = f", and below them the {kept} judgements so far" if kept else ""
    print(f"Wrote {written} document{'' if written == 1 else 's'} to {output}{before}.")
    print("Fill in the column belongs (yes or no), and name the file in the config:")
    print(f"  assign: {{labels: {output}}}")


@app.command()
def sweep(
    config: ConfigArgument = DEFAULT_CONFIG,
    try_: Annotated[
        list[str] | None,
        typer.Option(
            "--try",
            metavar="KEY=V1,V2,...",
            help="Values of a key to try, e.g. cluster.min_cluster_size=5,10,20; repeat it for a "
            "grid.",
        ),
    ] = None,
    random: Annotated[
        int | None,
        typer.Option("--random", min=1, metavar="N", help="Try only N combinations, drawn."),
    ] = None,
    set_: SetOption = None,
    outputs: OutputsOption = None,
    debug: DebugOption = False,
) -> None:
    """Try many settings on what is already computed, and put the results side by side."""
    from pipeline.cli.progress import watcher
    from pipeline.cli.show import show_sweep
    from pipeline.sweep import sweep as run_sweep

    with watcher() as watch:
        done = run_sweep(
            config,
            try_ or (),
            drawn=random,
            fixed=set_ or (),
            outputs=outputs,
            watch=watch,
            began=watch.headline,
        )
    show_sweep(done, config, set_ or ())


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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # no encoding is a reason to fail
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_exit_code(sys.argv[1:] or ["--help"]))


def _exit_code(arguments: list[str]) -> int:
    debug = "--debug" in arguments
    try:
        _run_command(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except typer.Exit as end:  # after --help and --version
        return end.exit_code
    except KeyboardInterrupt:
        message = "interrupted; what was finished is kept, and the next run goes on from there"
        print(f"\n{message}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _leave_unwritten(sys.stdout, sys.stderr)
        return 0
    except Exception as error:
        if _is_of_a_stream(error):
            _leave_unwritten(sys.stdout)
        return _failed(*_in_words(error), debug)
    return 0


def _run_command(arguments: list[str]) -> None:
    # what typer.main.Command.main does, which ends with 1 where the output is cut short
    with typer.main.get_command(app).make_context("themeline", arguments) as context:
        context.command.invoke(context)


def _in_words(error: Exception) -> tuple[str, int]:
    """The message for an error, and the exit code."""
    if isinstance(error, ThemelineError):
        return str(error), error.exit_code
    if isinstance(error, typer.TyperException):  # unknown commands and options
        return error.format_message(), ConfigError.exit_code
    if _is_of_a_stream(error):
        return f"the output cannot be written: {error}", MachineError.exit_code
    message = (
        f"this is a bug in Themeline: {type(error).__name__}: {error}\n"
        "--debug shows the traceback, and the log of a run (.store/log.jsonl in the outputs "
        "folder) keeps it; please report it"
    )
    return message, 1


def _is_of_a_stream(error: Exception) -> bool:
    """Whether an open stream failed, such as an output that goes to a full disk."""
    return isinstance(error, OSError) and error.errno is not None and error.filename is None


def _leave_unwritten(*streams: TextIO | None) -> None:
    """Let what is still buffered go nowhere, so that leaving Python does not fail on it."""
    for stream in streams:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _failed(message: str, code: int, debug: bool) -> int:
    with suppress(OSError):  # nobody listens, and the exit code still tells
        if debug:
            traceback.print_exc()
        lines = message.splitlines() or ["no message"]
        for line in lines:
            print(f"error: {line}" if line is lines[0] or code == 2 else line, file=sys.stderr)
    return code


def _command() -> str:
    return shlex.join(["themeline", *sys.argv[1:]])
