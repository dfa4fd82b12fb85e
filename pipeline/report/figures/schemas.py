"""The columns of the tables of figures: where they can be, those of the tables of the run."""

from typing import Final

from pipeline.report.schema import Field, Schema
from pipeline.report.tables import by_group, documents, over_time, topics


def _of(schema: Schema, *names: str) -> Schema:
    """The fields of these names, in this order."""
    fields = {field.name: field for field in schema}
    return tuple(fields[name] for name in names)


MAP: Schema = _of(documents.SCHEMA, "id", "title", "x", "y", "topic", "topic_label", "theme")

_NONE = "-1: the documents without a topic"
_TELLS = _of(topics.SCHEMA, "stability", "holds")

TOPIC_SIZES: Schema = (
    Field("topic", "int32", "the topic's id", "from 0", _NONE),
    Field("label", "string", "its name", empty="the documents without a topic"),
    Field("documents", "int32", "its documents", "from 0"),
    Field("share", "float64", "their share of all documents", "0 to 1"),
    *_TELLS,
)

TOPIC_TREE: Schema = (
    *_of(topics.SCHEMA, "level", "topic", "label"),
    Field("documents", "int32", "its documents", "from 1"),
    Field("parent", "int32", "the topic that it stands under", "from 0", "-1: none"),
    Field("parent_label", "string", "the name of that", empty="none"),
    Field("inside", "float64", "the share of its documents that are in that one", "0 to 1"),
    *_TELLS,
)

THEME_SIZES: Schema = (
    Field("theme", "string", "the theme; then several themes, and none"),
    Field("documents", "int32", "documents that have it", "from 0"),
    Field("only", "int32", "those that have no other theme", "from 0"),
    Field("share", "float64", "the share of all documents that have it", "0 to 1"),
)

THEMES_BY_TOPIC: Schema = (
    Field("topic", "int32", "the topic's id", "from 0", _NONE),
    Field("label", "string", "its name", empty="the documents without a topic"),
    Field("theme", "string", "the theme"),
    Field("documents", "int32", "those that both have", "from 0"),
    Field("share", "float64", "their share of the topic's documents", "0 to 1"),
    Field(
        "lift",
        "float64",
        "how many times more they share than by chance",
        "from 0; 0 where that is not clearly more than 1",
    ),
)

SCHEMAS: Final[dict[str, Schema]] = {
    "map": MAP,
    "map_by_theme": MAP,
    "topic_sizes": TOPIC_SIZES,
    "topic_tree": TOPIC_TREE,
    "theme_sizes": THEME_SIZES,
    "themes_by_topic": THEMES_BY_TOPIC,
    "over_time": over_time.SCHEMA,
    "by_group": by_group.SCHEMA,
}
"""By the names of ``FIGURES``."""
