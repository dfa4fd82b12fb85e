"""Embedding Atlas (Apple): one Parquet of documents, and the names of topics as labels of the map.

Columns are as its command takes them: text, ``x`` and ``y``, and the neighbours of each document as
``{ids, distances}`` by row, the document itself first, as the tool's own projections give them.
"""

import shlex
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.report.wording import count

NEIGHBOURS = 14
"""Others beside the document itself, as many as the tool's own projections keep."""


class Atlas(Format):
    """Text, place, topics of all levels, themes, vector and neighbours of each document."""

    tool = "embedding-atlas"
    source = "https://apple.github.io/embedding-atlas/tool.html"

    def files(self, contents: Contents) -> Files:
        """documents.parquet, and labels.parquet for the option --labels."""
        import pyarrow as pa

        labels = list(_labels(contents))
        kinds = {"x": pa.float32(), "y": pa.float32(), "text": pa.string()}
        schema = pa.schema({**kinds, "level": pa.int32(), "priority": pa.int32()}.items())
        names = File(pa.Table.from_pylist(labels, schema), count(len(labels), "name"))
        documents = File(pa.table(_columns(contents)), count(len(contents), "document"))
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

    documents, shown = contents.documents, contents.shown
    columns = {
        "id": contents.ids,
        "title": contents.headings,
        "text": contents.texts,
        "x": contents.places[:, 0],
        "y": contents.places[:, 1],
        "topic": _known(shown.names),
        "topic_id": shown.topics,
        "topic_strength": contents.strengths,
        **{f"topic_level_{each.level}": _known(each.names) for each in contents.levels},
        "theme": _known(documents["theme"]),
        "themes": documents["themes"],
        **{
            f"score_{name}": contents.scores[:, place] for place, name in enumerate(contents.themes)
        },
        "date": _dates(documents["date"]),
        "language": _known(documents["language"]),
        "neighbors": _neighbours(contents),
        "vector": _lists(contents.vectors),
    }
    for name, values in contents.corpus.groups.items():
        columns[free_name(name, columns)] = values
    return {name: pa.array(values) for name, values in columns.items()}


def free_name(name: str, taken: Container[str]) -> str:
    """What a column of the user's is called beside ours."""
    while name in taken:
        name = f"group_{name}"
    return name


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
    """The rows of the nearest documents and their cosine distances, nearest first."""
    import pyarrow as pa

    rows, cosines = contents.neighbours(NEIGHBOURS)
    own = np.arange(len(rows))[:, None]
    ids = np.hstack([own, rows]).astype(np.int32)
    distances = np.hstack([np.zeros_like(own), 1 - cosines]).clip(0).astype(np.float32)
    return pa.StructArray.from_arrays([_lists(ids), _lists(distances)], ["ids", "distances"])


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
