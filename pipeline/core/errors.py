"""What can go wrong for a user, one class for each exit code.

Every message says what is wrong, where, both numbers, and how to mend it. A traceback
belongs to a bug (exit code 1), never to one of these.
"""

import json
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, ClassVar


class ThemelineError(Exception):
    """A failure the user can mend. ``exit_code`` is what the command returns."""

    exit_code: ClassVar[int] = 1


class ConfigError(ThemelineError):
    """The config or the command line is wrong. Holds every problem found, one message each."""

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class InputError(ThemelineError):
    """The input data cannot be read, or nothing is left of it."""

    exit_code = 3


class BusyError(ThemelineError):
    """Another run holds the outputs folder."""

    exit_code = 4


class MachineError(ThemelineError):
    """The machine is in the way: disk, permission, a missing or damaged model."""

    exit_code = 5


def shown(value: Any) -> str:
    """A given value as the config spells it, cut to a readable length."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def unknown(name: str, known: Sequence[str]) -> str:
    """A name that is not among the known ones, and the one that may be meant."""
    close = get_close_matches(name, known, n=1)
    return shown(name) + (f"; did you mean {shown(close[0])}?" if close else "")
