"""dropped: every input record that is not among the documents, and why."""

from pipeline.report.results import Results
from pipeline.report.table import Table


def table(results: Results) -> Table:
    """Where the record stands in the input, why it was left out, and its first words."""
    columns = ("record", "id", "reason", "detail", "excerpt")
    dropped = results.corpus.dropped
    return {name: [getattr(record, name) for record in dropped] for name in columns}
