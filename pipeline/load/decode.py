"""Bytes to text: by byte order mark, else as the config says; never guessed.

Files that are compressed are read as what is in them (``compressed``).
"""

import codecs
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from encodings.aliases import aliases
from pathlib import Path
from typing import Annotated, TextIO

from pydantic import AfterValidator, BaseModel, Field

from pipeline.core.errors import InputError, MachineError
from pipeline.load.compressed import open_bytes

HEAD = 2**20
"""Bytes of a file that are looked at before all of it is read."""

BLOCK = 2**20
"""Bytes of a file that are decoded at once."""

# The mark of UTF-32 begins with that of UTF-16, so the order matters.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


_NEED_A_MARK = {"utf-16", "utf-32"}


def _known(encoding: str) -> str:
    try:
        b" ".decode(encoding)
    except UnicodeError:  # half a character; the encoding is known
        return encoding
    except (LookupError, ValueError):
        spelled = encoding.lower().replace("-", "_")
        near = get_close_matches(spelled, sorted({*aliases, *aliases.values()}), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"no text encoding is called {encoding!r}{hint}") from None
    return encoding


class Encoded(BaseModel):
    """The setting of every reader of text files."""

    encoding: Annotated[str, AfterValidator(_known)] = Field(
        "utf-8", description="how the bytes spell text, unless a byte order mark says it"
    )


def check_file(path: Path) -> None:
    """Refuse what is not a file, is empty or may not be read, or cannot be unpacked."""
    if path.is_dir():
        raise InputError(
            f"{path}: is a folder; name one file in it, or set load.method: folder "
            "to read every .txt file in it as one document"
        )
    if not path.is_file():
        raise InputError(f"{path}: is not a regular file")
    try:
        with open_bytes(path) as file:
            empty = not file.read(1)
    except OSError as error:
        raise MachineError(f"{path}: cannot be read: {error.strerror}") from error
    if empty:
        raise InputError(f"{path}: the file is empty (0 bytes)")


def read_text(path: Path, encoding: str) -> str:
    """The text of a file, line ends as they are.

    Raises ``InputError`` with offset and line at the first byte that is not of the encoding.
    """
    check_file(path)
    with open_bytes(path) as file:
        return decode(file.read(), encoding, str(path))


def check_text(path: Path, encoding: str) -> None:
    """Read a file to its end and refuse it as ``read_text`` does, but keep none of it."""
    check_file(path)
    with open_bytes(path) as file:
        for _ in _decoded(iter(lambda: file.read(BLOCK), b""), encoding, str(path)):
            pass


@contextmanager
def open_text(path: Path, encoding: str, newline: str | None) -> Iterator[TextIO]:
    """A checked file as lines with their ends; ``newline`` says, as for ``open``, what ends one."""
    with open_bytes(path) as file:
        mark, encoding = marked(file.read(4), encoding)
    with open_bytes(path) as file:  # what is unpacked cannot be gone back in
        file.read(len(mark))
        with io.TextIOWrapper(file, encoding, newline=newline) as text:
            yield text


def read_head(path: Path, encoding: str) -> tuple[str, bool]:
    """The beginning of a text file, whole lines only, and whether that is all of it.

    Raises ``InputError`` like ``read_text``; where even the first line is too long, its
    beginning is returned.
    """
    check_file(path)
    with open_bytes(path) as file:
        content = file.read(HEAD)
        whole = not file.read(1)
    text = decode(content, encoding, str(path), whole=whole)
    return text if whole else text[: text.rfind("\n") + 1] or text, whole


def decode(content: bytes, encoding: str, where: str, *, whole: bool = True) -> str:
    """The text that the bytes spell; ``where`` names them in errors.

    Unless the content is ``whole``, its end may be a part of a character.
    """
    return "".join(_decoded((content,), encoding, where, whole=whole))


def marked(content: bytes, encoding: str) -> tuple[bytes, str]:
    """The byte order mark that the content begins with, and the encoding that it tells."""
    found = ((mark, name) for mark, name in _MARKS if content.startswith(mark))
    return next(found, (b"", encoding))


def _decoded(
    blocks: Iterable[bytes], encoding: str, where: str, *, whole: bool = True
) -> Iterator[str]:
    """The text of a file that comes in blocks; see ``decode``."""
    rest = iter(blocks)
    first = next(rest, b"")
    mark, encoding = marked(first, encoding)
    name = codecs.lookup(encoding).name
    if first and not mark and name in _NEED_A_MARK:
        raise InputError(
            f"{where}: does not begin with a byte order mark, so the order of the bytes of {name} "
            f"is unknown; set load.encoding: {name}-le (or {name}-be)"
        )
    decoder = codecs.getincrementaldecoder(encoding)()
    given, lines, characters, nul = len(mark), 1, 0, 0
    for block, last in _and_end(first[len(mark) :], rest, whole=whole):
        waiting = len(decoder.getstate()[0])
        try:
            text = decoder.decode(block, final=last)
        except UnicodeDecodeError as error:
            fault = _fault(error, encoding, given - waiting, lines)
            raise InputError(f"{where}: {fault}") from error
        except UnicodeError as error:
            raise InputError(f"{where}: is not {encoding}: {error}") from error
        given, lines = given + len(block), lines + text.count("\n")
        characters, nul = characters + len(text), nul + text.count("\0")
        yield text
    if nul * 4 > characters:
        raise InputError(
            f"{where}: {nul:,} of {characters:,} characters are NUL, so this is "
            f"not {encoding} text; if it is UTF-16, set load.encoding: utf-16-le (or utf-16-be)"
        )


def _and_end(first: bytes, rest: Iterable[bytes], *, whole: bool) -> Iterator[tuple[bytes, bool]]:
    """Every block, none of them the last, and the end itself where the content is whole."""
    yield first, False
    yield from ((block, False) for block in rest)
    if whole:
        yield b"", True


def _fault(error: UnicodeDecodeError, encoding: str, before: int, line: int) -> str:
    """What is wrong with a block that begins ``before`` bytes into the file, on this line."""
    line += error.object[: error.start].decode(encoding, "replace").count("\n")
    byte = f"0x{error.object[error.start]:02X}"
    return (
        f"byte {byte} at offset {error.start + before} (line {line}) is not {encoding}: "
        f"{error.reason}; set load.encoding to the encoding of the file, for example cp1252 for "
        "a file from an older Windows program, or save it as UTF-8"
    )
