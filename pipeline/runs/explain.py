"""Explain: why a document has its themes and its topic, and which documents a theme is sure of."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.config import Config
from pipeline.core.artifacts import Vectors
from pipeline.core.errors import InputError, shown, unknown
from pipeline.core.theme import CLOSE
from pipeline.numerics.normalize import unit_rows
from pipeline.runs.results import stored_result
from pipeline.runs.run import Run, newer_and_damaged, newest_run

if TYPE_CHECKING:
    import pandas as pd

NEIGHBOURS = 5
LISTED = 5
"""Documents listed of each kind."""

Neighbour = tuple[str, str, str, float]
"""The id, title and topic of a document, and its similarity."""


@dataclass(frozen=True)
class ExplainedDocument:
    """One document of a run.

    document    its row of documents
    themes      its rows of theme_documents, the best first
    neighbours  id, title, topic_label and similarity of the nearest documents; None where the
                vectors are no longer in the store, or damaged
    names       the labels of the run's topics, by the id that documents are told under
    """

    run: Run
    document: "pd.Series[Any]"
    themes: "pd.DataFrame"
    neighbours: tuple[Neighbour, ...] | None
    names: Mapping[int, str]


@dataclass(frozen=True)
class ExplainedTheme:
    """One theme of a run: the clearest documents, and those on either side of the threshold.

    Each has the columns of theme_documents, and the title.
    """

    run: Run
    theme: "pd.Series[Any]"
    clearest: "pd.DataFrame"
    borderline: "pd.DataFrame"
    nearly_in: "pd.DataFrame"


def last_finished(config: Config) -> Run:
    """The newest run of a config; raises ``InputError`` where there is none."""
    run = newest_run(config.outputs, config.name)
    if run is None:
        raise InputError(f"{config.outputs}: no run of {config.name} yet; themeline run makes one")
    return run


def describe_run(config: Config, run: Run) -> str:
    """Which run it is, whether a newer one is damaged, and whether the config is as it was."""
    before, now = run.record.config, config.resolved()
    changed = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    newer = newer_and_damaged(config.outputs, config.name, run)
    notes = [f"{folder.name} is newer, and damaged" for folder in newer]
    notes += [f"since then the config changed: {', '.join(changed)}"] if changed else []
    return f"{run.folder.name} ({'; '.join(notes)})" if notes else run.folder.name


def explain_document(config: Config, identifier: str) -> ExplainedDocument:
    """Find a document of the newest run; raises ``InputError`` where no document has the id."""
    return document_of(last_finished(config), identifier)


def document_of(run: Run, identifier: str) -> ExplainedDocument:
    """Find a document of a run; raises ``InputError`` where no document has the id."""
    identifier = identifier.encode("utf-8", "replace").decode()
    documents, scores = run.documents, run.theme_documents
    found = np.flatnonzero(documents["id"] == identifier)
    if not len(found):
        for dropped in _dropped(run, identifier):
            raise InputError(f"{run.folder.name}: {dropped}")
        named = unknown(identifier, documents["id"].tolist())
        raise InputError(f"{run.folder.name}: no document has the id {named}")
    place = int(found[0])
    own = scores[scores["id"] == identifier]
    return ExplainedDocument(
        run,
        documents.iloc[place],
        own.sort_values("score", ascending=False, kind="stable"),
        _neighbours(run, place),
        _names(run),
    )


def explain_theme(config: Config, name: str) -> ExplainedTheme:
    """Find a theme of the newest run; raises ``InputError`` where none is called so."""
    return theme_of(last_finished(config), name)


def theme_of(run: Run, name: str) -> ExplainedTheme:
    """Find a theme of a run; raises ``InputError`` where none is called so."""
    theme, own = theme_rows(run, name)
    close = own[own["distance"] < CLOSE].sort_values("distance", kind="stable")
    clearest = own[own["assigned"]].sort_values("score", ascending=False, kind="stable")
    return ExplainedTheme(
        run,
        theme,
        clearest.head(LISTED),
        close[close["assigned"]].head(LISTED),
        close[~close["assigned"]].head(LISTED),
    )


def theme_rows(run: Run, name: str) -> "tuple[pd.Series[Any], pd.DataFrame]":
    """A theme's row of themes, and its rows of theme_documents for texts that are no copies.

    The latter have the title, too, and the distance of the score from the threshold. Raises
    ``InputError`` where no theme of the run is called so.
    """
    themes, scores = run.themes, run.theme_documents
    found = np.flatnonzero(themes["theme"] == name)
    if not len(found):
        named = unknown(name, themes["theme"].tolist())
        raise InputError(f"{run.folder.name}: no theme is called {named}")
    theme = themes.iloc[int(found[0])]
    own = scores[scores["theme"] == name].merge(run.documents[["id", "title", "copy_of"]], on="id")
    own = own[own["copy_of"] == ""]
    return theme, own.assign(distance=(own["score"] - theme["threshold"]).abs())


def _names(run: Run) -> dict[int, str]:
    """The labels of the topics that documents are shown under, by their ids."""
    shown = run.documents[["topic", "topic_label"]].drop_duplicates()
    return dict(zip(shown["topic"].tolist(), shown["topic_label"], strict=True))


def _dropped(run: Run, identifier: str) -> Iterator[str]:
    """What became of a record that is no document."""
    path = run.folder / "dropped.csv"
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if identifier and row["id"] == identifier:
                    yield f"{shown(identifier)} ({row['record']}) was dropped: {row['reason']}"


def _neighbours(run: Run, place: int) -> tuple[Neighbour, ...] | None:
    vectors = stored_result(run, "embed", Vectors)
    if vectors is None:
        return None
    rows = unit_rows(vectors.values)
    similarity = rows @ rows[place]
    similarity[place] = -np.inf
    nearest = np.argsort(-similarity, kind="stable")[:NEIGHBOURS]
    documents = run.documents
    return tuple(
        (
            documents["id"].iloc[near],
            documents["title"].iloc[near],
            documents["topic_label"].iloc[near],
            float(similarity[near]),
        )
        for near in nearest.tolist()
        if near != place
    )
