"""What a person answered on one document, as any tool exports it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.core.artifacts import Strings
from pipeline.runs import asking


@dataclass(frozen=True)
class Asked:
    """What a document was handed over with, as far as the record still says.

    where   where the record stands: "export.json: task 12"
    themes  None where it does not say which were asked for
    """

    where: str
    document: str
    themes: Strings | None
    run: str = ""
    key: str = ""


@dataclass(frozen=True)
class Answer:
    """What a person ticked; ``by`` is what the tool calls them, or empty."""

    asked: Asked
    ticked: Strings
    by: str = ""

    @property
    def where(self) -> str:
        """The place, and who answered."""
        return f"{self.asked.where}, {self.by}" if self.by else self.asked.where


@dataclass(frozen=True)
class LeftOut:
    """What was not taken, and why: the end of "3 tasks ..."."""

    where: str
    why: str


Said = Answer | LeftOut
Record = Mapping[str, Any]


def asked_of(where: str, data: Record, document: Any = None) -> Asked:
    """What a record was handed over with; its document may stand elsewhere than in the data."""
    found = data.get(asking.DOCUMENT) if document is None else document
    return Asked(
        where,
        text(found),
        texts(data.get(asking.THEMES)),
        text(data.get(asking.RUN)),
        text(data.get(asking.KEY)),
    )


def text(value: Any) -> str:
    """A text, or a whole number as one; anything else is empty."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return _whole(str(value)) if is_number or isinstance(value, str) else ""


def texts(value: Any) -> Strings | None:
    """The texts of a list, or the only one; None for anything else."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        return None
    return tuple(_whole(item) for item in items if isinstance(item, str))


def _whole(value: str) -> str:
    """A text without halves of characters, which JSON can spell and nothing can write."""
    return value.encode("utf-8", "replace").decode("utf-8")
