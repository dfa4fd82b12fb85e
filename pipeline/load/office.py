"""Office documents: .docx (ECMA-376) and .odt (OASIS OpenDocument), both of them XML in a ZIP."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

LARGEST = 100_000_000
"""Bytes that the text of a document may have, with all that says how it looks."""

RATIO = 200
"""Times its compressed size that it may have; documents have about ten."""

DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged or encrypted archive, or what is in it, may raise."""


@dataclass(frozen=True)
class Spelling:
    """How a format spells a text; names are those of XML without their namespaces.

    part    the file of the archive that has the text
    lines   the elements that are paragraphs
    texts   the elements in which characters are text
    signs   the elements that are characters themselves
    unseen  the elements of which nothing is shown
    titles  the elements that make a paragraph a title, and the styles that do so; none for all
    """

    part: str
    lines: frozenset[str]
    texts: frozenset[str]
    signs: Mapping[str, str]
    unseen: frozenset[str]
    titles: tuple[str, frozenset[str]]


DOCX = Spelling(
    part="word/document.xml",
    lines=frozenset({"p"}),
    texts=frozenset({"t"}),
    signs={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    unseen=frozenset({"Fallback", "pPr"}),
    titles=("pStyle", frozenset({"Title", "Titel", "Heading1", "berschrift1"})),
)
ODT = Spelling(
    part="content.xml",
    lines=frozenset({"p", "h"}),
    texts=frozenset({"p", "h"}),
    signs={"tab": "\t", "line-break": "\n", "s": " "},
    unseen=frozenset({"tracked-changes", "annotation", "note-citation"}),
    titles=("h", frozenset()),
)


def title_and_text(content: bytes, spelling: Spelling) -> tuple[str, str]:
    """The first heading, empty where there is none, and the text, a paragraph a line.

    Raises ``ValueError`` where the file is damaged, encrypted or expands beyond measure.
    """
    reading = _Reading(spelling)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.characters
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(_expanded(content, spelling.part), True)
    except DAMAGES as error:
        raise ValueError(f"is damaged, encrypted or of another format: {error}") from error
    lines = (line.strip() for line in "".join(reading.pieces).split("\n"))
    return reading.title, "\n".join(line for line in lines if line)


def _expanded(content: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(part)  # no more than it says is ever read of it
        size, compressed = info.file_size, info.compress_size
        if size > min(LARGEST, RATIO * compressed):
            raise ValueError(
                f"its text expands from {compressed:,} bytes to {size:,}, which is more than "
                f"{RATIO} times or {LARGEST:,} bytes; save it as .txt"
            )
        return archive.read(info)


def _refuse(*_: object) -> None:
    """Only a type of document can define entities, and no office program writes one."""
    raise ValueError("declares a document type, which may hide what it expands to")


class _Reading:
    """What has been read of a document: its title, and its text in pieces."""

    def __init__(self, spelling: Spelling) -> None:
        self.title, self.pieces = "", list[str]()
        self._spelling = spelling
        self._texts = self._unseen = self._began = 0
        self._is_title = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name, spelling = _local(name), self._spelling
        if name in spelling.lines:
            self.pieces.append("\n")
            self._began, self._is_title = len(self.pieces), False
        element, styles = spelling.titles
        if name == element:
            self._is_title = not styles or not styles.isdisjoint(attributes.values())
        self._unseen += name in spelling.unseen
        self._texts += name in spelling.texts
        if not self._unseen:
            self.pieces.append(spelling.signs.get(name, ""))

    def end(self, name: str) -> None:
        name, spelling = _local(name), self._spelling
        self._unseen -= name in spelling.unseen
        self._texts -= name in spelling.texts
        if name in spelling.lines:
            if self._is_title and not self.title:
                self.title = " ".join("".join(self.pieces[self._began :]).split())
            self._is_title = False
            self.pieces.append("\n")

    def characters(self, text: str) -> None:
        if self._texts and not self._unseen:
            self.pieces.append(text)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
