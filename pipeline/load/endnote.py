"""EndNote tagged: a percent sign, a letter and a value a line, as refer had them on Unix.

The tags: en.wikipedia.org/wiki/EndNote#Tags_and_fields.
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
    name="EndNote",
    tagged=re.compile(r"(%[0-9A-Z?@!#$~<>^*+(&])(?=\s|\Z)(.*)"),
    opens="%0",
    columns={
        "id": ("%M", "%R"),
        "title": ("%T",),
        "abstract": ("%X",),
        "date": ("%D",),
        "type": ("%0",),
        "journal": ("%J", "%B"),
        "authors": ("%A",),
        "keywords": ("%K",),
        "language": ("%G",),
        "doi": ("%R",),
    },
    listed=frozenset({"%A", "%K"}),
)


class EndNote(Encoded, Table):
    """Reads the references of an EndNote tagged (refer) file."""

    named: ClassVar[Mapping[str, str]] = NAMED

    def header(self) -> Strings:
        return COLUMNS

    def contents(self) -> Contents:
        """The references of the file, of which any may lack any column."""
        return references(self.path, self.encoding, DIALECT)
