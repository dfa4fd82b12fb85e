"""commands.md: every command with its arguments and options, made of the command line itself."""

from collections.abc import Iterator
from typing import Any

import typer

import pipeline.cli.commands  # noqa: F401  # which gives the app its commands
from pipeline.cli.app import app

INTRODUCTION = """\
# Commands

<!-- Written by `python -m docs` from the code; do not edit. -->

`themeline COMMAND --help` prints the same. Every command takes `--debug`, which shows the
traceback of an error. `themeline --install-completion` has your shell complete commands,
options, stages and the names of runs (bash, zsh, fish, PowerShell).

A config is named as `CONFIG` or after `--config`; `apply`, whose arguments are files, takes the
latter. Where a run is named,
`--config` says whose outputs folder it is in. Texts, tables and help take
the width of the terminal: a table that does not fit is turned on its side, and no word or number is
cut. Into a file or a pipe go plain lines without a bar or colours, one for each row and step;
`NO_COLOR=1` turns colours off on a terminal, too.

Exit codes: 0 fine, 2 config or usage, 3 input data, 4 another run holds the folder, 5 the
machine (disk, permission, missing model), 130 interrupted, 1 a bug of ours.
"""


def page() -> str:
    """The whole page, as Markdown."""
    group: Any = typer.main.get_command(app)
    shown = [(name, each) for name, each in group.commands.items() if not each.hidden]
    return "\n".join([INTRODUCTION, *(line for each in shown for line in _command(*each))])


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## {name}\n"
    given = [each for each in command.params if each.param_type_name == "argument"]
    usage = " ".join(_word(each) if each.required else f"[{_word(each)}]" for each in given)
    yield f"    {f'themeline {name} {usage}'.strip()}\n"
    yield f"{command.help}\n"
    rows = [_row(each) for each in command.params if "--debug" not in each.opts]
    if rows:
        yield "\n".join(["| | what it says | default |", "|---|---|---|", *rows, ""])


def _row(parameter: Any) -> str:
    names = ", ".join(f"`{name}`" for name in parameter.opts)
    if parameter.param_type_name == "argument":
        names = f"`{_word(parameter)}`"
    elif parameter.metavar:
        names = f"`{parameter.opts[0]} {parameter.metavar}`"
    default = "" if parameter.default in (None, False) else f"`{parameter.default}`"
    return f"| {names} | {parameter.help} | {'required' if parameter.required else default} |"


def _word(argument: Any) -> str:
    """What an argument is called in the usage."""
    word: str = argument.metavar or argument.name.upper()
    return word.strip("[]")
