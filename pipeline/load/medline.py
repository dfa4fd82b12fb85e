"""MEDLINE, as PubMed exports it: tags of up to four letters and a hyphen.

The tags: pubmed.ncbi.nlm.nih.gov/help/#pubmed-format.
"""

import re

from pipeline.load.tagged import Dialect, Tagged

DIALECT = Dialect(
    name="MEDLINE",
    tagged=re.compile(r"([A-Z][A-Z0-9]{1,3})[ \t]{0,3}-(?=\s|\Z)(.*)"),
    opens="PMID",
    columns={
        "id": ("PMID",),
        "title": ("TI", "BTI"),
        "abstract": ("AB", "OAB"),
        "date": ("DP", "DEP"),
        "type": ("PT",),
        "journal": ("JT", "TA"),
        "authors": ("FAU", "AU", "CN"),
        "keywords": ("MH", "OT"),
        "language": ("LA",),
        "doi": ("LID", "AID"),
    },
    marked={"doi": " [doi]"},
)


class Medline(Tagged):
    """Reads the references that PubMed exports (.nbib)."""

    def dialect(self) -> Dialect:
        return DIALECT
