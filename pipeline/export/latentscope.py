"""Latent Scope: a data folder with one data set, each level of topics a set of clusters.

Laid out as version 1.0 does. Its store of vectors and the scopes, which lie in it, are made by its
own code: ``open.py`` calls that.
"""

import re
import shlex
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.export.columns import document_columns
from pipeline.export.contents import Contents, Level
from pipeline.export.format import File, Files, Format, json_text
from pipeline.report.lists import join
from pipeline.report.wording import count

VERSION = "1.0.0"
SCRIPT = Path(__file__).parent / "static" / "open.py"

CATEGORIES = 100
"""Different values of a column of texts up to which Latent Scope counts each."""

NONE = "Unclustered"
"""What Latent Scope calls the documents without a cluster."""


class LatentScope(Format):
    """Texts with their columns, the map in -1 to 1, the topics of each level, the vectors."""

    tool = "latentscope"
    source = "https://github.com/enjalot/latent-scope"

    def files(self, contents: Contents) -> Files:
        """``<run>/input.parquet``, meta.json, embeddings, umaps and clusters; open.py."""
        data = re.sub(r"[^\w.-]", "-", contents.name, flags=re.ASCII)
        table = document_columns(contents)
        table["themes"] = [join(names) for names in table["themes"]]  # it knows no lists of texts
        found = {
            "input.parquet": File(_arrow(table), count(len(contents), "document")),
            "meta.json": File(json_text(_meta(data, table))),
            "embeddings/vectors.npy": File(contents.vectors),
            **_map(contents.places),
        }
        for number, level in enumerate(contents.levels, 1):
            found |= _clusters(f"cluster-{number:03d}", level, contents.name)
        return {
            **{f"{data}/{name}": file for name, file in found.items()},
            "open.py": File(SCRIPT.read_text(encoding="utf-8")),
        }

    def opening(self, folder: Path) -> str:
        """The script."""
        return f"python {shlex.quote(str(folder / 'open.py'))}, then http://localhost:5001"


def _meta(data: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """What meta.json holds."""
    return {
        "id": data,
        "length": len(table["id"]),
        "columns": list(table),
        "text_column": "text",
        "column_metadata": {name: _told(values) for name, values in table.items()},
        "potential_embeddings": [],
        "ls_version": VERSION,
    }


def _told(values: Any) -> dict[str, Any]:
    """What meta.json says of a column."""
    if isinstance(values, np.ndarray):
        ends = [float(values.min()), float(values.max())] if len(values) else [None, None]
        return {
            "type": "number",
            "unique_values_count": len(np.unique(values)),
            "extent": ends,
        }
    counts = Counter(values)
    told: dict[str, Any] = {"type": "string", "unique_values_count": len(counts)}
    if len(counts) <= CATEGORIES:
        often = dict(counts.most_common())
        told |= {"categories": list(often), "counts": often}
    return told


def _map(places: FloatArray) -> dict[str, File]:
    """The map, each axis from -1 to 1."""
    low, high = places.min(axis=0), places.max(axis=0)
    scaled = 2 * (places - low) / np.where(high > low, high - low, 1) - 1
    about = {
        "id": "umap-001",
        "embedding_id": "embedding-001",
        "neighbors": None,
        "min_dist": None,
        "dimensions": 2,
        "min_values": low.tolist(),
        "max_values": high.tolist(),
    }
    return {
        "umaps/umap-001.parquet": File(_arrow({"x": scaled[:, 0], "y": scaled[:, 1]})),
        "umaps/umap-001.json": File(json_text(about)),
    }


def _clusters(name: str, level: Level, run: str) -> dict[str, File]:
    """The topics of a level, numbered 0, 1, ...; those without one are a cluster after the last."""
    numbers = {topic: number for number, topic in enumerate(level.labels)}
    raw = np.array([numbers.get(topic, -1) for topic in level.topics.tolist()], dtype=np.int64)
    without = int((raw < 0).sum())
    clusters = np.where(raw < 0, len(numbers), raw)
    about = {
        "id": name,
        "umap_id": "umap-001",
        "method": "themeline",
        "granularity": "rows",
        "cluster_on": "embedding",
        "samples": None,
        "min_samples": None,
        "cluster_selection_epsilon": None,
        "n_clusters": len(numbers),
        "n_noise": without,
        "assign_noise": False,
        **({"unclustered_cluster": len(numbers)} if without else {}),
        "name": f"{run}, {count(len(numbers), 'topic')}",
        "description": f"The topics of {run} at level {level.level}, where 0 is the coarsest.",
    }
    table = _arrow({"cluster": clusters, "raw_cluster": raw})
    return {
        f"clusters/{name}.parquet": File(table, count(len(numbers), "topic")),
        f"clusters/{name}.json": File(json_text(about)),
        f"clusters/{name}-labels-default.parquet": File(_labels(level, clusters, bool(without))),
    }


def _labels(level: Level, clusters: NDArray[np.int64], without: bool) -> Any:
    """A row a cluster: its name, its keywords, its documents by row; no outline is drawn."""
    import pyarrow as pa

    names: list[str] = [*level.labels.values(), *([NONE] if without else [])]
    words = [", ".join(each) for each in level.keywords.values()]
    rows = [np.flatnonzero(clusters == number) for number in range(len(names))]
    lists = pa.list_(pa.int64())
    return pa.table(
        {
            "label": pa.array(names, pa.string()),
            "description": pa.array([*words, *([""] if without else [])], pa.string()),
            "indices": pa.array(rows, lists),
            "hull": pa.array([[]] * len(names), lists),
        }
    )


def _arrow(columns: Mapping[str, Any]) -> Any:
    import pyarrow as pa

    return pa.table({name: pa.array(values) for name, values in columns.items()})
