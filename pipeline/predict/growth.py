"""Growth: whether topics and themes are more or less frequent among new documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray
from pipeline.numerics.statistics import FALSE_DISCOVERIES, false_discovery_p
from pipeline.report.table import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Tally:
    """So many documents, and (k,) how many of them have each of k topics or themes."""

    documents: int
    having: NDArray[np.int64]


def topic_growth(
    run: "pd.DataFrame", placed: IntArray, new: Mapping[int, int], unseen: int
) -> Table:
    """One row for each topic of the run's table of documents, by its id.

    ``placed`` (s,) are the topics that documents of the run get from the others. ``new`` says how
    many of the ``unseen`` new documents have each topic.
    """
    topics = run.loc[run["topic"] >= 0, ["topic", "topic_label"]].drop_duplicates("topic")
    topics = topics.sort_values("topic")
    ids = topics["topic"].to_numpy()
    names: Table = {"topic": ids, "label": topics["topic_label"].tolist()}
    counted = growth(
        _tally(run["topic"].to_numpy(), ids),
        _tally(placed, ids),
        Tally(unseen, np.array([new.get(topic, 0) for topic in ids.tolist()], dtype=np.int64)),
    )
    return {**names, **counted}


def theme_growth(names: Sequence[str], run: "pd.DataFrame", new: Tally) -> Table:
    """One row for each of t themes, from the run's table theme_documents.

    Where an embedder learns from the run's texts (lsa), new ones seem to mean a theme a little
    more, by 0.1 standard deviations or less; among thousands that alone may be beyond chance.
    """
    t = len(names)
    assigned = run["assigned"].to_numpy(dtype=np.bool_).reshape(len(run) // max(t, 1), t)
    before = Tally(len(assigned), assigned.sum(axis=0))
    return {"theme": list(names), **growth(before, before, new)}


def growth(run: Tally, placed: Tally, new: Tally) -> Table:
    """Counts and shares in a run and among new documents, and whether they differ.

    ``placed`` is how documents of the run are placed as if they were new, since to place
    them moves shares, too. ``growth`` is the share among the new by that, NaN where one is of
    nothing. ``p`` is the chance of shares that differ as much though nothing changed (Fisher's
    exact test: unlike a binomial test it does not take the run's share for the truth, unlike
    chi-square it holds for small counts). ``beyond_chance`` holds for the rows of which one in
    twenty is expected to be chance (``false_discovery_p``).
    """
    from scipy.stats import fisher_exact

    before, expected, now = (each.having for each in (run, placed, new))
    s, m = placed.documents, new.documents
    share_expected, share_new = expected / max(s, 1), now / max(m, 1)
    told = (expected > 0) & (m > 0)
    pairs = zip(expected.tolist(), now.tolist(), strict=True)
    p = np.array([fisher_exact([[j, m - j], [k, s - k]]).pvalue for k, j in pairs], dtype=float)
    return {
        "documents_run": before.astype(np.int32),
        "documents_new": now.astype(np.int32),
        "share_run": before / max(run.documents, 1),
        "share_expected": share_expected,
        "share_new": share_new,
        "growth": np.where(told, share_new / np.where(told, share_expected, 1), np.nan),
        "p": p,
        "beyond_chance": false_discovery_p(p, np.ones_like(p, dtype=np.bool_)) < FALSE_DISCOVERIES,
    }


def _tally(topics: IntArray, ids: IntArray) -> Tally:
    counts = [np.count_nonzero(topics == topic) for topic in ids]
    return Tally(len(topics), np.array(counts, dtype=np.int64))
