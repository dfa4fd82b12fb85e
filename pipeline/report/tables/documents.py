"""documents: one row per document, in corpus order."""

import numpy as np

from pipeline.core.artifacts import IntArray
from pipeline.report.lists import Lists
from pipeline.report.results import Results
from pipeline.report.table import Column, Table


def table(results: Results) -> Table:
    """Topic and themes of each document, where it stands, and what the input says of it.

    ``topic`` is an id that the topic keeps over reruns, -1 for none; ``theme`` is empty for
    none. Where texts were cut into passages, ``parent`` is the id of the whole document.
    ``second_topic`` is the topic that would be next and ``second_share`` its share, of the
    resamples where they vote; -1 and empty for none. ``copy_of`` is the id of the first document
    with the same title and text. ``topic_holds`` says in a word how well the topic comes back when
    documents are left out, ``nearest_topic`` names the topic that a document without one is nearest
    to (-1 where it has one, and where that is not known, as for one that is hidden).
    ``topic_distance`` is how far it is from the centre of its topic, or of the nearest, where 1 is
    the mean of the topic's documents; ``no_topic_reason`` why it has no topic. With several levels,
    ``topic_level_0`` (coarsest) and so on give the topic at each.
    """
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
