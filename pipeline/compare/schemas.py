"""The columns of the tables of a comparison.

Those that begin with ``from_`` tell of the run before, those with ``to_`` of the run after.
"""

from typing import Final

from pipeline.report.schema import Field, Schema

TOPICS: Schema = (
    Field("change", "string", "what became of a topic or a pair", "kept, split, merged, new, gone"),
    Field("from_topic", "int32", "the topic before", "from 0", "-1: the topic is new"),
    Field("from_label", "string", "its name", empty="the topic is new"),
    Field("from_documents", "int32", "its documents", "from 0"),
    Field("to_topic", "int32", "the topic after", "from 0", "-1: the topic is gone"),
    Field("to_label", "string", "its name", empty="the topic is gone"),
    Field("to_documents", "int32", "its documents", "from 0"),
    Field("shared", "int32", "documents that both have, of those that both runs have", "from 0"),
    Field("jaccard", "float64", "their share of all that either has", "0 to 1"),
    Field("share_of_from", "float64", "their share of those of the topic before", "0 to 1"),
    Field("share_of_to", "float64", "their share of those of the topic after", "0 to 1"),
    Field("common_words", "float64", "Jaccard similarity of the words in the keywords", "0 to 1"),
    Field("from_keywords", "list of string", "keywords before, best first", empty="none"),
    Field("to_keywords", "list of string", "keywords after, best first", empty="none"),
    Field(
        "from_stability",
        "float64",
        "`stability` of the topic before",
        "0 to 1",
        "the topic is new, or the method does not tell",
    ),
    Field(
        "to_stability",
        "float64",
        "`stability` of the topic after",
        "0 to 1",
        "the topic is gone, or the method does not tell",
    ),
)

DOCUMENTS: Schema = (
    Field(
        "change",
        "string",
        "what became of the document: another topic, the same topic and other themes, another "
        "text, or it is in one run only",
        "moved, other themes, edited, added, removed",
    ),
    Field("id", "string", "the document"),
    Field("title", "string", "its title, or the beginning of its text"),
    Field("from_topic", "int32", "its topic before", "from 0", "-1: none"),
    Field("from_label", "string", "its name", empty="none"),
    Field("to_topic", "int32", "its topic after", "from 0", "-1: none"),
    Field("to_label", "string", "its name", empty="none"),
    Field(
        "from_strength",
        "float64",
        "`topic_strength` before",
        "0 to 1; 0 where it has no topic or is added",
    ),
    Field(
        "to_strength",
        "float64",
        "`topic_strength` after",
        "0 to 1; 0 where it has no topic or is removed",
    ),
    Field("from_themes", "list of string", "its themes before", empty="none"),
    Field("to_themes", "list of string", "its themes after", empty="none"),
    Field(
        "surprise",
        "float64",
        "how little the change was to be expected; for other themes the largest change of a score",
        "0 to 1; 0 for one that is edited, added or removed",
    ),
    Field(
        "nearest_documents",
        "list of string",
        "ids of the documents that it is most like, nearest first",
        empty="none are told",
    ),
    Field("why", "string", "what speaks for the change", empty="nothing is told"),
)

MEASURES: Schema = (
    Field("measure", "string", "which measure of `run.json`"),
    Field("before", "float64", "its value before", "that of the measure", "it is undefined"),
    Field("after", "float64", "its value after", "that of the measure", "it is undefined"),
)

SCHEMAS: Final[dict[str, Schema]] = {
    "topics": TOPICS,
    "documents": DOCUMENTS,
    "measures": MEASURES,
}
"""By the names of ``compare.tables.TABLES``."""
