"""Write what became of new documents into a folder of its own, beside the run."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.artifacts import BoolArray, Dropped
from pipeline.incoming.drift import Drift
from pipeline.incoming.page import page
from pipeline.incoming.tables import written
from pipeline.report.table import Table, write_csv, write_parquet
from pipeline.store.files import machine_errors, write_json
from pipeline.store.stages import Written

if TYPE_CHECKING:
    import pandas as pd

RECORD = "assigned.json"

DROPPED = ("record", "id", "reason", "detail", "excerpt")
"""The columns of dropped.csv."""

CSV_ALONE = ("dropped", "new_words")
"""Tables that exist for reading only."""


def write(
    folder: Path,
    drift: Drift,
    documents: "pd.DataFrame",
    theme_documents: "pd.DataFrame",
    outside: BoolArray,
    made: Mapping[str, Any],
    *,
    byte_order_mark: bool,
) -> None:
    """Write every table, the page and the record; the folder appears whole or not at all."""
    tables = {
        "documents": written(documents),
        "theme_documents": written(theme_documents),
        "topics": drift.topics,
        "themes": drift.themes,
        "new_words": drift.words,
        "dropped": _dropped(drift.dropped),
    }
    with machine_errors("cannot write the folder of assigned documents"):
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent / ".store"))
        draft.chmod(0o755)  # mkdtemp's is private; the tables are there to be shared
        for name, table in tables.items():
            write_csv(table, draft / f"{name}.csv", byte_order_mark=byte_order_mark)
            if name not in CSV_ALONE:
                write_parquet(table, draft / f"{name}.parquet")
        told = page(drift, documents[outside])
        (draft / "drift.md").write_text(told, encoding="utf-8", newline="\n")
        files = {path.name: Written.of(path).model_dump() for path in sorted(draft.iterdir())}
        write_json(draft / RECORD, {"run": drift.run, **made, **_facts(drift), "files": files})
        draft.rename(folder)


def _dropped(dropped: Sequence[Dropped]) -> Table:
    return {name: [getattr(record, name) for record in dropped] for name in DROPPED}


def _facts(drift: Drift) -> dict[str, Any]:
    """What can be counted, and the verdict."""
    counts = ("in_run", "documents", "known", "edited", "new", "unseen", "outside")
    numbers = {name: getattr(drift, name) for name in counts}
    return {
        "counts": {**numbers, "dropped": len(drift.dropped)},
        "share_outside_interval": [round(end, 4) for end in drift.interval],
        "share_outside_expected": round(drift.expected, 4),
        "similarity_needed": round(drift.similarity, 4),
        "rerun": drift.rerun,
        "verdict": drift.verdict,
    }
