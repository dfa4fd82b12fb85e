"""CSL-JSON: documents as references, with their themes and topics as keywords.

The schema: github.com/citation-style-language/schema, csl-data.json.
"""

from pathlib import Path
from typing import Any

from pipeline.export.array import array
from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.export.reference import Reference, parted, references
from pipeline.report.wording import count

TYPES = {
    "jour": "article-journal",
    "ejour": "article-journal",
    "article": "article-journal",
    "article-journal": "article-journal",
    "mgzn": "article-magazine",
    "news": "article-newspaper",
    "book": "book",
    "ebook": "book",
    "manual": "book",
    "chap": "chapter",
    "echap": "chapter",
    "inbook": "chapter",
    "incollection": "chapter",
    "chapter": "chapter",
    "conf": "paper-conference",
    "cpaper": "paper-conference",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "paper-conference": "paper-conference",
    "data": "dataset",
    "dataset": "dataset",
    "elec": "webpage",
    "web": "webpage",
    "webpage": "webpage",
    "blog": "post-weblog",
    "rprt": "report",
    "techreport": "report",
    "report": "report",
    "thes": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "pat": "patent",
    "patent": "patent",
}
"""What RIS, BibTeX and CSL call types, in lower case."""

GENERIC = "document"


class CSLReferences(Format):
    """An array of items in JSON."""

    tool = "Zotero, pandoc, citeproc"
    source = "https://github.com/citation-style-language/schema"

    def files(self, contents: Contents) -> Files:
        """references.json alone."""
        items = map(_item, references(contents))
        return {"references.json": File(array(items), count(len(contents), "document"))}

    def opening(self, folder: Path) -> str:
        """What to import, and how pandoc takes it."""
        path = folder / "references.json"
        return f"import {path}, or pandoc --citeproc --bibliography {path}"


def _item(reference: Reference) -> dict[str, Any]:
    known = dict(reference.known)
    kinds = parted(known.get("type", ""))
    kind = TYPES.get(kinds[0].casefold()) if kinds else None
    keywords = [*parted(known.get("keywords", "")), *reference.keywords]
    others = {name: said for name, said in reference.others.items() if said}
    if kinds and kind is None:
        others["type"] = known["type"]
    item = {
        "id": reference.id,
        "type": kind or GENERIC,
        "title": reference.title,
        "author": [_name(author) for author in parted(known.get("authors", ""))],
        "container-title": known.get("journal", ""),
        "issued": {"date-parts": [list(reference.date)]} if reference.date else {},
        "abstract": reference.abstract,
        "keyword": "; ".join(keywords),
        "categories": list(reference.keywords),
        "language": reference.language,
        "DOI": known.get("doi", ""),
        "URL": known.get("url", ""),
        "custom": others,
    }
    return {key: value for key, value in item.items() if value}


def _name(author: str) -> dict[str, str]:
    """A name that is "family, given", or as it stands."""
    family, comma, given = (part.strip() for part in author.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": author}
