"""``themeline init``: a commented config for a user's own file, or a demo with its corpus."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from pipeline.config.strict_yaml import scalar
from pipeline.core.durable import whole
from pipeline.core.errors import ConfigError, InputError, MachineError, shown
from pipeline.core.method import exists
from pipeline.load.formats import method_for
from pipeline.load.records import encodable
from pipeline.load.sniff import Column, Guess, columns_of, delimiter_of, guess_roles

DEFAULT_DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}

SHIPPED = {"config.yaml": "demo.yaml", "papers.txt": "papers.txt"}
"""What a demo is made of, and what that is called in the package."""


def write_config(file: Path, output: Path) -> Iterator[str]:
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
    method = method_for(file)
    if method is None:
        raise InputError(
            f"{file}: not a format that can be read; use .csv, .tsv, .jsonl, .parquet, .txt "
            "or a folder of .txt files"
        )
    found = columns_of(file)
    columns = [column for column in found if column.name.strip() and _is_text(column.name)]
    guesses = guess_roles(columns)
    _write(output, _config(file, output, method, columns, guesses))
    if len(columns) < len(found):
        left_out = f"{len(found) - len(columns)} of {len(found)} columns"
        yield f"{left_out} have no name that a config can spell, and are left out"
    for guess in guesses:
        yield f"{guess.role:<7} {_printable(guess.column)}: {guess.reason}"
    if columns and not any(guess.role == "text" for guess in guesses):
        names = ", ".join(_printable(column.name) for column in columns)
        yield f"No column looks like text; set load.text to one of: {names}"
        yield f"{output} is written: set load.text in it first, then: themeline check {output}"
    else:
        advice = f"look through it, name your themes, then: themeline run {output}"
        yield f"{output} is written: {advice}"


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
    file: Path, output: Path, method: str, columns: Sequence[Column], guesses: Sequence[Guess]
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
        f"  method: {method}",
        *_columns(file, method, columns, guesses),
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


def _columns(
    file: Path, method: str, columns: Sequence[Column], guesses: Sequence[Guess]
) -> Iterator[str]:
    if not columns:
        return
    if method == "delimited":
        delimiter = delimiter_of(file)
        if delimiter != DEFAULT_DELIMITERS.get(file.suffix.lower()):
            yield f"  delimiter: {json.dumps(delimiter)}"
    chosen = {guess.role: guess for guess in guesses if guess.role != "groups"}
    groups = [guess for guess in guesses if guess.role == "groups"]
    for role in ("id", "title", "text", "date"):
        guess = chosen.get(role)
        if guess is not None:
            yield f"  {role}: {_yaml(guess.column)}  # {guess.reason}"
        elif role == "text":
            yield "  # text: which column? see below"
        else:
            yield f"  # {role}:  (no column found)"
    if groups:
        yield f"  groups: [{', '.join(_yaml(guess.column) for guess in groups)}]"
    yield "  # The columns of the file, with a value of each:"
    for column in columns:
        sample = shown(column.samples[0]) if column.samples else "empty"
        name = _printable(column.name)
        yield f"  #   {name} ({column.filled:.0%} filled): {_printable(sample)}"


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
