"""How to cite the program, as CITATION.cff at the root of the project has it."""

import re
from dataclasses import dataclass

TITLE, AUTHORS, YEAR = "Themeline", "The Themeline authors", 2026


@dataclass(frozen=True)
class Citation:
    """A version of the program in a list of references: as a sentence, and as BibTeX."""

    text: str
    bibtex: str


def cite(version: str) -> Citation:
    """The citation of a version such as "0.2.0"; without its number where that is not known."""
    numbered = f" (version {version})" if version else ""
    key = re.sub("[^a-z0-9]+", "-", f"{TITLE} {version}".lower()).strip("-")
    # a second pair of braces keeps the name from being taken for a first and a last one
    fields = {"author": f"{{{AUTHORS}}}", "title": TITLE, "year": str(YEAR), "version": version}
    lines = [f"  {name:7} = {{{value}}}" for name, value in fields.items() if value]
    inner = ",\n".join(lines)
    return Citation(
        text=f"{AUTHORS} ({YEAR}). {TITLE}{numbered} [Computer software].",
        bibtex=f"@software{{{key},\n{inner}\n}}",
    )
