"""Review: a small table of documents whose judgement would teach a theme most."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.config import Config
from pipeline.errors import ConfigError, InputError
from pipeline.explain import explain_theme, last_finished
from pipeline.report.table import Table, write_csv
from pipeline.store.files import machine_errors

DOUBTFUL = 0.7
"""Share of the documents that are those in most doubt; the rest is drawn from all others."""


def write_review(config: Config, theme: str, count: int, path: Path) -> int:
    """Write up to ``count`` documents to judge; returns how many there are.

    Most are where the score is in doubt (uncertainty sampling; Lewis & Gale 1994,
    doi:10.1007/978-1-4471-2099-5_1), the rest drawn from the others, lest what the scores are
    sure of and wrong about goes unseen. Documents judged already (a score of 0 or 1) are left
    out. A file that is there is never written over.
    """
    if path.exists():
        raise ConfigError(f"{path}: is there already, and may hold judgements; name another file")
    explain_theme(config, theme)
    run = last_finished(config)
    scores = run.theme_documents
    own = scores[scores["theme"] == theme].merge(run.documents[["id", "title", "copy_of"]], on="id")
    score = own["score"].to_numpy(dtype=np.float64)
    open_ = np.flatnonzero((score > 0) & (score < 1) & (own["copy_of"] == "").to_numpy())
    if not len(open_):
        raise InputError(f"{run.folder.name}: every document of {theme!r} is judged already")
    threshold = float(run.themes.loc[run.themes["theme"] == theme, "threshold"].iloc[0])
    chosen = _chosen(np.abs(score - threshold), open_, count, config.seed)
    rows = own.iloc[chosen]
    table: Table = {
        "id": rows["id"].tolist(),
        "theme": rows["theme"].tolist(),
        "belongs": [""] * len(rows),
        "score": rows["score"].to_numpy(),
        "title": rows["title"].tolist(),
        "evidence": rows["evidence"].tolist(),
    }
    with machine_errors("cannot write the table to review"):
        write_csv(table, path)
    return len(rows)


def _chosen(
    distance: NDArray[np.float64], among: NDArray[np.intp], count: int, seed: int
) -> NDArray[np.intp]:
    ordered = among[np.argsort(distance[among], kind="stable")]
    doubtful = ordered[: round(DOUBTFUL * count)]
    rest = ordered[len(doubtful) :]
    drawn = np.random.default_rng(seed).permutation(rest)[: count - len(doubtful)]
    return np.concatenate([doubtful, drawn])
