"""Tasks: what tools of annotation are to ask of each document."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from pipeline.core.artifacts import Strings
from pipeline.core.errors import InputError
from pipeline.export.contents import Contents
from pipeline.report.wording import count
from pipeline.runs import asking

INSTRUCTION = "Tick every theme that the document belongs to"


@dataclass(frozen=True)
class Task:
    """A document to judge.

    predicted  the themes that the run gave it, with their scores, 0 to 1
    sure       how sure the run is of the theme that it is least sure of, 0 to 1
    """

    document: str
    title: str
    text: str
    predicted: dict[str, float]
    sure: float


@dataclass(frozen=True)
class Tasks:
    """The documents of a run to judge, those first of which it is least sure.

    A copy of another document is none: what is said of one is said of both. Raises ``InputError``
    where the run was asked for no theme.
    """

    contents: Contents

    def __post_init__(self) -> None:
        if not self.contents.themes:
            raise InputError(
                f"{self.contents.name}: was asked for no theme, so there is nothing to judge; name "
                "themes in the config and run it again"
            )

    def __iter__(self) -> Iterator[Task]:
        contents = self.contents
        scores = contents.scores.astype(np.str_).astype(np.float64)  # as many digits as they have
        sure = np.where(contents.assigned, scores, 1 - scores).min(axis=1).round(4)
        for place in np.argsort(sure, kind="stable").tolist():
            if contents.corpus.first_copy[place] != place:
                continue
            title, text = contents.titles[place], contents.texts[place]
            given = np.flatnonzero(contents.assigned[place]).tolist()
            yield Task(
                contents.ids[place],
                "" if title == text else title,
                text,
                {contents.themes[theme]: scores[place, theme].item() for theme in given},
                sure[place].item(),
            )

    @cached_property
    def choices(self) -> Strings:
        """What there is to tick: the themes, and that none belongs."""
        return (*self.contents.themes, asking.none_of(self.contents.themes))

    @property
    def instruction(self) -> str:
        """What people are asked to do."""
        return f"{INSTRUCTION}, or “{self.choices[-1]}”."

    @property
    def descriptions(self) -> dict[str, str]:
        """What the config says of each theme; empty where it says nothing."""
        asked = self.contents.asked
        return dict(zip(asked["theme"], asked["description"], strict=True))

    @property
    def handed(self) -> dict[str, Any]:
        """What each document is handed over with, beside its own id."""
        return {
            asking.THEMES: list(self.contents.themes),
            asking.RUN: self.contents.name,
            asking.KEY: self.contents.run.record.key,
        }

    @property
    def told(self) -> str:
        """How many there are, in words."""
        first = self.contents.corpus.first_copy
        copies = int((first != np.arange(len(first))).sum())
        told = f"{count(len(first) - copies, 'document')} to judge, those in most doubt first"
        if not copies:
            return told
        return f"{told}; {count(copies, 'document')} that repeat others left out"
