"""What was given in memory, as files below the outputs folder: texts, vectors and the config.

So a run from Python can be explained, replayed, verified and corrected as any other. Texts and
vectors are named by what they hold: the same texts are the same file. The config is that of the
runs of one name; corrections that were taken over beside it stay, as topics keep their ids.
"""

import json
import tempfile
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Any

from pipeline.config import Config, load_config, strict_yaml, whole_settings
from pipeline.config.place import problem_with
from pipeline.core.digests import sha256_of
from pipeline.core.durable import drafts, whole
from pipeline.core.errors import ConfigError
from pipeline.corrections.taking_over import LABELS, OVERRIDES
from pipeline.corrections.yaml_text import spelled, with_item
from pipeline.store.files import machine_errors

GIVEN = ".given"
"""The folder of an outputs folder that holds what was given in memory."""

ABOUT = """\
# What was given in Python, every setting with its value. It is written anew where something else is
# given under this name; the corrections beside it stay, and so do themes that they ask for.
"""

BEFORE = "given.json"
"""What the config was written of, by which the themes are known that corrections ask for."""

SHORT = 12
"""Digits of a digest that tell files apart."""


class Scratch:
    """A temporary folder, which is gone with the last object that holds it, or with the process."""

    def __init__(self) -> None:
        with machine_errors("cannot make a temporary folder"):
            self.folder = Path(tempfile.mkdtemp(prefix="themeline-"))
        weakref.finalize(self, rmtree, self.folder, ignore_errors=True)


def outputs_folder(outputs: str | Path) -> Path:
    """An outputs folder, absolute; raises ``ConfigError`` where no runs can be written to it."""
    folder = Path(outputs).expanduser().absolute()
    wrong = problem_with(folder)
    if wrong:
        raise ConfigError(f"outputs: {folder} {wrong}")
    return folder


def written(columns: Mapping[str, Any], outputs: Path, what: str) -> Path:
    """Write Arrow columns as ``<what>-<digest>.parquet``, which may be there already."""
    import pyarrow as pa
    from pyarrow import parquet

    place = outputs / GIVEN
    with machine_errors("cannot write what was given", place), drafts(place) as draft:
        new = draft / "table.parquet"
        parquet.write_table(pa.table(dict(columns)), new)
        path = place / f"{what}-{sha256_of(new)[:SHORT]}.parquet"
        if not path.is_file():
            new.replace(path)
    return path


def place_of(config: Config) -> Path:
    """The folder that holds the config of the runs of one name, and corrections of these."""
    return config.outputs / GIVEN / config.name


def counted_texts(place: Path) -> str:
    """The file of the texts that were given last, where their ids were counted; else empty."""
    load = _before(place).get("load", {})
    return "" if load.get("id") else Path(load.get("path", "")).name


def themes_asked(place: Path, given: Iterable[str]) -> set[str]:
    """The names of the themes given, and of those that corrections ask for."""
    before = {theme["name"] for theme in _before(place).get("themes", ())}
    return {*given, *({theme["name"] for theme in _themes(place / "config.yaml")} - before)}


def with_file(config: Config) -> Config:
    """The same config as a file below its outputs folder, with the corrections that are there."""
    place = place_of(config)
    path = place / "config.yaml"
    settings = whole_settings(replace(config, path=path))
    with machine_errors("cannot write the config", place):
        before = _before(place)
        if before != settings or not path.is_file():
            place.mkdir(parents=True, exist_ok=True)
            write_config(path, settings | _corrections(place, settings, before))
            with whole(place / BEFORE) as draft:
                draft.write_text(json.dumps(settings), encoding="utf-8")
    return load_config(path, (), config.outputs)


def write_config(path: Path, settings: Mapping[str, Any]) -> None:
    """Write a config file with these settings."""
    text = ABOUT
    for key, value in settings.items():
        if key != "themes":
            text += f"{key}: {spelled(value)}\n"
    for theme in settings["themes"]:
        given = {key: value for key, value in theme.items() if value}
        text = with_item(text, "themes", given, in_lines=True)
    with whole(path) as draft:
        draft.write_text(text, encoding="utf-8")


def _before(place: Path) -> dict[str, Any]:
    """What the config that is there was written of; nothing where there is none."""
    try:
        before = json.loads((place / BEFORE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return before if isinstance(before, dict) else {}


def _corrections(
    place: Path, settings: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, Any]:
    """The settings that corrections in a folder ask for, beside what is given now."""
    found: dict[str, Any] = {}
    if "overrides" not in settings and (place / OVERRIDES).is_file():
        found["overrides"] = OVERRIDES
    if "labels" not in settings["assign"] and (place / LABELS).is_file():
        found["assign"] = {**settings["assign"], "labels": LABELS}
    known = {theme["name"] for each in (settings, before) for theme in each.get("themes", ())}
    asked = [theme for theme in _themes(place / "config.yaml") if theme["name"] not in known]
    return found | {"themes": [*settings["themes"], *asked]}


def _themes(path: Path) -> list[Any]:
    """The themes of the config that is there."""
    value = strict_yaml.read(path.read_text(encoding="utf-8")).value if path.is_file() else None
    themes = (value.get("themes") if isinstance(value, dict) else None) or []
    named = [{"name": theme} if isinstance(theme, str) else theme for theme in themes]
    return [theme for theme in named if isinstance(theme, dict) and "name" in theme]
