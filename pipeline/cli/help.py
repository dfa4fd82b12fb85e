"""The help of the commands, whole at any width: no word is cut, and no sentence."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from pipeline.cli.folding import cells, fold
from pipeline.cli.saying import READING
from pipeline.cli.terminal import USUAL, columns

INDENT = "  "

SIDE = 24
"""Columns that an explanation needs beside what it explains; with fewer it goes below."""


class WholeCommand(TyperCommand):
    """A command whose help is folded to the terminal."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return "\n".join(help_lines(self, ctx, _width()))


class WholeGroup(TyperGroup):
    """The command of commands; its list has the whole first sentence of each."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return "\n".join(help_lines(self, ctx, _width()))


def help_lines(command: Any, ctx: Any, width: int) -> Iterator[str]:
    """The help of a command, or of the group of all, in lines of at most ``width`` columns."""
    yield from fold(
        " ".join(["Usage:", ctx.command_path, *command.collect_usage_pieces(ctx)]),
        width,
        then=INDENT * 4,
    )
    for paragraph in (command.help or "").split("\n\n"):
        yield ""
        yield from fold(" ".join(paragraph.split()), width, INDENT, INDENT)
    for heading, kind in (("Arguments", "argument"), ("Options", "option")):
        parameters = [each for each in command.get_params(ctx) if each.param_type_name == kind]
        records = (each.get_help_record(ctx) for each in parameters)
        yield from _section(heading, [record for record in records if record], width)
    commands = getattr(command, "commands", {}).items()
    told = [(name, _sentence(each.help)) for name, each in commands if not each.hidden]
    yield from _section("Commands", told, width)


def _section(heading: str, records: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """What is explained, and the explanations beside or below it."""
    if not records:
        return
    yield from ("", f"{heading}:")
    side = max(cells(name) for name, _ in records) + 2 * len(INDENT)
    for name, told in records:
        if side + SIDE <= width:
            yield from fold(told, width, f"{INDENT}{name}".ljust(side), " " * side)
        else:
            yield from fold(name, width, INDENT, INDENT * 3)
            yield from fold(told, width, INDENT * 3, INDENT * 3)


def _sentence(text: str) -> str:
    """The first paragraph of a text in one line."""
    return " ".join((text or "").partition("\n\n")[0].split())


def _width() -> int:
    return min(READING, columns(sys.stdout) or USUAL)
