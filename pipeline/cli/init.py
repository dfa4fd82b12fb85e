"""``themeline init``: a commented config for a user's own file."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.config.strict_yaml import scalar
from pipeline.errors import ConfigError, InputError, shown
from pipeline.load.sniff import Column, Guess, columns_of, delimiter_of, guess_roles, method_for
from pipeline.method import exists

DEFAULT_DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


def write_config(file: Path, output: Path) -> Iterator[str]:
    """Write a config that reads ``file``, and say what was found, line by line.

    Raises ``InputError`` where the file cannot be read, ``ConfigError`` where ``output``
    exists: nothing is overwritten.
    """
    if not exists(file):
        raise InputError(f"{file}: no such file or folder")
    if output.exists():
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
    columns = [column for column in found if column.name.strip()]
    guesses = guess_roles(columns)
    output.write_text(_config(file, output, method, columns, guesses), encoding="utf-8")
    if len(columns) < len(found):
        yield f"{len(found) - len(columns)} of {len(found)} columns have no name and are left out"
    yield from _found(columns, guesses)
    yield f"{output} is written: look through it, name your themes, then: themeline run {output}"


def _found(columns: Sequence[Column], guesses: Sequence[Guess]) -> Iterator[str]:
    for guess in guesses:
        yield f"{guess.role:<7} {guess.column}: {guess.reason}"
    if columns and not any(guess.role == "text" for guess in guesses):
        names = ", ".join(column.name for column in columns)
        yield f"No column looks like text; set load.text to one of: {names}"


def _config(
    file: Path, output: Path, method: str, columns: Sequence[Column], guesses: Sequence[Guess]
) -> str:
    path = os.path.relpath(file, output.absolute().parent).replace(os.sep, "/")
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
        "#   method: hdbscan",
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
        yield f"  #   {_comment(column.name)} ({column.filled:.0%} filled): {_comment(sample)}"


def _name(file: Path) -> str:
    stem = file.absolute().stem if file.is_file() else file.absolute().name
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-._")[:60]
    return _yaml(name or "texts")


def _yaml(text: str) -> str:
    """A text as YAML spells it: plain where that is safe, else in double quotes."""
    plain = re.fullmatch(r"[A-Za-z_./][\w./ -]*", text) and isinstance(scalar(text), str)
    return text if plain and text == text.strip() else json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
