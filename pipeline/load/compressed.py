"""Compressed files, read as what is in them.

That are gzip (RFC 1952), Zstandard (RFC 8878), bzip2 and xz files, and ZIP archives of one file
(PKWARE APPNOTE). How a file begins says what it is, whatever it is called. Office documents are
ZIP archives, too, and are left as they are.
"""

import bz2
import errno
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath
from typing import IO, Any, BinaryIO

from pipeline.core.errors import InputError

ENDINGS = frozenset({".gz", ".zst", ".bz2", ".xz", ".zip"})

RATIO = 200
"""Times its size that a file may expand to; texts are compressed to a third, tables to a tenth."""

FREE = 100 * 2**20
"""Bytes up to which a file may expand anyway."""

BLOCK = 2**20
"""Bytes that are unpacked at once."""

DAMAGES = (
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What unpackers raise at damaged files; an ``OSError`` with a number is the machine's."""

_LONGEST_MAGIC = 10


def _zstandard(file: BinaryIO) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(file, "zstd")


_STREAMS: tuple[tuple[re.Pattern[bytes], Callable[[BinaryIO], Any]], ...] = (
    (re.compile(rb"\x1f\x8b\x08"), lambda file: gzip.GzipFile(fileobj=file, mode="rb")),
    (re.compile(rb"\x28\xb5\x2f\xfd"), _zstandard),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), bz2.BZ2File),
    (re.compile(rb"\xfd7zXZ\0"), lzma.LZMAFile),
)
_ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06)")


class _Expanded(io.RawIOBase):
    """What is unpacked of a file, as far as it is no bomb."""

    def __init__(self, source: IO[bytes], path: Path) -> None:
        self._source, self._path = source, path
        self._size, self._given = path.stat().st_size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _damage_told(self._path):
            block = self._source.read(min(len(buffer), BLOCK))
        self._given += len(block)
        check_expansion(self._path, self._size, self._given, FREE)
        buffer[: len(block)] = block
        return len(block)


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked where it is compressed; they can be read once, onwards.

    Raises ``InputError`` where it is damaged, expands beyond measure or holds several files.
    """
    with path.open("rb") as file:
        begin = file.read(_LONGEST_MAGIC)
        file.seek(0)
        unpack = next((unpack for magic, unpack in _STREAMS if magic.match(begin)), None)
        with _damage_told(path):
            zipped = _only_file(file, path) if _ZIP.match(begin) else None
            source = unpack(file) if unpack else zipped
        if source is None:
            file.seek(0)
            yield file
        else:
            with source, io.BufferedReader(_Expanded(source, path)) as expanded:
                yield expanded


def named(path: Path) -> PurePath:
    """What a file is called without the ending of its compression, or in its archive."""
    if path.suffix.lower() not in ENDINGS:
        return path
    try:
        with zipfile.ZipFile(path) as archive:
            return PurePosixPath(next(iter(_files(archive)), path.stem))
    except DAMAGES:
        return PurePath(path.stem)


def check_expansion(path: Path, size: int, expanded: int, free: int) -> None:
    """Refuse a file of this size that expands to more than is free and is plausible."""
    if expanded > max(free, RATIO * size):
        raise InputError(
            f"{path}: its {size:,} bytes expand to {expanded:,} or more, over {RATIO} times as "
            "many, which no text does; if that is right, unpack it first"
        )


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGES as error:
        # what is damaged may point to a place before the file, which is an invalid argument
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise InputError(
            f"{path}: damaged: it cannot be unpacked ({error}); fetch or pack it again"
        ) from error


def _only_file(file: BinaryIO, path: Path) -> IO[bytes] | None:
    """The one file of an archive, opened; None for an office document.

    Raises ``InputError`` where there are several or none, or where it is protected.
    """
    archive = zipfile.ZipFile(file)
    names = archive.namelist()
    if "[Content_Types].xml" in names or "mimetype" in names:
        return None
    files = _files(archive)
    if len(files) != 1:
        shown = ", ".join(map(repr, files[:5])) + (", ..." if len(files) > 5 else "")
        raise InputError(
            f"{path}: is an archive of {len(files):,} files{': ' if files else ''}{shown}; "
            "unpack it, and name one file or the folder"
        )
    if archive.getinfo(files[0]).flag_bits & 1:
        raise InputError(f"{path}: is protected by a password; unpack it first")
    return archive.open(files[0])


def _files(archive: zipfile.ZipFile) -> list[str]:
    """The files of an archive, without what macOS adds to each."""
    return [
        name
        for name in archive.namelist()
        if not name.endswith("/") and not name.startswith("__MACOSX/") and ".DS_Store" not in name
    ]
