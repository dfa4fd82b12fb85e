"""E-mail: a message (.eml, RFC 5322) or a mailbox of them (.mbox, RFC 4155).

The text of a message is its plain part, or what a browser would show of its HTML.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO, ClassVar

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Dropped
from pipeline.load.compressed import open_bytes
from pipeline.load.decode import check_file
from pipeline.load.hypertext import title_and_text
from pipeline.load.records import drop
from pipeline.load.table import Contents, Row, Table

COLUMNS = ("id", "title", "text", "date", "from", "list")

SEPARATOR = re.compile(rb"From .{0,200}[0-9]{2}:[0-9]{2}.{0,40}[0-9]{4}")
"""The line before a message of a mailbox: who sent it, and when."""

_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)

_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What the standard library raises at broken headers."""

LONGEST_HEADER = 2000
"""Characters of a header that are read: the standard library takes minutes for long ones."""

Read = tuple[Mapping[str, str], int]
"""The values of a message by column, and how many attachments it has."""


class Mail(Table):
    """Reads the messages of a mailbox, or one message; attachments are counted, but not read."""

    named: ClassVar[Mapping[str, str]] = {name: name for name in ("id", "title", "text", "date")}

    def header(self) -> Sequence[str]:
        return COLUMNS

    def contents(self) -> Contents:
        """The messages, their subjects as titles, who sent them, and to which list."""
        check_file(self.path)
        with open_bytes(self.path) as file:
            found = [_read(number, raw) for number, raw in enumerate(_messages(file), 1)]
        attached = [item[1] for item in found if not isinstance(item, Dropped) and item[1]]

        def rows(names: Strings) -> Iterator[Row]:
            for number, item in enumerate(found, 1):
                values = item if isinstance(item, Dropped) else {n: item[0][n] for n in names}
                yield _place(number), values

        return Contents(COLUMNS, rows, _attachments(attached))


def _messages(file: BinaryIO) -> Iterator[bytes]:
    """The messages of a mailbox, or the one that the file is."""
    first = file.readline()
    if not first.startswith(b"From "):
        yield first + file.read()
        return
    lines, blank = list[bytes](), True
    for line in file:
        if blank and SEPARATOR.match(line):
            yield _unquoted(lines)
            lines = []
        else:
            lines.append(line)
        blank = not line.strip()
    yield _unquoted(lines)


def _unquoted(lines: Sequence[bytes]) -> bytes:
    """A message whose lines that begin with "From " are no longer told from separators."""
    return _QUOTED.sub(rb"\1", b"".join(lines))


def _place(number: int) -> str:
    return f"message {number}"


def _read(number: int, raw: bytes) -> Read | Dropped:
    try:
        message = message_from_bytes(raw)
        parts = [part for part in message.walk() if not part.is_multipart()]
        texts = [part for part in parts if _is_text(part)]
        name, address = parseaddr(_header(message, "From"))
        values = {
            "id": _header(message, "Message-ID").strip("<> \t") or str(number),
            "title": _header(message, "Subject"),
            "text": _body(texts),
            "date": _date(_header(message, "Date")),
            "from": name or address,
            "list": _in_brackets(_header(message, "List-ID")),
        }
    except (*_BROKEN, RecursionError) as error:
        detail = f"{type(error).__name__}: {error}"
        return drop(_place(number), "unreadable message", detail, text=raw[:2000].decode("latin-1"))
    return values, len(parts) - len(texts)


def _is_text(part: Message) -> bool:
    return part.get_content_maintype() == "text" and not _is_attached(part)


def _is_attached(part: Message) -> bool:
    return _header(part, "Content-Disposition").strip().lower().startswith("attachment")


def _header(message: Message, name: str) -> str:
    """The beginning of a header on one line, decoded; as it stands there where it is broken."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    raw = str(raw)[:LONGEST_HEADER]
    try:
        # what is no ASCII should not be there, but is, and mostly in UTF-8
        plain = raw.encode("ascii", "surrogateescape").decode("utf-8", "replace")
        value = str(policy.default.header_fetch_parse(name, plain))
    except (*_BROKEN, RecursionError):
        value = raw
    return " ".join(value.split())


def _body(texts: Sequence[Message]) -> str:
    """The first plain text, or else the first HTML as it is shown."""
    plain = next((part for part in texts if part.get_content_subtype() == "plain"), None)
    if plain is not None:
        return _decoded(plain).strip()
    hypertext = next((part for part in texts if part.get_content_subtype() == "html"), None)
    return "" if hypertext is None else title_and_text(_decoded(hypertext))[1]


def _decoded(part: Message) -> str:
    """The text of a part; what is not in its encoding becomes the sign for that."""
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    try:
        return content.decode(str(part.get_content_charset("utf-8")), "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _date(header: str) -> str:
    """A date as ISO 8601; as it stands there where it is none."""
    try:
        return parsedate_to_datetime(header).isoformat()
    except _BROKEN:
        return header


def _in_brackets(header: str) -> str:
    """The identifier of a list, without what it is called: Helpers <help.list.org>."""
    return header.rpartition("<")[2].rstrip("> ") or header


def _attachments(attached: Sequence[int]) -> tuple[Check, ...]:
    """L23: how much of the messages is not read."""
    if not attached:
        return ()
    total, n = sum(attached), len(attached)
    message = (
        f"{total:,} attachment{'' if total == 1 else 's'} of {n:,} message{'' if n == 1 else 's'} "
        f"{'is' if total == 1 else 'are'} not read."
    )
    return (Check("L23", "info", message),)
