"""Reading: a file of a tool of annotation, told from corrections by what it holds."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pipeline.core.errors import ConfigError, shown
from pipeline.corrections.annotated import argilla, doccano, labelstudio
from pipeline.corrections.annotated.answer import LeftOut, Record, Said, text
from pipeline.load.compressed import open_bytes

MOST = 10**9
"""Bytes of a file that is held in memory as a whole, and several times over."""

FORMS = (
    "Label Studio's JSON and JSON-MIN, Argilla's records as JSON, and doccano's JSONL and JSON of "
    "text classification"
)


class Tool(Protocol):
    """A module of this folder: what a tool is called, and what it calls a record."""

    NAME: str
    RECORD: str

    def recognises(self, record: Record) -> bool:
        """Whether a record has the tool's shape."""

    def answers(self, where: str, record: Record, approved: bool) -> Iterator[Said]:
        """What people said of a document."""


TOOLS: tuple[Tool, ...] = (labelstudio, argilla, doccano)


@dataclass(frozen=True)
class Annotated:
    """All that a file says, and which tool wrote it."""

    file: str
    tool: str
    said: tuple[Said, ...]


def read_annotated(path: Path, *, approved: bool = False) -> Annotated | None:
    """What people said in a tool of annotation; None where the file is no export of one.

    ``approved`` is whether somebody has looked at all that doccano exported. Raises
    ``ConfigError`` for JSON that is damaged or no tool's, ``InputError`` for what cannot be
    unpacked.
    """
    records = _records(path)
    if records is None:
        return None
    known = (tool for tool in TOOLS for _, each in records if _is_of(tool, each))
    tool = next(known, None)
    if tool is None:
        if len(records) == 1 and isinstance(records[0][1], dict):
            return None  # JSON is YAML, in which corrections are
        raise ConfigError(f"{path}: is no export that is known{_begins(records)}; known: {FORMS}")
    said: list[Said] = []
    for place, record in records:
        if not _is_of(tool, record):
            said.append(LeftOut(place, f"no record of {tool.NAME}"))
            continue
        number = text(record.get("id")) if tool.RECORD else ""
        said += tool.answers(
            f"{path}: {tool.RECORD} {number}" if number else place, record, approved
        )
    return Annotated(str(path), tool.NAME, tuple(said))


def _is_of(tool: Tool, record: Any) -> bool:
    return isinstance(record, dict) and tool.recognises(record)


def _begins(records: list[tuple[str, Any]]) -> str:
    """The keys of the first record, in words."""
    first = records[0][1] if records else None
    if not isinstance(first, dict):
        return "" if records else ": it holds no records"
    return f": its first record has {', '.join(map(shown, list(first)[:10])) or 'no keys'}"


def _records(path: Path) -> list[tuple[str, Any]] | None:
    """What a file of JSON or JSON Lines holds, each after its place; None where it is neither."""
    content = _text(path).lstrip()
    if not content.startswith(("[", "{")):
        return None
    try:
        value = json.loads(content)
    except RecursionError:
        raise ConfigError(f"{path}: is nested too deep to be read") from None
    except ValueError as error:
        if content.startswith("["):
            raise ConfigError(f"{path}: is not whole JSON: {error}; export it again") from None
        return _lines(path, content)
    items = value if isinstance(value, list) else [value]
    return [(f"{path}: item {number}", item) for number, item in enumerate(items, 1)]


def _lines(path: Path, content: str) -> list[tuple[str, Any]] | None:
    records: list[tuple[str, Any]] = []
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append((f"{path}:{number}", json.loads(line)))
        except (ValueError, RecursionError) as error:
            if not records:
                return None
            raise ConfigError(
                f"{path}:{number}: is not whole JSON: {error}; export it again"
            ) from None
    return records


def _text(path: Path) -> str:
    """The text of a file; empty where it has none, which those tell who read corrections."""
    if not path.is_file():
        return ""
    try:
        with open_bytes(path) as file:
            content = file.read(MOST + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
    if len(content) > MOST:
        raise ConfigError(f"{path}: has more than {MOST:,} bytes; export it in parts")
    return text
