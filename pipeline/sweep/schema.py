"""The columns of the table of a sweep."""

from pipeline.report.schema import ANY, Field, Schema

_UNDEFINED = "it is undefined"

SCHEMA: Schema = (
    Field("row", "int64", "the number of the trial", "from 1"),
    Field(
        ANY,
        "string",
        "the settings tried, a column each (`cluster.n_topics`), as `--set` takes them; in Parquet "
        "a number where it is one in every trial",
        optional=True,
    ),
    Field("topics", "float64", "topics at the default level", "from 0"),
    Field("share_without_topic", "float64", "documents without a topic", "0 to 1", _UNDEFINED),
    Field(
        "stability",
        "float64",
        "how well topics come back when documents are left out",
        "0 to 1",
        "the method does not tell",
    ),
    Field(
        "seed_agreement",
        "float64",
        "how alike two seeds find the topics (adjusted Rand index)",
        "-1 to 1",
        "the method does not try",
    ),
    Field("coherence_npmi", "float64", "how often keywords occur together", "-1 to 1", _UNDEFINED),
    Field("coherence_cv", "float64", "the same by their neighbours", "0 to 1", _UNDEFINED),
    Field(
        "topic_diversity", "float64", "different keywords among all of them", "0 to 1", _UNDEFINED
    ),
    Field("silhouette", "float64", "how far topics lie apart", "-1 to 1", _UNDEFINED),
    Field("share_without_theme", "float64", "documents without a theme", "0 to 1", _UNDEFINED),
    Field(
        "share_with_several_themes",
        "float64",
        "documents with more than one theme",
        "0 to 1",
        _UNDEFINED,
    ),
    Field("seconds", "float64", "what the trial took beside what the store had", "from 0, seconds"),
    Field("sensible", "bool", "whether it is a sensible choice"),
    Field("why_not", "string", "why it is none", empty="it is one"),
)
