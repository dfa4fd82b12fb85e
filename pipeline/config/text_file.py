"""The text of a file that a user wrote."""

import stat
from pathlib import Path

from pipeline.core.errors import ConfigError, MachineError

MOST = 1_000_000
"""Bytes of a config, or of a file of corrections: people write and read them."""


def text_of(path: Path, advice: str) -> str:
    """The text, without a byte order mark; ``advice`` is for where there is no such file.

    Raises ``ConfigError`` where there is none, where it is no regular file, larger than ``MOST`` or
    not UTF-8, ``MachineError`` where it cannot be read.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ConfigError(f"{path}: is a folder; name the file in it")
        if not stat.S_ISREG(found.st_mode):
            raise ConfigError(f"{path}: is a pipe or a device; name a file")
        if found.st_size > MOST:
            raise ConfigError(
                f"{path}: has {found.st_size:,} bytes, and at most {MOST:,} are read; texts belong "
                "into a file of their own"
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; {advice}") from None
    except OSError as error:
        raise MachineError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = f"byte 0x{error.object[error.start]:02X}"
        raise ConfigError(f"{path}:{line}: {byte} is not UTF-8; save the file as UTF-8") from None
