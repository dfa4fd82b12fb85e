"""Which reader a file is for: told by how its content begins, else by its ending.

A file that calls itself something else than it is (references saved as .txt) is read as what it is,
and a compressed one as what is in it.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import InputError
from pipeline.core.method import exists
from pipeline.load.compressed import named, open_bytes
from pipeline.load.decode import marked
from pipeline.load.walk import names_in

HEAD = 4096
"""Bytes of a file that are looked at."""

_BLANK = rb"\A(?:\xef\xbb\xbf)?\s*"


@dataclass(frozen=True)
class Format:
    """A format and its reader.

    method   the reader
    endings  of its files, in lower case
    begins   what the content of such a file begins with; None where that tells nothing
    """

    method: str
    endings: tuple[str, ...] = ()
    begins: re.Pattern[bytes] | None = None


_CAPTIONS = rb"(?:WEBVTT\b|[0-9]+\s+(?:[0-9]{1,4}:)?[0-9]{1,2}:[0-9]{2}[.,][0-9]{1,3}[ \t]*-->)"
_WHATSAPP = (
    rb"(?:\xe2\x80\x8e)?\[?[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\.?,?\s[0-9]{1,2}[:.][0-9]{2}"
    rb"[^\r\n\]-]{0,12}(?:\]| -)\s"
)
_TELEGRAM = (
    rb'\{\s*(?:"about":\s*"[^"]{0,400}Telegram|'
    rb'(?:"name":\s*(?:null|"(?:[^"\\]|\\.){0,400}"),\s*)?"type":\s*"'
    rb'(?:personal_chat|bot_chat|saved_messages|(?:private|public)_(?:group|supergroup|channel))")'
)


_TABS = re.compile(rb"\A[^\t\r\n]{1,200}\t[^\r\n]{0,2000}\r?\n[^\t\r\n]{0,1000}\t")
"""Two lines with tabs: a table, whatever its ending."""

OF_STATISTICS = {
    "read_sav": rb"\$FL[23]@\(#\)",
    "read_dta": rb"<stata_dta>",
    "read_xport": rb"HEADER RECORD\*{7}LIB",
    "read_sas7bdat": rb"\0{12}\xc2\xea\x81\x60",
}
"""What files of SPSS, Stata and SAS begin with, by the function of pyreadstat that reads them; some
older ones begin in no such way."""


def _begins(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(_BLANK + pattern)


FORMATS = (
    Format("parquet", (".parquet", ".pq"), re.compile(rb"\APAR1")),
    Format("wos", (".ciw",), _begins(rb"FN [^\r\n]*\s+VR ")),
    Format("medline", (".nbib",), _begins(rb"PMID ?- ?[0-9]")),
    Format("ris", (".ris",), _begins(rb"TY {1,2}-[ \r\n]")),
    Format("endnote", (".enw", ".refer"), _begins(rb"%0 [A-Z]")),
    Format("bibtex", (".bib", ".bibtex"), _begins(rb"@[A-Za-z]{4,20}\s*[{(]")),
    Format("captions", (".vtt", ".srt"), _begins(_CAPTIONS)),
    Format("chat", (), _begins(_WHATSAPP)),
    Format("chat", (), _begins(_TELEGRAM)),
    Format(
        "sheet",
        (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
        # what Office wrote before 2007 and what it encrypts; else archives of certain files
        re.compile(
            rb"\A(?:\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            rb"|PK\x03\x04.*?(?:xl/|opendocument\.spreadsheet))",
            re.DOTALL,
        ),
    ),
    Format(
        "statistics",
        (".sav", ".zsav", ".por", ".dta", ".sas7bdat", ".xpt"),
        re.compile(rb"\A(?:" + b"|".join(OF_STATISTICS.values()) + rb")"),
    ),
    Format(
        "mail",
        (".eml", ".mbox"),
        re.compile(rb"\AFrom \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +[0-9]"),
    ),
    Format("delimited", (".csv", ".tsv", ".tab"), _TABS),
    Format("jsonl", (".jsonl", ".ndjson"), _begins(rb'\{"[^\n]*\}[ \t\r]*\n\s*\{"')),
    Format("json", (".json",), _begins(rb"\[\s*\{")),
    Format("page", (".txt",)),
)
"""Every format of a single file; the first whose content fits is it, else the first by ending."""


def method_for(path: Path) -> str | None:
    """The reader for a folder, or for what a file holds; None where no reader fits.

    A folder is one of documents, unless there is none in it and files of another format are.
    """
    if not exists(path):
        return _by_ending(path)
    if not path.is_dir():
        return _by_content(path) or _by_ending(path)
    found = Counter(_by_ending(file) for file in path.iterdir() if file.is_file())
    from pipeline.load.documents import is_document

    documents = any(map(is_document, names_in(path)))
    tables = [(name, count) for name, count in found.most_common() if name not in (None, "page")]
    return tables[0][0] if tables and not documents else "folder"


def endings_of(method: str) -> tuple[str, ...]:
    """The endings of the files that a reader is for."""
    return tuple(ending for each in FORMATS if each.method == method for ending in each.endings)


def _by_content(path: Path) -> str | None:
    head = _head(path)
    return next((f.method for f in FORMATS if f.begins is not None and f.begins.match(head)), None)


def _by_ending(path: Path) -> str | None:
    ending = named(path).suffix.lower()
    return next((each.method for each in FORMATS if ending in each.endings), None)


def _head(path: Path) -> bytes:
    """The first bytes of what a file holds; none where it cannot be read, which its reader says."""
    if not path.is_file():
        return b""
    try:
        with open_bytes(path) as file:
            head = file.read(HEAD)
    except (OSError, InputError):
        return b""
    mark, encoding = marked(head, "utf-8")
    if mark and encoding != "utf-8":
        head = head[len(mark) :].decode(encoding, "ignore").encode()
    return head if b"\n" in head else head.replace(b"\r", b"\n")
