"""dropped: every input record that is not among the documents, and why."""

from pipeline.report.results import Story
from pipeline.report.table import Table


def table(story: Story) -> Table:
    """Where the record stands in the input, why it was left out, and its first words."""
    columns = ("record", "id", "reason", "detail", "excerpt")
    dropped = story.corpus.dropped
    return {name: [getattr(record, name) for record in dropped] for name in columns}
