"""The tables of new documents: the columns of the run's tables, and the run's values for copies.

A text that the run has keeps its rows there. The rows of the run and after them those of texts
that it has not make a pool, in which ``source`` says which is a document's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.core.artifacts import BoolArray, FloatArray
from pipeline.core.corpus import Corpus
from pipeline.predict.batches import Batch
from pipeline.predict.topics import Border, Near, Positions, topic_distances
from pipeline.predict.training import Training
from pipeline.report.lists import Lists
from pipeline.report.table import Column, Table

if TYPE_CHECKING:
    import pandas as pd

BLANK = {"i": -1, "f": 0.0, "b": False}
"""What stands for nothing in a column of numbers or truth values; "" elsewhere.

Themes, the one column of lists, are those of the document itself.
"""

UNKNOWN = {"second_share": float("nan")}
"""What stands for nothing in a column where 0 would say something."""


@dataclass(frozen=True)
class Fresh:
    """f texts that the run has not.

    rows    (f, d) float32, their vectors
    near    the documents of the run that they are nearest to
    border  what a text has to have to fit
    """

    rows: FloatArray
    near: Near
    border: Border

    @property
    def outside(self) -> BoolArray:
        """(f,) whether a text fits nowhere."""
        return self.near.outside(self.border)


def fresh_documents(training: Training, fresh: Fresh, themes: "pd.DataFrame") -> "pd.DataFrame":
    """The rows of documents for f fresh texts, but for what their own file says of them.

    What the run says of a topic is taken from the nearest document; one that fits nowhere has
    none of it but ``nearest_topic``.
    """
    run, near = training.documents, fresh.near
    table = run.iloc[near.places[:, 0]].reset_index(drop=True)
    if table.empty:
        return table
    towards = np.where(table["topic"] < 0, table["nearest_topic"], table["topic"])
    for name in table.columns:
        blank = UNKNOWN.get(name, BLANK.get(table[name].dtype.kind, ""))
        table.loc[fresh.outside, name] = blank
    table["nearest_topic"] = np.where(table["topic"] < 0, towards, np.int32(-1))
    table["topic_distance"] = topic_distances(
        training.rows, run["topic"].to_numpy(), fresh.rows, towards
    )
    table["no_topic_reason"] = _reasons(training, fresh, table)
    table[["x", "y"]] = near.amid(run[["x", "y"]].to_numpy())
    table["theme"], table["themes"] = _theme_columns(themes, len(table))
    return table


def documents(
    training: Training, batch: Batch, after: "pd.DataFrame", source: Positions
) -> "pd.DataFrame":
    """The table of m new documents, with the columns of the run's."""
    table = _pooled(training.documents, after, source, 1)
    return table.assign(**_said(training, batch)).reset_index(drop=True)


def theme_documents(
    training: Training, new: Corpus, after: "pd.DataFrame", source: Positions
) -> "pd.DataFrame":
    """The table of m new documents and t themes, with the columns of the run's."""
    t = len(training.config.themes)
    table = _pooled(training.run.theme_documents, after, source, t).reset_index(drop=True)
    table["id"] = [name for name in new.ids for _ in range(t)]
    _find_again(table, training, new, source)
    return table


def joined(one: "pd.DataFrame", other: "pd.DataFrame") -> "pd.DataFrame":
    """The rows of one table and then those of another."""
    import pandas as pd

    return pd.concat([one, other], ignore_index=True) if len(other) else one


def _pooled(
    run: "pd.DataFrame", after: "pd.DataFrame", source: Positions, each: int
) -> "pd.DataFrame":
    """Of both tables the rows that are asked for, so many for each document.

    Few of the run's are: all of them are not copied for every batch.
    """
    import pandas as pd

    n = len(run) // max(each, 1)
    own = np.unique(source[source < n])
    place = np.where(source < n, np.searchsorted(own, source), source - n + len(own))
    pool = pd.concat([run.iloc[_rows(own, each)], after], ignore_index=True)
    return pool.iloc[_rows(place, each)][list(run.columns)]


def _rows(documents: Positions, each: int) -> Positions:
    return (documents[:, None] * each + np.arange(each)).ravel()


def written(table: "pd.DataFrame", lists: str) -> Table:
    """A data frame as what the report writes; ``lists`` names the column that holds lists."""
    import pandas as pd

    def column(name: str, values: "pd.Series[Any]") -> Column:
        if name == lists:
            return Lists(values)
        numbers = pd.api.types.is_numeric_dtype(values)
        return values.to_numpy() if numbers else values.tolist()

    return {str(name): column(str(name), table[name]) for name in table.columns}


def _reasons(training: Training, fresh: Fresh, table: "pd.DataFrame") -> list[str]:
    """Why each of f documents has no topic; empty where it has one."""
    best = fresh.near.similarities[:, 0].tolist()
    names = [training.corpus.ids[place] for place in fresh.near.places[:, 0]]
    far = (
        "a cosine of {:.2f} with {}, the nearest document of the run; 99% of the run's documents "
        f"have {fresh.border.similarity:.2f} or more with theirs"
    )
    nothing = "has nothing in common with any document of the run"
    columns = (names, best, fresh.outside, table["topic"], table["no_topic_reason"])
    return [
        (far.format(alike, name) if alike > 0 else nothing)
        if outside
        else _inherited(name, reason) * (topic < 0)
        for name, alike, outside, topic, reason in zip(*columns, strict=True)
    ]


def _inherited(name: str, reason: str) -> str:
    return f"as {name}, the nearest document of the run: {reason}"


def _theme_columns(themes: "pd.DataFrame", f: int) -> tuple[list[str], list[list[str]]]:
    """The primary theme and all themes of f documents, as documents names them."""
    t = len(themes) // max(f, 1)
    names = themes["theme"].tolist()[:t]
    assigned = themes["assigned"].to_numpy().reshape(f, t)
    primary = themes["primary"].to_numpy().reshape(f, t)
    return (
        ["".join(compress(names, row)) for row in primary],
        [list(compress(names, row)) for row in assigned],
    )


def _said(training: Training, batch: Batch) -> dict[str, Sequence[str]]:
    """What the file says of its documents, under the names of the run's columns."""
    new, m = batch.new, len(batch.new)
    names = list(training.documents.columns)
    start = names.index("date") + 1  # the groups follow, some under another name than theirs
    groups = zip(names[start:], training.corpus.groups, strict=False)
    return {
        "id": new.ids,
        "title": new.headings if training.config.report.texts else new.titles,
        **({"parent": new.parents} if new.parents else {}),
        "date": new.dates or [""] * m,
        **{name: new.groups.get(group, [""] * m) for name, group in groups},
        "language": new.languages or [""] * m,
        "copy_of": batch.copy_of,
    }


def _find_again(table: "pd.DataFrame", training: Training, new: Corpus, source: Positions) -> None:
    """Find the evidence again in a text that is spelled otherwise than the run's."""
    t = len(training.config.themes)
    for place in np.flatnonzero(source < len(training)).tolist():
        text = new.texts[place]
        if text == training.corpus.texts[source[place]]:
            continue
        for row in range(place * t, place * t + t):
            said = str(table.at[row, "evidence"])
            start = text.find(said) if said else -1
            table.at[row, "evidence"] = said if start >= 0 else ""
            table.at[row, "evidence_start"] = start
            table.at[row, "evidence_end"] = start + len(said) if start >= 0 else -1
