"""Web of Science plain text: two-letter tags, a reference from PT to ER.

The tags: images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html.
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
    name="Web of Science",
    tagged=re.compile(r"([A-Z][A-Z0-9])(?=\s|\Z)(.*)"),
    opens="PT",
    closes=frozenset({"FN", "VR", "ER", "EF"}),
    columns={
        "id": ("UT",),
        "title": ("TI",),
        "abstract": ("AB",),
        "date": ("PY",),
        "type": ("DT", "PT"),
        "journal": ("SO",),
        "authors": ("AF", "AU"),
        "keywords": ("DE", "ID"),
        "language": ("LA",),
        "doi": ("DI",),
    },
    listed=frozenset({"AF", "AU"}),
)


class WebOfScience(Encoded, Table):
    """Reads the references of a plain text export of Web of Science."""

    named: ClassVar[Mapping[str, str]] = NAMED

    def header(self) -> Strings:
        return COLUMNS

    def contents(self) -> Contents:
        """The references of the file, of which any may lack any column."""
        return references(self.path, self.encoding, DIALECT)
