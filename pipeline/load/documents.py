"""Documents that are files of their own: what stands in one, and its title where it has one.

Text, Markdown (commonmark.org), HTML, office documents and PDF, by the endings of their names.
"""

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import PurePosixPath

from pipeline.load import hypertext, office, pdf
from pipeline.load.decode import decode

Document = tuple[str, str]
"""The title, which may be empty, and the text."""

NEEDS = "pip install 'themeline[documents]'"


def document_in(content: bytes, ending: str, encoding: str, where: str) -> Document:
    """The document that a file with one of the ``ENDINGS`` holds; ``where`` names it in errors.

    A title that the text begins with is taken from it, lest it be read twice. Raises
    ``InputError`` where the bytes are not of the encoding, ``ValueError`` where the file cannot
    be read.
    """
    if ending in _FILES:
        title, text = _FILES[ending](content)
    else:
        said = hypertext.declared(content) if ending in (".html", ".htm") else ""
        title, text = _TEXTS[ending](decode(content, said or encoding, where))
    first, _, rest = text.partition("\n")
    if title and first.strip() == title:
        return (title, rest) if rest.strip() else ("", text)
    return title, text


def is_document(name: str) -> bool:
    """Whether a file is read as a document: by its ending, unless it is hidden."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() in ENDINGS and not hidden


def _text(text: str) -> Document:
    return "", text


def _markdown(text: str) -> Document:
    """Markdown as it is spelled; a heading in its first line is the title."""
    first, _, rest = text.lstrip().partition("\n")
    signs, _, title = first.strip().partition(" ")
    if signs not in {"#" * level for level in range(1, 7)}:
        return "", text
    heading = title.rstrip("#").strip()
    return heading, f"{heading}\n{rest}"


def _pdf(content: bytes) -> Document:
    """The text of the pages; what calls itself the title of a PDF is mostly a file's name."""
    if find_spec("pypdf") is None:
        raise ValueError(f"needs pypdf, which is not installed: {NEEDS}")
    return "", pdf.text_of(content)


_TEXTS: Mapping[str, Callable[[str], Document]] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": hypertext.title_and_text,
    ".htm": hypertext.title_and_text,
}
_FILES: Mapping[str, Callable[[bytes], Document]] = {
    ".docx": partial(office.title_and_text, spelling=office.DOCX),
    ".odt": partial(office.title_and_text, spelling=office.ODT),
    ".pdf": _pdf,
}
ENDINGS = (*_TEXTS, *_FILES)
