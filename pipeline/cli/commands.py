"""The commands of ``themeline`` together, and what becomes of errors."""

import io
import os
import sys
import traceback
from contextlib import suppress
from typing import TextIO

import typer

from pipeline.cli.app import app
from pipeline.cli.keeping import clean, replay, verify
from pipeline.cli.making import assign, check, init, methods, plan, predict, run, schema, sweep
from pipeline.cli.reading import compare, explain, review, runs, show
from pipeline.core.errors import ConfigError, MachineError, ThemelineError

INTERRUPTED = 130
COMPLETION = "_THEMELINE_COMPLETE"
"""Set by a shell that asks what may come next, as ``--install-completion`` has it do."""

COMMANDS = (
    *(run, plan, check, init, sweep, predict, methods, schema),
    *(compare, explain, review, runs, show),
    *(clean, verify, replay),
)
"""Every command, in the order of the help."""

for command in COMMANDS:
    app.command()(command)

app.command("assign", hidden=True)(assign)


def main() -> None:
    """Run a command; errors become one message and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # no encoding is a reason to fail
            stream.reconfigure(errors="backslashreplace")
    if COMPLETION in os.environ:
        app(prog_name="themeline")  # answers the shell and ends
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
