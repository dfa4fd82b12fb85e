"""MEDLINE, as PubMed exports it: tags of up to four letters and a hyphen.

The tags: pubmed.ncbi.nlm.nih.gov/help/#pubmed-format.
"""

import re
from collections.abc import Mapping
from typing import ClassVar

from pipeline.core.artifacts import Strings
from pipeline.load.decode import Encoded
from pipeline.load.references import COLUMNS, NAMED
from pipeline.load.table import Contents, Table
from pipeline.load.tagged import Dialect, references

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


class Medline(Encoded, Table):
    """Reads the references that PubMed exports (.nbib)."""

    named: ClassVar[Mapping[str, str]] = NAMED

    def header(self) -> Strings:
        return COLUMNS

    def contents(self) -> Contents:
        """The references of the file, of which any may lack any column."""
        return references(self.path, self.encoding, DIALECT)
