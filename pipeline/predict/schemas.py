"""The columns of the tables of new documents, but for those that the run has, too.

documents, theme_documents and dropped have the columns of the run's tables.
"""

from typing import Final

from pipeline.report.schema import Field, Schema

_GROWTH: Schema = (
    Field("documents_run", "int32", "documents of the run that have it", "from 0"),
    Field("documents_new", "int32", "new documents that have it", "from 0"),
    Field("share_run", "float64", "their share of the run's documents", "0 to 1"),
    Field(
        "share_expected",
        "float64",
        "the share among documents of the run, placed as if they were new",
        "0 to 1",
    ),
    Field("share_new", "float64", "the share among the new ones", "0 to 1"),
    Field(
        "growth",
        "float64",
        "how many times the expected share that is",
        "from 0; 1 is no change",
        "one of the two is of nothing",
    ),
    Field("p", "float64", "the chance of such a difference without a change", "0 to 1"),
    Field("beyond_chance", "bool", "whether it is more than chance, all rows being asked"),
)

TOPICS: Schema = (
    Field("topic", "int32", "the topic's id", "from 0"),
    Field("label", "string", "its name"),
    *_GROWTH,
)

THEMES: Schema = (Field("theme", "string", "the theme"), *_GROWTH)

NEW_WORDS: Schema = (
    Field("word", "string", "a word that new documents have and those of the run hardly"),
    Field("documents_new", "int32", "new documents that have it", "from 1"),
    Field("documents_run", "int32", "documents of the run that have it", "from 0"),
    Field("share_new", "float64", "the share among the new ones", "0 to 1"),
    Field("share_run", "float64", "the share among those of the run", "0 to 1"),
    Field("ahead", "float64", "how far it is ahead among the new ones", "standard errors"),
    Field("p", "float64", "the chance of so many without a change", "0 to 1"),
)

SCHEMAS: Final[dict[str, Schema]] = {"topics": TOPICS, "themes": THEMES, "new_words": NEW_WORDS}
"""By the names of their files."""
