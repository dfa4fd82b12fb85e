"""Changes and reasons, as data: what differs between two configs, and why a step runs.

Sentences are made of them last, by ``pipeline.report.reasons``; nothing reads a sentence back.
"""

from dataclasses import dataclass
from typing import Any, Literal

from pipeline.core.discovery import STAGES

WITH_SEEDS = (*STAGES, "map")
"""Sections of a config that hold the seed of a method."""


@dataclass(frozen=True)
class Change:
    """One difference between two configs.

    section   the part of the config: "cluster", "themes", "overrides", "seed"
    path      the keys below it: themes go by their names, entries of other lists by their places
    old, new  the values, None where there was none; of a list, the names of the entries that are
              ``removed`` or ``added``
    kind      whether a value is another one, or what became of the entries of a list
    """

    section: str
    path: tuple[str, ...] = ()
    old: Any = None
    new: Any = None
    kind: Literal["set", "added", "removed", "reordered"] = "set"

    @property
    def is_seed(self) -> bool:
        """Whether it is the one seed or that of a method; a theme may be called seed, too."""
        if self.section in WITH_SEEDS:
            return self.path[-1:] == ("seed",)
        return self.section == "seed"


Cause = Literal[
    "first run",  # there is no run before
    "result gone",  # the store does not have it any more
    "result damaged",  # names: what is wrong with it
    "vectors lost",  # names: shards of kept vectors that were damaged
    "unanswered",  # names: how many topics a model gave no answer about
    "setting",  # change
    "source",  # names: the settings that name the file, e.g. "load.path"
    "inputs",  # names: the steps before that gave something else
    "computed anew",  # names: a step before that gave the same again
    "pending",  # names: the steps before that may give something else
    "version",  # names: a package; old, new
    "machine",  # names: a property of it; old, new
    "code",  # names: modules, or the step that uses them
    "asked",  # names: what somebody asked for, such as a file
    "recorded",  # names: what version 0.1 wrote down in words
]


@dataclass(frozen=True)
class Reason:
    """Why something is computed, or comes out different. ``cause`` says what the rest holds."""

    cause: Cause
    names: tuple[str, ...] = ()
    change: Change | None = None
    old: str = ""
    new: str = ""
