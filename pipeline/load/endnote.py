"""EndNote tagged: a percent sign, a letter and a value a line, as refer had them on Unix.

The tags: en.wikipedia.org/wiki/EndNote#Tags_and_fields.
"""

import re

from pipeline.load.tagged import Dialect, Tagged

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


class EndNote(Tagged):
    """Reads the references of an EndNote tagged (refer) file."""

    def dialect(self) -> Dialect:
        return DIALECT
