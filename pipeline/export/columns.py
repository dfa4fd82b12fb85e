"""A table of documents for tools that take one: what a run says of each, by column."""

from collections.abc import Collection
from typing import Any

from pipeline.export.contents import Contents


def document_columns(contents: Contents, beside: Collection[str] = ()) -> dict[str, Any]:
    """Columns of n values: texts (empty for none), lists of texts (``themes``), arrays of numbers.

    Of passages, ``parent`` is the id of the whole document. With several levels, ``topic_level_0``
    (the coarsest) and so on have the names of the topics at each. The groups of the corpus come
    last; one that is called as another column is, or as one of those that the format has
    ``beside`` these, is ``group_...``.
    """
    documents, shown = contents.documents, contents.shown
    levels = contents.levels if len(contents.levels) > 1 else ()
    columns: dict[str, Any] = {
        "id": contents.ids,
        "title": contents.headings,
        "text": contents.texts,
        **({"parent": documents["parent"]} if "parent" in documents else {}),
        "topic": shown.names,
        "topic_id": shown.topics,
        "topic_strength": contents.strengths,
        **{f"topic_level_{each.level}": each.names for each in levels},
        "theme": documents["theme"],
        "themes": documents["themes"],
        **{f"score_{theme}": contents.scores[:, t] for t, theme in enumerate(contents.themes)},
        "date": documents["date"],
        "language": documents["language"],
    }
    for name, values in contents.corpus.groups.items():
        free = name
        while free in columns or free in beside:
            free = f"group_{free}"
        columns[free] = values
    return columns
