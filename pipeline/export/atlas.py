"""Embedding Atlas (Apple): one Parquet of documents, and the names of topics as labels of the map.

Columns are as its command takes them: text, ``x`` and ``y``, and the neighbours of each document as
``{ids, distances}`` by row, the document itself first, as the tool's own projections give them.
"""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.export.columns import document_columns
from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.report.wording import count

NEIGHBOURS = 14
"""Others beside the document itself, as many as the tool's own projections keep."""

SEARCHED = 50_000
"""Documents among which neighbours are looked for at most: the time grows with their square."""

MAY_BE_NONE = ("topic", "theme", "language")
"""Columns of texts that are empty for some documents."""


class Atlas(Format):
    """Text, place, topics of all levels, themes, vector and neighbours of each document."""

    tool = "embedding-atlas"
    source = "https://apple.github.io/embedding-atlas/tool.html"

    def files(self, contents: Contents) -> Files:
        """documents.parquet, and labels.parquet for the option --labels."""
        import pyarrow as pa

        labels, n = list(_labels(contents)), len(contents)
        kinds = {"x": pa.float32(), "y": pa.float32(), "text": pa.string()}
        schema = pa.schema({**kinds, "level": pa.int32(), "priority": pa.int32()}.items())
        names = File(pa.Table.from_pylist(labels, schema), count(len(labels), "name"))
        held = count(n, "document")
        if n > SEARCHED:
            held += f", without neighbours, which are looked for among {SEARCHED:,} at most"
        documents = File(pa.table(_columns(contents)), held)
        return {"documents.parquet": documents, "labels.parquet": names}

    def opening(self, folder: Path) -> str:
        """The tool's command."""
        documents, labels = (
            shlex.quote(str(folder / name)) for name in ("documents.parquet", "labels.parquet")
        )
        return (
            f"embedding-atlas {documents} --text text --x x --y y --neighbors neighbors "
            f"--labels {labels}"
        )


def _columns(contents: Contents) -> dict[str, Any]:
    """Arrow arrays by name; a document without a topic, theme, date or language has null there."""
    import pyarrow as pa

    ours = {
        "x": contents.places[:, 0],
        "y": contents.places[:, 1],
        "neighbors": _neighbours(contents),
        "vector": _vectors(contents),
    }
    columns = document_columns(contents, ours)
    columns["date"] = _dates(columns["date"])
    for name in columns:
        if name in MAY_BE_NONE or name.startswith("topic_level_"):
            columns[name] = _known(columns[name])
    kinds = {"themes": pa.list_(pa.string())}
    return {
        name: values
        if isinstance(values, np.ndarray | pa.Array)
        # a column of nothing but none is one of texts, too
        else pa.array(values, kinds.get(name, pa.string()))
        for name, values in (columns | ours).items()
    }


def _known(values: Iterable[str]) -> list[str | None]:
    return [value or None for value in values]


def _dates(dates: Sequence[str]) -> Any:
    """Days where all dates have them, which the tool draws over time; else the texts."""
    try:
        days = np.array([date[:10] or "NaT" for date in dates], dtype="datetime64[D]")
    except ValueError:
        return _known(dates)
    return days.astype("datetime64[ms]")


def _neighbours(contents: Contents) -> Any:
    """The rows of the nearest documents and their cosine distances, nearest first; or nulls."""
    import pyarrow as pa

    n = len(contents)
    if n > SEARCHED:
        kinds = {"ids": pa.list_(pa.int32()), "distances": pa.list_(pa.float32())}
        return pa.nulls(n, pa.struct(kinds.items()))
    rows, cosines = contents.neighbours(NEIGHBOURS)
    own = np.arange(n)[:, None]
    ids = np.hstack([own, rows]).astype(np.int32)
    distances = np.hstack([np.zeros_like(own), 1 - cosines]).clip(0).astype(np.float32)
    return pa.StructArray.from_arrays([_lists(ids), _lists(distances)], ["ids", "distances"])


def _vectors(contents: Contents) -> Any:
    import pyarrow as pa

    vectors = contents.vectors
    return pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), vectors.shape[1])


def _lists(values: NDArray[Any]) -> Any:
    """(n, m) as n lists."""
    import pyarrow as pa

    ends = np.arange(len(values) + 1, dtype=np.int32) * values.shape[1]
    return pa.ListArray.from_arrays(pa.array(ends), pa.array(values.ravel()))


def _labels(contents: Contents) -> Iterator[dict[str, Any]]:
    """The name of each topic where its documents lie; coarse ones are seen from farther away."""
    for level in contents.levels:
        for topic, label in level.labels.items():
            own = contents.places[level.topics == topic]
            if len(own):
                x, y = np.median(own, axis=0).tolist()
                yield {"x": x, "y": y, "text": label, "level": level.level, "priority": len(own)}
