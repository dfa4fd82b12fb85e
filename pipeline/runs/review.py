"""Review: a small table of documents whose judgement would teach a theme most."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.assign.labels import read_rows
from pipeline.config import Config
from pipeline.core.durable import whole
from pipeline.core.errors import ConfigError, InputError
from pipeline.report.schema import Field, Schema
from pipeline.report.table import Table, write_csv
from pipeline.runs.explain import last_finished, theme_rows
from pipeline.store.files import machine_errors

SCHEMA: Schema = (
    Field("id", "string", "the document"),
    Field("theme", "string", "the theme"),
    Field("belongs", "string", "what you say", "yes, no", "nobody has looked yet"),
    Field("score", "float64", "how well the theme fits", "0 to 1", "it was judged before"),
    Field("title", "string", "the document's title", empty="it was judged before"),
    Field(
        "evidence",
        "string",
        "the sentence that speaks most for the theme, its first 500 characters",
        empty="none was found, or it was judged before",
    ),
)

LONGEST = 500
"""Characters of a quoted sentence."""

DOUBTFUL = 0.7
"""Share of the documents that are those in most doubt; the rest is drawn from all others."""


def write_review(config: Config, theme: str, count: int, path: Path) -> tuple[int, int]:
    """Write up to ``count`` documents to judge, and below them what was judged before.

    Returns how many there are of each.

    Most are where the score is in doubt (uncertainty sampling; Lewis & Gale 1994,
    doi:10.1007/978-1-4471-2099-5_1), the rest drawn from the others, lest what the scores are
    sure of and wrong about goes unseen. Documents judged already are left out. A file that is
    there is never written over.
    """
    if path.exists():
        raise ConfigError(f"{path}: is there already, and may hold judgements; name another file")
    if not path.absolute().parent.is_dir():
        raise ConfigError(f"{path}: there is no such folder; make it, or name another file")
    run = last_finished(config)
    own = theme_rows(run, theme)[1]
    open_ = np.flatnonzero((own["judged"] == "").to_numpy())
    if not len(open_):
        raise InputError(f"{run.folder.name}: every document of {theme!r} is judged already")
    distance = own["distance"].to_numpy(dtype=np.float64)
    rows = own.iloc[_chosen(distance, open_, count, config.seed)]
    source = config.assign.labels
    kept = [] if source is None else list(read_rows(source))
    blank, unknown = [""] * len(kept), [np.nan] * len(kept)
    table: Table = {
        "id": [*rows["id"], *(identifier for _, identifier, _, _ in kept)],
        "theme": [*rows["theme"], *(name for _, _, name, _ in kept)],
        "belongs": [*[""] * len(rows), *("yes" if said else "no" for *_, said in kept)],
        "score": np.array([*rows["score"], *unknown], dtype=np.float64),
        "title": [*rows["title"], *blank],
        "evidence": [*(text[:LONGEST] for text in rows["evidence"]), *blank],
    }
    with machine_errors("cannot write the table to review", path), whole(path) as draft:
        write_csv(table, draft)
    return len(rows), len(kept)


def _chosen(
    distance: NDArray[np.float64], among: NDArray[np.intp], count: int, seed: int
) -> NDArray[np.intp]:
    ordered = among[np.argsort(distance[among], kind="stable")]
    doubtful = ordered[: round(DOUBTFUL * count)]
    rest = ordered[len(doubtful) :]
    drawn = np.random.default_rng(seed).permutation(rest)[: count - len(doubtful)]
    return np.concatenate([doubtful, drawn])
