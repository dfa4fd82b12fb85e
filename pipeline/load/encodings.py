"""Which encodings a file is likely to be in, for ``themeline init``; a run never guesses.

By charset-normalizer, which looks for characters and pairs of them that languages have, and for
what no text has (github.com/jawah/charset_normalizer).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import InputError
from pipeline.load.compressed import open_bytes
from pipeline.load.decode import check_file, check_text, marked

USUAL = (
    "cp1252", "cp1250", "cp1251", "gb18030", "shift_jis", "euc_kr", "koi8_r", "euc_jp", "big5",
    "cp1253", "cp1254", "cp1255", "cp1256", "cp874", "mac_roman", "cp850",
)  # fmt: skip
"""Encodings of files that are not UTF-8, those first that win where nothing tells them apart."""

LOOKED_AT = 2**16
"""Bytes of the lines with other than ASCII characters that are looked at."""

MOSTLY = 5
"""Times as many characters that are UTF-8 as bytes that are not, from which on it is damaged."""

SHOWN = 60
"""Characters of a sample."""


@dataclass(frozen=True)
class Likely:
    """An encoding, and what some of the file says in it."""

    encoding: str
    sample: str


def likely_encodings(path: Path) -> list[Likely]:
    """Up to three encodings in which the file is a text, the likeliest first.

    UTF-8 alone where it is that, or where a byte order mark says what it is. Raises ``InputError``
    for what is no file, for an empty one, and where UTF-8 is damaged.
    """
    check_file(path)
    with open_bytes(path) as file:
        mark, _ = marked(file.read(4), "")
    lines = b"" if mark else _telling_lines(path)
    try:
        lines.decode("utf-8")
    except UnicodeDecodeError:
        _require_other(path, lines)
        return [*_wide(lines), *_narrow(lines)][:3]
    return [Likely("utf-8", "")]


def _telling_lines(path: Path) -> bytes:
    """The lines that hold more than ASCII, as many as are looked at."""
    found = b""
    with open_bytes(path) as file:
        for line in file:
            if not line.isascii() or b"\0" in line:
                found += line if len(line) <= LOOKED_AT else _whole(line[:LOOKED_AT])
            if len(found) > LOOKED_AT:
                break
    return found


def _whole(line: bytes) -> bytes:
    """What was cut off from a line, up to its last ASCII character."""
    return line[: max((place for place, byte in enumerate(line) if byte < 128), default=0)]


def _require_other(path: Path, lines: bytes) -> None:
    """Raise ``InputError`` where nearly all that is not ASCII is UTF-8."""
    text = lines.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if sum(not sign.isascii() for sign in text) < MOSTLY * wrong:
        return
    try:
        check_text(path, "utf-8")
    except InputError as error:
        found = str(error).partition(";")[0]
        raise InputError(
            f"{found}; all else in it is, so it is cut off or damaged: mend it, or fetch it again"
        ) from error


def _wide(content: bytes) -> Iterator[Likely]:
    """UTF-16 without a mark, where every other byte is mostly zero."""
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        if content[first::2].count(0) > len(content) / 4 > 0:
            text = content[: len(content) // 2 * 2].decode(encoding, "replace")
            yield Likely(encoding, _shown(text))


def _narrow(content: bytes) -> Iterator[Likely]:
    from charset_normalizer import from_bytes

    found = list(from_bytes(content, cp_isolation=list(USUAL)))
    same = {name: content.decode(name, "replace") for name in USUAL}
    named = []
    for match in sorted(
        found, key=lambda each: (each.chaos, -each.coherence, _rank(each.encoding))
    ):
        # of encodings that read the same, the usual one
        alike = (name for name in USUAL if same[name] == str(match))
        named.append(next(alike, match.encoding))
    return (Likely(name, _shown(same[name])) for name in dict.fromkeys(named))


def _rank(encoding: str) -> int:
    return USUAL.index(encoding) if encoding in USUAL else len(USUAL)


def _shown(text: str) -> str:
    """Some of a text around its first character that is not ASCII."""
    place = next((place for place, sign in enumerate(text) if not sign.isascii()), 0)
    return " ".join(text[max(place - SHOWN // 2, 0) : place + SHOWN // 2].split())
