"""Chats: what WhatsApp exports as text, and Telegram as JSON (core.telegram.org/import-export).

WhatsApp spells times as the phone does, so that nobody can tell days from months; they are kept
as they are. What the program itself says (who joined, what was left out) is no message.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load.decode import Encoded, read_text
from pipeline.load.records import BANNER, drop
from pipeline.load.table import Contents, Row, Table

SYSTEM = "message of the program"
"""The reason for lines that nobody wrote."""

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?,?"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_MESSAGE = re.compile(
    rf"[\u200e\u200f]{{0,3}}(?:\[(?P<ios>{_DAY}\s{_TIME})\]|(?P<android>{_DAY}\s{_TIME})\s-)\s"
    r"(?:(?P<speaker>[^:\r\n]{1,100}):\s)?(?P<text>.*)"
)
_LINE_END = re.compile("\r\n|\n|\r")
_LEFT_OUT = re.compile(r"\u200e.*|<[^<>]*>\s*")
"""What stands in the place of a picture or a film: marked on iOS, in angles on Android."""


class Chat(Encoded, Table):
    """Reads the messages of a chat that WhatsApp (.txt) or Telegram (.json) exported."""

    named: ClassVar[Mapping[str, str]] = {"id": "id", "text": "text", "date": "date"}

    def header(self) -> Strings | None:
        return None  # the two differ

    def contents(self) -> Contents:
        """The messages: id (Telegram), time or date, speaker and text."""
        text = read_text(self.path, self.encoding)
        is_json = text.lstrip().startswith("{")
        rows = list(telegram(self._parsed(text)) if is_json else whatsapp(text))
        if all(isinstance(row, Dropped) for _, row in rows):
            raise InputError(
                f"{self.path}: no message of a chat in it; WhatsApp has lines such as "
                "12/05/2023, 10:11 - Name: text, and Telegram a list of messages"
            )
        header = ("id", "date", "speaker", "text") if is_json else ("time", "speaker", "text")
        return Contents(header, lambda names: _chosen(rows, names))

    def _parsed(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{self.path}: is not valid JSON: {error}") from error


def whatsapp(text: str) -> Iterator[Row]:
    """The messages of an export of WhatsApp; lines without a time continue the one above."""
    place, found, lines = "", None, list[str]()
    for number, line in enumerate(_LINE_END.split(text), 1):
        begins = _MESSAGE.match(line)
        if begins:
            if found:
                yield place, _message(place, found, lines)
            place, found, lines = f"line {number}", begins, [begins["text"]]
        elif found:
            lines.append(line)
        elif line.strip():
            yield f"line {number}", drop(f"line {number}", BANNER, text=line)
    if found:
        yield place, _message(place, found, lines)


def _message(place: str, found: re.Match[str], lines: Sequence[str]) -> Mapping[str, str] | Dropped:
    text = "\n".join(lines).strip()
    speaker = found["speaker"]
    if not speaker or _LEFT_OUT.fullmatch(text):
        return drop(place, SYSTEM, text=text)
    return {"time": found["ios"] or found["android"], "speaker": speaker, "text": text}


def telegram(export: Any) -> Iterator[Row]:
    """The messages of one chat, or of all where the account was exported."""
    chats = _items(_entry(export, "chats"), "list") or [export]
    messages = ((chat, message) for chat in chats for message in _items(chat, "messages"))
    for number, (chat, message) in enumerate(messages, 1):
        place = f"message {number}"
        if _entry(message, "type") != "message":
            kind = f"{_entry(message, 'action') or _entry(message, 'type') or 'of no type'}"
            yield place, drop(place, SYSTEM, kind, key=f"{_entry(message, 'id') or ''}")
            continue
        own = _entry(message, "id")
        within = f"{_entry(chat, 'id')}/" if len(chats) > 1 else ""
        yield (
            place,
            {
                "id": place if own is None else f"{within}{own}",
                "date": f"{_entry(message, 'date') or ''}",
                "speaker": f"{_entry(message, 'from') or ''}",
                "text": _said(_entry(message, "text")),
            },
        )


def _said(text: Any) -> str:
    """The text of a message, which comes in parts where some of it is a link or set in bold."""
    parts = text if isinstance(text, list) else [text]
    texts = (part if isinstance(part, str) else _entry(part, "text") for part in parts)
    return "".join(part for part in texts if isinstance(part, str))


def _entry(item: Any, key: str) -> Any:
    return item.get(key) if isinstance(item, dict) else None


def _items(item: Any, key: str) -> list[Any]:
    found = _entry(item, key)
    return found if isinstance(found, list) else []


def _chosen(rows: Sequence[Row], names: Strings) -> Iterator[Row]:
    for place, row in rows:
        chosen = row if isinstance(row, Dropped) else {name: row[name] for name in names}
        yield place, chosen
