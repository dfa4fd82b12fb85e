"""RIS: two letters, two spaces, a hyphen and a value a line.

The tags: en.wikipedia.org/wiki/RIS_(file_format). Where databases write another tag than the
specification has, the first that is there counts.
"""

import re

from pipeline.load.tagged import Dialect, Tagged

DIALECT = Dialect(
    name="RIS",
    tagged=re.compile(r"([A-Z][A-Z0-9])[ \t]{1,3}-\s?(.*)"),
    opens="TY",
    closes=frozenset({"ER"}),
    columns={
        "id": ("ID", "DO", "AN"),
        "title": ("TI", "T1", "CT", "BT"),
        "abstract": ("AB", "N2"),
        "date": ("DA", "PY", "Y1"),
        "type": ("TY",),
        "journal": ("JF", "T2", "JO", "JA"),
        "authors": ("AU", "A1"),
        "keywords": ("KW",),
        "language": ("LA",),
        "doi": ("DO",),
    },
    listed=frozenset({"AU", "A1", "KW"}),
)


class RIS(Tagged):
    """Reads the references of an RIS file; a tag that is repeated is joined."""

    def dialect(self) -> Dialect:
        return DIALECT
