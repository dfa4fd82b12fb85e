"""``themeline init``: a commented config for a user's own file, or a demo with its corpus."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from pipeline.config.strict_yaml import scalar
from pipeline.core.durable import whole
from pipeline.core.errors import ConfigError, InputError, MachineError, shown
from pipeline.core.method import exists
from pipeline.load.column import Column
from pipeline.load.filter import EMPTY, WORDLESS
from pipeline.load.look import Look, Readable, look
from pipeline.load.mask import MARKUP
from pipeline.load.records import encodable
from pipeline.load.roles import Guess, guess_roles, other_texts
from pipeline.load.sniff import Sniffed, as_lines, sniff
from pipeline.load.split import LONG, spelled

SHIPPED = {"config.yaml": "demo.yaml", "papers.txt": "papers.txt"}
"""What a demo is made of, and what that is called in the package."""


def write_config(file: Path, output: Path, encoding: str | None = None) -> Iterator[str]:
    """Write a config that reads ``file``, and say what was found, line by line.

    Raises ``InputError`` where the file cannot be read, ``ConfigError`` where ``output``
    exists (nothing is overwritten), ``MachineError`` where it cannot be written.
    """
    if not exists(file):
        raise InputError(f"{file}: no such file or folder")
    if exists(output):
        raise ConfigError(
            f"{output} exists and is not overwritten; remove it, or choose another: --output FILE"
        )
    found = as_lines(file, sniff(file, encoding))
    columns = [column for column in found.columns if _is_text(column.name)]
    guesses = guess_roles(columns)
    proposed = _proposed(file, found, columns, guesses)
    _write(output, _config(file, output, found, columns, proposed))
    yield from _told(found, columns, guesses)
    if columns and not columns[0].rows:
        raise InputError(f"{file}: there are 0 records in it, only the names of columns")
    if columns and "text" not in proposed.roles:
        names = ", ".join(_printable(column.name) for column in columns)
        yield f"No column looks like text; set load.text to one of: {names}"
        yield f"{output} is written: set load.text in it first, then: themeline check {output}"
        return
    yield f"{file}: {' '.join(proposed.look.told)}" if proposed.look else ""
    yield f"{output} is written: look through it, name your themes, then: themeline run {output}"


@dataclass(frozen=True)
class Proposed:
    """What is written into a config.

    roles    columns by their settings
    reasons  for each of them
    texts    how texts are better read, and why: cut into passages, without markup
    look     at what a run will read so; None where it cannot yet
    """

    roles: Mapping[str, str | list[str]]
    reasons: Mapping[str, str]
    texts: Mapping[str, tuple[Any, str]]
    look: Look | None


def _proposed(
    file: Path, found: Sniffed, columns: Sequence[Column], guesses: Sequence[Guess]
) -> Proposed:
    chosen = {guess.role: guess for guess in guesses if guess.role != "groups"}
    roles: dict[str, str | list[str]] = {role: each.column for role, each in chosen.items()}
    groups = [guess.column for guess in guesses if guess.role == "groups"]
    if groups:
        roles["groups"] = groups
    reasons: dict[str, str] = {role: each.reason for role, each in chosen.items()}
    dated = next((column for column in columns if column.name == roles.get("date")), None)
    if dated is not None and dated.order != "auto":
        roles["date_format"] = dated.order
        reasons["date_format"] = "as the column tells"
    readable = not columns or "text" in roles
    seen = look(cast("Readable", found.reader(file, **roles))) if readable else None
    better = dict(_better(seen)) if seen else {}
    if better:
        settings = {name: value for name, (value, _) in better.items()}
        seen = look(cast("Readable", found.reader(file, **roles, **settings)))
    return Proposed(roles, reasons, better, seen)


def _better(seen: Look) -> Iterator[tuple[str, tuple[Any, str]]]:
    """How texts are better read than they would be, and why."""
    if seen.is_marked_up:
        yield "mask", (MARKUP, f"{seen.marked:,} texts hold tags and the like; shown and not read")
    if seen.better is not None:
        why = f"{seen.long:,} texts have more than {LONG} words; without this line each gets"
        yield "split", (seen.better, f"{why} one topic")


def _told(found: Sniffed, columns: Sequence[Column], guesses: Sequence[Guess]) -> Iterator[str]:
    """What was found, line by line."""
    if found.encodings:
        name = found.encodings[0].encoding
        yield f"It is not UTF-8; in {name} it reads: {_printable(found.encodings[0].sample)}"
        for other in found.encodings[1:]:
            yield f"  in {other.encoding}: {_printable(other.sample)}"
        yield "  If that is wrong: themeline init FILE --encoding NAME"
    unspelled = len(found.columns) - len(columns)
    if found.nameless or unspelled:
        left_out = found.nameless + unspelled
        of = len(found.columns) + found.nameless
        why = "no name of their own that a config can spell"
        yield f"{left_out} of {of} columns have {why}, and are left out"
    for guess in guesses:
        yield f"{guess.role:<7} {_printable(guess.column)}: {guess.reason}"
    others = other_texts(columns, guesses)
    if others:
        yield f"Other columns of texts: {', '.join(map(_printable, others))}"


def write_demo(output: Path) -> Iterator[str]:
    """Write a config and its corpus beside it, and say so, line by line.

    ``output`` is the config, or a folder for both. Raises ``ConfigError`` where one of them is
    there already (nothing is overwritten), ``MachineError`` where they cannot be written.
    """
    config = output if output.suffix in (".yaml", ".yml") else output / "config.yaml"
    written = {config: "config.yaml", config.parent / "papers.txt": "papers.txt"}
    there = [str(path) for path, name in written.items() if exists(path) and not _is(path, name)]
    if there:
        raise ConfigError(
            f"{' and '.join(there)} {'exist and are' if there[1:] else 'exists and is'} not "
            "overwritten; choose another folder: themeline init --demo --output FOLDER"
        )
    try:
        config.parent.mkdir(parents=True, exist_ok=True)
        for path, name in written.items():
            with whole(path) as draft:
                draft.write_bytes(_shipped(name))
    except OSError as error:
        raise MachineError(
            f"{config.parent}: cannot be written: {error.strerror}; choose another place: "
            "themeline init --demo --output FOLDER"
        ) from error
    yield f"{config} and {config.parent / 'papers.txt'} are written: 241 papers, four themes"
    yield f"look through the config, then: themeline run {config}"


def _shipped(name: str) -> bytes:
    return (files("pipeline") / "data" / SHIPPED[name]).read_bytes()


def _is(path: Path, name: str) -> bool:
    """Whether a path is a file of a demo as it is shipped, of one that was cut off perhaps."""
    return path.is_file() and path.read_bytes() == _shipped(name)


def _write(output: Path, text: str) -> None:
    try:
        with whole(output) as draft:
            draft.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MachineError(
            f"{output}: cannot be written: {error.strerror}; choose another place: --output FILE"
        ) from error


def _config(
    file: Path, output: Path, found: Sniffed, columns: Sequence[Column], proposed: Proposed
) -> str:
    path = os.path.relpath(file, output.absolute().parent).replace(os.sep, "/")
    if not _is_text(path):
        raise InputError(f"{file}: its name is not UTF-8 text, as a config is; rename it")
    lines = [
        "# Written by `themeline init`. Only name and load.path are needed; whatever is left",
        "# out has a default: `themeline methods` lists all, `themeline check` finds mistakes.",
        "",
        f"name: {_name(file)}",
        "",
        "load:",
        f"  path: {_yaml(path)}",
        f"  method: {found.method}",
        *_settings(found),
        *_texts(proposed),
        *_columns(columns, proposed),
        *_allowances(proposed.look),
        "",
        "# Themes are what you look for: a name alone works, a description and keywords help.",
        "themes: []",
        "# themes:",
        "#   - name: delivery",
        "#     description: Late, lost or damaged parcels, and the people who bring them.",
        "#     keywords: [late, parcel, courier]",
        "",
        "# Topics are found in the texts. Fewer, larger topics: raise min_cluster_size.",
        "# cluster:",
        "#   method: consensus",
        "#   min_cluster_size: auto",
        "",
    ]
    return "\n".join(lines)


def _settings(found: Sniffed) -> Iterator[str]:
    """How the reader has to be set."""
    for name, value in found.settings.items():
        told = f"  # reads: {_printable(found.encodings[0].sample)}" if name == "encoding" else ""
        yield f"  {name}: {_yaml(value)}{told if found.encodings else ''}"
    for other in found.encodings[1:]:
        yield f"  # encoding: {other.encoding}  # reads: {_printable(other.sample)}"


def _columns(columns: Sequence[Column], proposed: Proposed) -> Iterator[str]:
    if not columns:
        return
    roles, by_name = proposed.roles, {column.name: column for column in columns}
    for role in ("id", "title", "text", "date", "date_format"):
        if role in roles:
            yield f"  {role}: {_yaml(str(roles[role]))}  # {proposed.reasons[role]}"
        elif role == "text":
            yield "  # text: which column? see below"
        elif role != "date_format":
            yield f"  # {role}:  (no column found)"
    dated = by_name.get(str(roles.get("date")))
    if dated is not None and dated.open:
        yield f"  # date_format: day-first, or month-first?  # {_example(dated)} may be either"
    if "groups" in roles:
        yield f"  groups: [{', '.join(map(_yaml, roles['groups']))}]"
    yield "  # The columns of the file, with a value of each:"
    for column in columns:
        label = f", {_printable(column.label)}" if column.label else ""
        name = _printable(column.name)
        yield f"  #   {name}{label} ({column.filled:.0%} filled): {_example(column)}"


def _texts(proposed: Proposed) -> Iterator[str]:
    """How texts are better read."""
    for name, (value, why) in proposed.texts.items():
        yield f"  {name}: {spelled(value) if name == 'split' else value}  # {why}"


def _allowances(seen: Look | None) -> Iterator[str]:
    """That a run goes on where most records are no documents, being empty."""
    if seen is not None and seen.mostly_lost and set(seen.reasons) <= {EMPTY, WORDLESS}:
        empty = f"{len(seen.dropped):,} of {seen.records:,} records have no text"
        yield f"  allow_dropped: true  # {empty}"


def _example(column: Column) -> str:
    return _printable(shown(column.samples[0]) if column.samples else "empty")


def _name(file: Path) -> str:
    stem = file.absolute().stem if file.is_file() else file.absolute().name
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-._")[:60]
    return _yaml(name or "texts")


def _yaml(text: str) -> str:
    """A text as YAML spells it: plain where that is safe, else in double quotes."""
    plain = re.fullmatch(r"[A-Za-z_./][\w./ -]*", text) and isinstance(scalar(text), str)
    if plain and text == text.strip():
        return text
    # JSON leaves some characters as they are that YAML does not allow, or reads as line ends
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)


def _is_text(name: str) -> bool:
    """Whether a file can hold it: not where it has halves of characters, or undecoded bytes."""
    return encodable(name) == name


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
