"""dropped: every input record that is not among the documents, and why."""

from pipeline.report.results import Results
from pipeline.report.schema import Field, Schema
from pipeline.report.table import Table

SCHEMA: Schema = (
    Field("record", "string", "where it stands in the input"),
    Field("id", "string", "its id", empty="it has none"),
    Field("reason", "string", "why it was left out, in a fixed phrase"),
    Field("detail", "string", "what was seen", empty="the reason says it all"),
    Field("excerpt", "string", "its first words", empty="it has none"),
)


def table(results: Results) -> Table:
    """Where the record stands in the input, why it was left out, and its first words."""
    dropped = results.corpus.dropped
    return {each.name: [getattr(record, each.name) for record in dropped] for each in SCHEMA}
