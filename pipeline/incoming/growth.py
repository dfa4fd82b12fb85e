"""Growth: whether topics and themes are more or less frequent among new documents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.artifacts import BoolArray, IntArray
from pipeline.report.table import Table

if TYPE_CHECKING:
    import pandas as pd

FALSE = 0.05
"""Share of what is named as grown or shrunk that chance may have moved."""


def topic_growth(
    run: "pd.DataFrame", placed: IntArray, new: "pd.DataFrame", unseen: BoolArray
) -> Table:
    """One row for each topic of the run's table of documents, by its id.

    ``placed`` (s,) are the topics that documents of the run get from the others. ``new`` is the
    table of m new documents, of which the ``unseen`` (m,) count.
    """
    topics = run.loc[run["topic"] >= 0, ["topic", "topic_label"]].drop_duplicates("topic")
    topics = topics.sort_values("topic")
    ids = topics["topic"].to_numpy()
    names: Table = {"topic": ids, "label": topics["topic_label"].tolist()}
    counted = growth(
        _holding(run["topic"].to_numpy(), ids),
        _holding(placed, ids),
        _holding(new["topic"].to_numpy()[unseen], ids),
    )
    return {**names, **counted}


def theme_growth(
    names: Sequence[str], run: "pd.DataFrame", new: "pd.DataFrame", unseen: BoolArray
) -> Table:
    """One row for each of t themes, from the tables theme_documents of n and of m documents.

    Where an embedder learns from the run's texts (lsa), new ones seem to mean a theme a little
    more, by 0.1 standard deviations or less; among thousands that alone may be beyond chance.
    """
    t = len(names)
    before = run["assigned"].to_numpy(dtype=np.bool_).reshape(len(run) // max(t, 1), t)
    now = new["assigned"].to_numpy(dtype=np.bool_).reshape(len(unseen), t)[unseen]
    return {"theme": list(names), **growth(before, before, now)}


def growth(run: BoolArray, placed: BoolArray, new: BoolArray) -> Table:
    """Counts and shares in a run (n, k) and among new documents (m, k), and whether they differ.

    ``placed`` (s, k) is how documents of the run are placed as if they were new, since to place
    them moves shares, too. ``growth`` is the share among the new by that, NaN where one is of
    nothing. ``p`` is the chance of shares that differ as much though nothing changed (Fisher's
    exact test: unlike a binomial test it does not take the run's share for the truth, unlike
    chi-square it holds for small counts). ``beyond_chance`` holds for the rows of which one in
    twenty is expected to be chance (Benjamini & Hochberg 1995,
    doi:10.1111/j.2517-6161.1995.tb02031.x).
    """
    from scipy.stats import false_discovery_control, fisher_exact

    before, expected, now = (each.sum(axis=0) for each in (run, placed, new))
    share_expected, share_new = expected / max(len(placed), 1), now / max(len(new), 1)
    told = (expected > 0) & (len(new) > 0)
    pairs = zip(expected.tolist(), now.tolist(), strict=True)
    p = np.array([fisher_exact([[j, len(new) - j], [k, len(placed) - k]]).pvalue for k, j in pairs])
    return {
        "documents_run": before.astype(np.int32),
        "documents_new": now.astype(np.int32),
        "share_run": before / max(len(run), 1),
        "share_expected": share_expected,
        "share_new": share_new,
        "growth": np.where(told, share_new / np.where(told, share_expected, 1), np.nan),
        "p": p.astype(np.float64),
        "beyond_chance": (false_discovery_control(p) if len(p) else p) < FALSE,
    }


def _holding(topics: IntArray, ids: IntArray) -> BoolArray:
    return np.asarray(topics[:, None] == ids)
