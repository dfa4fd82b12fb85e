"""documents: one row per document, in corpus order."""

import numpy as np

from pipeline.core.artifacts import IntArray
from pipeline.report.lists import Lists
from pipeline.report.results import Results
from pipeline.report.schema import ANY, Field, Schema
from pipeline.report.table import Column, Table

SCHEMA: Schema = (
    Field("id", "string", "the document's id: that of the input, or the number of its record"),
    Field("title", "string", "its title, or the beginning of its text"),
    Field(
        "parent",
        "string",
        "the id of the whole document, where `load.split` cuts texts into passages",
        optional=True,
    ),
    Field(
        "topic",
        "int32",
        "the topic at the level shown, by an id that it keeps over reruns",
        "from 0",
        "-1: it has none",
    ),
    Field("topic_label", "string", "the topic's name", empty="it has none"),
    Field(
        "topic_strength",
        "float32",
        "how firmly it belongs there: for `consensus` the share of the votes",
        "0 to 1; 0 without a topic",
    ),
    Field("theme", "string", "its primary theme", empty="it has none"),
    Field("themes", "list of string", "all its themes", empty="it has none"),
    Field("x", "float32", "where it stands on the map, to the right", "no unit"),
    Field("y", "float32", "where it stands on the map, upwards", "no unit"),
    Field("date", "string", "its date, by ISO 8601", empty="it has none, or none that is read"),
    Field(
        ANY,
        "string",
        "your group columns as in the input; one with a name of this table is called `group_…`",
        empty="empty in the input",
        optional=True,
    ),
    Field(
        "second_topic",
        "int32",
        "the topic that would be next",
        "from 0",
        "-1: no other comes into question",
    ),
    Field(
        "second_share",
        "float32",
        "its share: for `consensus` of the votes, else by the distance from the centres",
        "0 to 1",
        "there is no such topic",
    ),
    Field(
        "topic_holds",
        "string",
        "how well its topic comes back when documents are left out",
        "solid, fair, shaky",
        "it has no topic, or the method does not tell",
    ),
    Field(
        "nearest_topic",
        "int32",
        "for one without a topic the nearest",
        "from 0",
        "-1: it has one, or that is not known",
    ),
    Field(
        "topic_distance",
        "float32",
        "how far it is from the centre of its topic, or of the nearest",
        "from 0; 1 is the mean of the topic's documents, 0 where there are no topics",
    ),
    Field("no_topic_reason", "string", "why it has no topic", empty="it has one"),
    Field(
        "language",
        "string",
        "the language that it seems to be in, by its code of ISO 639",
        empty="it does not tell",
    ),
    Field(
        "copy_of",
        "string",
        "the id of the first document with the same title and text",
        empty="it is the first, or the only one",
    ),
    Field(
        f"topic_level_{ANY}",
        "int32",
        "where there are several levels, the topic at each, the coarsest first",
        "from 0",
        "-1: it has none there",
        optional=True,
    ),
)


def table(results: Results) -> Table:
    """Topic and themes of each document, where it stands, and what the input says of it."""
    corpus, clustering, themes = results.corpus, results.clustering, results.themes
    n = len(results)
    names = (*themes.names, "")
    columns: dict[str, Column] = {
        "id": corpus.ids,
        "title": results.headings,
        **({"parent": corpus.parents} if corpus.parents else {}),
        "topic": results.numbered(clustering.labels),
        "topic_label": results.topic_labels,
        "topic_strength": clustering.strengths,
        "theme": [names[theme] for theme in themes.primary],
        "themes": Lists(results.theme_names_of(document) for document in range(n)),
        "x": results.map.values[:, 0],
        "y": results.map.values[:, 1],
        "date": corpus.dates or [""] * n,
    }
    after: dict[str, Column] = {
        "second_topic": results.numbered(clustering.second),
        "second_share": np.where(clustering.second < 0, np.nan, clustering.second_shares),
        "topic_holds": results.topic_holds,
        "nearest_topic": results.numbered(
            np.where(clustering.labels < 0, clustering.nearest, np.int32(-1))
        ),
        "topic_distance": clustering.distances,
        "no_topic_reason": clustering.reasons,
        "language": corpus.languages or [""] * n,
        "copy_of": [
            corpus.ids[first] if first != document else ""
            for document, first in enumerate(corpus.first_copy)
        ],
    }
    if len(clustering.levels) > 1:
        after |= {f"topic_level_{k}": _at(results, k) for k in range(len(clustering.levels))}
    ours = {*columns, *after}
    for name, values in corpus.groups.items():
        columns[_free_name(name, ours | (corpus.groups.keys() - {name}))] = values
    return columns | after


def _at(results: Results, level: int) -> IntArray:
    labels = results.clustering.levels[level]
    return results.numbered(labels) if level == results.clustering.level else labels


def _free_name(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"group_{name}"
    return name
