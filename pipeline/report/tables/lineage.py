"""lineage: one row per document, what later runs are compared by."""

from pipeline.report.results import Results
from pipeline.report.schema import ANY, Field, Schema
from pipeline.report.table import Column, Table

SCHEMA: Schema = (
    Field("id", "string", "the document"),
    Field("text", "string", "a digest of its title and text", "16 hexadecimal digits"),
    Field("topic", "int32", "its topic before any correction of yours", "from 0", "-1: none"),
    Field(
        f"other_seed_{ANY}",
        "int32",
        "topics that other seeds would have found, numbered at will",
        "from 0",
        "-1: none",
        optional=True,
    ),
)


def table(results: Results) -> Table:
    """The document's id, a digest of its title and text, and its topic before any override."""
    others: dict[str, Column] = {
        f"other_seed_{number}": labels for number, labels in enumerate(results.clustering.replicas)
    }
    own: dict[str, Column] = {
        "id": results.corpus.ids,
        "text": results.corpus.digests,
        "topic": results.identities.found,
    }
    return own | others
