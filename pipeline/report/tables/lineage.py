"""lineage: one row per document, what later runs are compared by."""

from pipeline.report.results import Results
from pipeline.report.table import Column, Table


def table(results: Results) -> Table:
    """The document's id, a digest of its title and text, and its topic before any override.

    ``other_seed_0`` and so on are the topics that other seeds would have found, numbered at
    will; a method that does not try has none.
    """
    others: dict[str, Column] = {
        f"other_seed_{number}": labels for number, labels in enumerate(results.clustering.replicas)
    }
    own: dict[str, Column] = {
        "id": results.corpus.ids,
        "text": results.corpus.digests,
        "topic": results.identities.found,
    }
    return own | others
