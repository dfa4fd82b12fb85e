"""Web of Science plain text: two-letter tags, a reference from PT to ER.

The tags: images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html.
"""

import re

from pipeline.load.tagged import Dialect, Tagged

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


class WebOfScience(Tagged):
    """Reads the references of a plain text export of Web of Science."""

    def dialect(self) -> Dialect:
        return DIALECT
