"""The commands of ``themeline`` together, and what becomes of errors."""

import gc
import os
import signal
import sys
import traceback

import typer

from pipeline.cli.app import app
from pipeline.cli.correcting import apply
from pipeline.cli.exporting import export
from pipeline.cli.help import WholeCommand
from pipeline.cli.keeping import clean, replay, verify
from pipeline.cli.making import assign, check, init, methods, plan, predict, run, schema, sweep
from pipeline.cli.models import model
from pipeline.cli.reading import compare, explain, review, runs, show
from pipeline.cli.streams import leave_unwritten, open_streams, tell
from pipeline.core.errors import ConfigError, MachineError, ThemelineError

INTERRUPTED, TERMINATED = 130, 143
LESS = (
    "what was finished is kept. Close other programs, set load.subsample to fewer documents, or "
    "use a machine with more memory; themeline plan says how much a run takes"
)
"""The way out where memory does not do."""

COMPLETION = "_THEMELINE_COMPLETE"
"""Set by a shell that asks what may come next, as ``--install-completion`` has it do."""

COMMANDS = (
    *(run, plan, check, init, sweep, predict, methods, schema),
    *(compare, explain, review, apply, export, runs, show),
    *(clean, verify, replay, model),
)
"""Every command, in the order of the help."""

for command in COMMANDS:
    app.command(cls=WholeCommand)(command)

app.command("assign", cls=WholeCommand, hidden=True)(assign)


class Terminated(KeyboardInterrupt):
    """Somebody asked the process to end (SIGTERM)."""


def main() -> None:
    """Run a command; errors become one message and an exit code, never a traceback."""
    gc.set_threshold(10_000)  # looking for garbage in what is imported took a tenth of the start
    open_streams()
    signal.signal(signal.SIGTERM, _terminate)
    if COMPLETION in os.environ:
        app(prog_name="themeline")  # answers the shell and ends
    sys.exit(_exit_code(sys.argv[1:] or ["--help"]))


def _terminate(*_: object) -> None:
    raise Terminated


def _exit_code(arguments: list[str]) -> int:
    debug = "--debug" in arguments
    try:
        _run_command(arguments)
        sys.stdout.flush()
    except typer.Exit as end:  # after --help and --version
        return end.exit_code
    except KeyboardInterrupt as end:
        tell("\ninterrupted; what was finished is kept, and the next run goes on from there")
        return TERMINATED if isinstance(end, Terminated) else INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        leave_unwritten(sys.stdout, sys.stderr)
        return 0
    except Exception as error:
        if _is_of_a_stream(error):
            leave_unwritten(sys.stdout)
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
    if isinstance(error, MemoryError):
        what = f" ({error})" if str(error) else ""
        return f"not enough memory{what}; {LESS}", MachineError.exit_code
    message = (
        f"this is a bug in Themeline: {type(error).__name__}: {error}\n"
        "--debug shows the traceback, and the log of a run (.store/log.jsonl in the outputs "
        "folder) keeps it; please report it"
    )
    return message, 1


def _is_of_a_stream(error: Exception) -> bool:
    """Whether an open stream failed, such as an output that goes to a full disk."""
    return isinstance(error, OSError) and error.errno is not None and error.filename is None


def _failed(message: str, code: int, debug: bool) -> int:
    if debug:
        tell(traceback.format_exc().rstrip())
    lines = message.splitlines() or ["no message"]
    for line in lines:
        tell(line, "error" if line is lines[0] or code == ConfigError.exit_code else "")
    return code
