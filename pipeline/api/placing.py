"""New documents from memory under the topics and themes of a run."""

from collections.abc import Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.api.columns import AUTO
from pipeline.api.project import written
from pipeline.api.texts import Given, is_frame, texts_of
from pipeline.api.vectors import vectors_of
from pipeline.core.errors import ConfigError, InputError
from pipeline.core.events import Watcher
from pipeline.core.method import exists

if TYPE_CHECKING:
    from pipeline.api.run import Run
    from pipeline.predict import Prediction

BESIDE = ("title", "date", "groups")
"""Columns that a list of texts has not, and which are empty then."""


def placed(run: "Run", new: Any, embeddings: Any, watch: Watcher | None) -> "Prediction":
    """Place new documents; see ``Run.predict``."""
    from pipeline.api.running import told_to
    from pipeline.predict import predict

    outputs = run.folder.absolute().parent
    columns: Mapping[str, Any] | None = None
    if isinstance(new, str | PathLike):
        file = Path(new)
        if not exists(file):
            raise ConfigError(
                f"{file}: no such file or folder; name the file of new documents, or put a single "
                "text into a list"
            )
        vectors = _vectors_beside(embeddings)
    else:
        given = _given(run, new)
        columns = given.roles
        file = written(given.columns, outputs, "new")
        vectors = _vectors_of(run, embeddings, given, outputs)
    with told_to(watch) as watcher:
        found = predict(run, file, watcher, vectors=vectors, columns=columns)
    return replace(found, holds=run.scratch)


def _given(run: "Run", new: Any) -> Given:
    """New texts with the columns that the run has read."""
    load = run.record.config["load"]
    if is_frame(new):
        _require_columns(run, new)
        roles = {role: load.get(role) or None for role in ("id", *BESIDE)}
        return texts_of(new, {"text": load.get("text") or AUTO, **roles})
    import pyarrow as pa

    given = texts_of(new, {})
    nothing = pa.array([""] * len(given), pa.large_string())
    columns, roles = dict(given.columns), dict(given.roles)
    for role in BESIDE:
        named = load.get(role) or ()
        names = [named] if isinstance(named, str) else list(named)
        columns |= dict.fromkeys(names, nothing)
        roles |= {role: named} if names else {}
    return Given(columns, roles)


def _require_columns(run: "Run", new: Any) -> None:
    """Raise ``InputError`` where new rows lack columns that the run has read."""
    load = run.record.config["load"]
    named = [load.get(role) or () for role in ("id", "text", *BESIDE)]
    read = [n for each in named for n in ([each] if isinstance(each, str) else each)]
    there = {
        str(name) for name in (*new.columns, *getattr(getattr(new, "index", None), "names", ()))
    }
    missing = [name for name in dict.fromkeys(read) if name not in there]
    if missing:
        raise InputError(
            f"the DataFrame has no column {', '.join(map(repr, missing))}: {len(missing)} of the "
            f"{len(set(read))} columns that {run.folder.name} has read; add them, empty where "
            "nothing is known, or give the texts alone, as a list or a Series"
        )


def _vectors_beside(embeddings: Any) -> Path | None:
    """The file with the vectors of a file."""
    if embeddings is not None and not isinstance(embeddings, str | PathLike):
        raise InputError(
            f"embeddings: came as {type(embeddings).__name__} beside the path of a file; name a "
            ".parquet file with their ids, or give texts, too"
        )
    return None if embeddings is None else Path(embeddings)


def _vectors_of(run: "Run", embeddings: Any, given: Given, outputs: Path) -> Path | None:
    """A file with the vectors of new texts, under the names that the run's file has."""
    if embeddings is None:
        return None
    embed = run.record.config["embed"]
    if embed["method"] != "precomputed":
        raise InputError(
            f"embeddings: were given, and {run.folder.name} made its vectors itself (embed.method "
            f"{embed['method']}); leave them out"
        )
    ids, vectors = vectors_of(embeddings, given.ids).values()
    return written({embed["id"]: ids, "vector": vectors}, outputs, "vectors")
