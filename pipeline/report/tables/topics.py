"""topics: one row per topic and level."""

import numpy as np

from pipeline.core.stability import holds
from pipeline.report.lists import CountLists, Lists
from pipeline.report.results import Results
from pipeline.report.schema import Field, Schema
from pipeline.report.table import Table

SCHEMA: Schema = (
    Field("level", "int32", "the level of detail", "from 0, which is the coarsest"),
    Field("topic", "int32", "its id; at the level shown it lasts over reruns", "from 0"),
    Field("label", "string", "its name, the only one of its level"),
    Field(
        "keywords",
        "list of string",
        "the words that tell it from the others, best first",
        empty="no word does",
    ),
    Field("size", "int32", "its documents", "from 1"),
    Field("share", "float64", "their share of all documents", "0 to 1"),
    Field("representatives", "list of string", "ids of typical documents, the most typical first"),
    Field(
        "themes",
        "list of string",
        "those that a quarter of its documents or more have",
        empty="none does",
    ),
    Field("theme_counts", "list of int32", "how many have each of these", "from 1", "as `themes`"),
    Field(
        "found_by_name",
        "float64",
        "share of its documents that are nearer in meaning to its label than to any other of the "
        "level; of labels that say nothing, one in as many as there are",
        "0 to 1",
        "the describer or the embedder reads no names, the label is yours, or your corrections "
        "changed the documents",
    ),
    Field(
        "stability",
        "float64",
        "mean Jaccard similarity to the likest group of each resample",
        "0 to 1",
        "the method does not tell",
    ),
    Field(
        "seed_stability",
        "float64",
        "the same over the seeds that are imitated",
        "0 to 1",
        "the method does not try, or the level is not the default one",
    ),
    Field(
        "holds",
        "string",
        "`stability` in a word",
        "solid, fair, shaky",
        "the method does not tell",
    ),
    Field(
        "named_by",
        "string",
        "where a [model was asked for names](naming.md): whose the name is",
        "model, you, words",
        optional=True,
    ),
    Field(
        "summary",
        "string",
        "there, too: the model's sentence about it",
        empty="the name is not the model's",
        optional=True,
    ),
    Field(
        "label_by_words",
        "string",
        "there, too: the name by words that the model's stands for",
        empty="the name is not the model's",
        optional=True,
    ),
    Field(
        "found_by_words",
        "float64",
        "`found_by_name` of that one",
        "0 to 1",
        "the name is not the model's, or the embedder reads no names",
        optional=True,
    ),
)


def table(results: Results) -> Table:
    """Id, label, keywords (best first), size, share of all documents, typical documents, stability.

    ``themes`` are those that a quarter of the documents or more have, ``theme_counts`` says how
    many do. ``stability`` and the word for it, ``holds``, are empty where the method does not
    tell; so is ``seed_stability``, how well the topic comes back with another seed, at other
    levels than the default one. ``found_by_name``, how many documents find the topic by its
    label alone, is empty where that was not tried. Where a model was asked for names, ``named_by``
    says whose a name is (model, you, words), ``summary`` is the model's sentence, and
    ``label_by_words`` and ``found_by_words`` are the describer's name and how many find the topic
    by that; else there are no such columns.
    """
    topics = results.topics.topics
    ids = results.corpus.ids
    themes = [results.themes_of(topic) for topic in topics]
    sizes = np.array([topic.size for topic in topics], dtype=np.int32)
    columns: Table = {
        "level": np.array([topic.level for topic in topics], dtype=np.int32),
        "topic": np.array([results.id_of(topic) for topic in topics], dtype=np.int32),
        "label": [topic.label for topic in topics],
        "keywords": Lists([keyword.word for keyword in topic.keywords] for topic in topics),
        "size": sizes,
        "share": sizes / max(len(results), 1),
        "representatives": Lists([ids[i] for i in topic.representatives] for topic in topics),
        "themes": Lists([name for name, _ in found] for found in themes),
        "theme_counts": CountLists([count for _, count in found] for found in themes),
        "found_by_name": np.array([topic.found_by_name for topic in topics], dtype=np.float64),
        "stability": np.array([results.stability_of(topic) for topic in topics], dtype=np.float64),
        "seed_stability": np.array(
            [results.seed_stability_of(topic) for topic in topics], dtype=np.float64
        ),
        "holds": [holds(results.stability_of(topic)) for topic in topics],
    }
    if results.origins is None:
        return columns
    namings = [results.naming_of(topic) for topic in topics]
    return {
        **columns,
        "named_by": [results.named_by(topic) for topic in topics],
        "summary": [naming.summary if naming else "" for naming in namings],
        "label_by_words": [naming.by_words if naming else "" for naming in namings],
        "found_by_words": np.array(
            [naming.found_by_words if naming else None for naming in namings], dtype=np.float64
        ),
    }
