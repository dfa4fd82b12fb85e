"""RIS: documents as references, with their themes and topics as keywords.

The tags: en.wikipedia.org/wiki/RIS_(file_format). A value is one line there, so that line ends of a
text become spaces; other spaces stay, as ids may differ in them alone.
"""

from collections.abc import Iterator
from pathlib import Path

from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.export.reference import Reference, parted, references
from pipeline.report.wording import count

# fmt: off
TYPES = frozenset({
    "ABST", "ADVS", "AGGR", "ANCIENT", "ART", "BILL", "BLOG", "BOOK", "CASE", "CHAP", "CHART",
    "CLSWK", "COMP", "CONF", "CPAPER", "CTLG", "DATA", "DBASE", "DICT", "EBOOK", "ECHAP", "EDBOOK",
    "EJOUR", "ELEC", "ENCYC", "EQUA", "FIGURE", "GEN", "GOVDOC", "GRANT", "HEAR", "ICOMM", "INPR",
    "JFULL", "JOUR", "LEGAL", "MANSCPT", "MAP", "MGZN", "MPCT", "MULTI", "MUSIC", "NEWS", "PAMP",
    "PAT", "PCOMM", "RPRT", "SER", "SLIDE", "SOUND", "STAND", "STAT", "THES", "UNBILL", "UNPB",
    "UNPD", "VIDEO", "WEB",
})
# fmt: on
"""What TY may say."""

OF_BIBTEX = {
    "article": "JOUR",
    "book": "BOOK",
    "inbook": "CHAP",
    "incollection": "CHAP",
    "inproceedings": "CPAPER",
    "conference": "CPAPER",
    "manual": "BOOK",
    "mastersthesis": "THES",
    "phdthesis": "THES",
    "techreport": "RPRT",
    "unpublished": "UNPB",
}

GENERIC = "GEN"


class RISReferences(Format):
    """Lines with tags, a reference after the other."""

    tool = "Zotero, EndNote, Mendeley"
    source = "https://en.wikipedia.org/wiki/RIS_(file_format)"

    def files(self, contents: Contents) -> Files:
        """references.ris alone."""
        lines = (line for reference in references(contents) for line in _lines(reference))
        return {"references.ris": File(lines, count(len(contents), "document"))}

    def opening(self, folder: Path) -> str:
        """What to import."""
        return f"import {folder / 'references.ris'}"


def _lines(reference: Reference) -> Iterator[str]:
    for tag, value in _fields(reference):
        if value.strip():
            lines = filter(None, map(str.strip, value.splitlines()))
            yield f"{tag}  - {' '.join(lines)}"
    yield "ER  - "
    yield ""


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    known = reference.known
    kinds = parted(known.get("type", "")) or [GENERIC]
    kind = OF_BIBTEX.get(kinds[0].casefold(), kinds[0].upper())
    yield "TY", kind if kind in TYPES else GENERIC
    yield "ID", reference.id
    yield "TI", reference.title
    yield from (("AU", author) for author in parted(known.get("authors", "")))
    yield "JO", known.get("journal", "")
    if reference.date:
        year, *rest = reference.date
        yield "PY", f"{year:04d}"
        yield "DA", "/".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])
    yield "AB", reference.abstract
    yield from (("KW", keyword) for keyword in parted(known.get("keywords", "")))
    yield from (("KW", keyword) for keyword in reference.keywords)
    yield "LA", reference.language
    yield "DO", known.get("doi", "")
    yield "UR", known.get("url", "")
    if kind not in TYPES:
        yield "N1", f"type: {known['type']}"
    yield from (("N1", f"{name}: {said}") for name, said in reference.others.items() if said)
