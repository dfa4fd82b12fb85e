"""themes: one row per theme, in the config's order."""

import numpy as np

from pipeline.report.health import Health
from pipeline.report.lists import CountLists, Lists
from pipeline.report.results import Results
from pipeline.report.schema import Field, Schema
from pipeline.report.table import Table

TOPICS_NAMED = 3

SCHEMA: Schema = (
    Field("theme", "string", "its name"),
    Field("documents", "int32", "those that have it", "from 0"),
    Field("share", "float64", "their share of all documents", "0 to 1"),
    Field(
        "verdict",
        "string",
        "whether the documents hold it",
        "there, only named, unheard, not found, negated",
        "the method does not ask",
    ),
    Field(
        "decoys_beaten",
        "float64",
        "share of the subjects that nobody asked for whose nearest documents are farther",
        "0 to 1",
        "the method does not ask",
    ),
    Field("threshold", "float32", "the lowest score that assigns it", "0 to 1"),
    Field("primary_documents", "int32", "those whose first theme it is", "from 0"),
    Field("parent", "string", "the wider theme", empty="it is part of none"),
    Field("borderline", "int32", "documents that have it, just above the threshold", "from 0"),
    Field("nearly_in", "int32", "documents just below the threshold", "from 0"),
    Field(
        "separation",
        "float64",
        "the mean score of its documents less that of the rest",
        "-1 to 1",
        "either has no document",
    ),
    Field(
        "overlaps_with",
        "string",
        "the theme that it has most in common with",
        empty="it has no document in common with any",
    ),
    Field("overlap", "float64", "the share of documents in both, of those in either", "0 to 1"),
    Field(
        "found_words",
        "list of string",
        "words that tell its documents from the rest, best first",
        empty="no word does",
    ),
    Field(
        "top_topics",
        "list of string",
        "names of the topics with most of its documents, at most three",
        empty="it has no document with a topic",
    ),
    Field(
        "top_topic_counts",
        "list of int32",
        "how many of its documents each has",
        "from 1",
        "as `top_topics`",
    ),
    Field("description", "string", "what the config says of it", empty="nothing"),
    Field("keywords", "list of string", "those that the config gives it", empty="none"),
)


def table(results: Results) -> Table:
    """How many documents each theme has, how sure it is of them, and where they lie."""
    health = [Health(results, theme) for theme in range(len(results.asked))]
    overlaps = [each.overlap or ("", 0.0) for each in health]
    top = [results.topics_of(theme)[:TOPICS_NAMED] for theme in range(len(results.asked))]
    sizes = np.array(results.theme_sizes, dtype=np.int32)
    primary = results.themes.primary
    return {
        "theme": results.themes.names,
        "documents": sizes,
        "share": sizes / max(len(results), 1),
        "verdict": results.themes.verdicts or [""] * len(sizes),
        "decoys_beaten": np.array(results.themes.beaten or [np.nan] * len(sizes), dtype=np.float64),
        "threshold": results.themes.thresholds,
        "primary_documents": np.array(
            [(primary == theme).sum() for theme in range(len(sizes))], dtype=np.int32
        ),
        "parent": [theme.parent for theme in results.asked],
        "borderline": np.array([len(each.borderline) for each in health], dtype=np.int32),
        "nearly_in": np.array([len(each.nearly_in) for each in health], dtype=np.int32),
        "separation": np.array([each.separation for each in health], dtype=np.float64),
        "overlaps_with": [name for name, _ in overlaps],
        "overlap": np.array([share for _, share in overlaps], dtype=np.float64),
        "found_words": Lists(results.themes.keywords),
        "top_topics": Lists([topic.label for topic, _ in found] for found in top),
        "top_topic_counts": CountLists([count for _, count in found] for found in top),
        "description": [theme.description for theme in results.asked],
        "keywords": Lists(theme.keywords for theme in results.asked),
    }
