"""What was given in memory, as files below the outputs folder: texts, vectors and the config.

So a run from Python can be explained, replayed, verified and corrected as any other. Files are
named by what they hold: the same texts are the same file, and the same settings the same config,
with the corrections that were made to it.
"""

import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Any

from pipeline.config import Config, load_config, whole_settings
from pipeline.config.place import problem_with
from pipeline.core.digests import sha256_of
from pipeline.core.durable import drafts, whole
from pipeline.core.errors import ConfigError
from pipeline.corrections.yaml_text import spelled, with_item
from pipeline.store.files import machine_errors
from pipeline.store.fingerprint import key_of

GIVEN = ".given"
"""The folder of an outputs folder that holds what was given in memory."""

ABOUT = """\
# What was given in Python, every setting with its value. Runs of it: themeline run FILE
"""

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


def with_file(config: Config) -> Config:
    """The same config as a file below its outputs folder, as it is there.

    Where the file is there already it counts, with the corrections that were taken over into it.
    """
    place = config.outputs / GIVEN
    settings = whole_settings(replace(config, path=place / "any" / "config.yaml"))
    path = place / f"{config.name}-{key_of(settings)[:SHORT]}" / "config.yaml"
    if not path.is_file():
        with machine_errors("cannot write the config", place):
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole(path) as draft:
                draft.write_text(_text(settings), encoding="utf-8")
    return load_config(path, (), config.outputs)


def _text(settings: Mapping[str, Any]) -> str:
    """The text of a config file."""
    text = ABOUT
    for key, value in settings.items():
        if key != "themes":
            text += f"{key}: {spelled(value)}\n"
    for theme in settings["themes"]:
        given = {key: value for key, value in theme.items() if value}
        text = with_item(text, "themes", given, in_lines=True)
    return text
