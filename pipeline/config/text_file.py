"""The text of a file that a user wrote."""

from pathlib import Path

from pipeline.core.errors import ConfigError, MachineError


def text_of(path: Path, advice: str) -> str:
    """The text, without a byte order mark; ``advice`` is for where there is no such file.

    Raises ``ConfigError`` where there is none, where it is a folder and where it is not UTF-8,
    ``MachineError`` where it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; {advice}") from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: is a folder; name the file in it") from None
    except OSError as error:
        raise MachineError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = f"byte 0x{error.object[error.start]:02X}"
        raise ConfigError(f"{path}:{line}: {byte} is not UTF-8; save the file as UTF-8") from None
