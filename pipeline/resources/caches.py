"""Caches: where libraries keep what they compile and find, where there is no home folder to do so.

numba and matplotlib keep theirs beside their code or in the home folder. Where neither can be
written, as in many containers and services, numba refuses to work and matplotlib begins anew. Where
there is no folder for temporary files either, models that are unpacked into one cannot be read.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

CACHES = "caches"
"""The folder of a store that is theirs."""

TEMPORARY = "temporary"

VARIABLES = {"NUMBA_CACHE_DIR": "numba", "MPLCONFIGDIR": "matplotlib"}
"""What tells each library its folder, before it is imported, and what that is called here."""


def place_caches(folder: Path) -> None:
    """Have libraries keep theirs in a folder, unless they can write to the home folder.

    So with temporary files, where the system has no place for any.
    """
    if not _home_can_be_written():
        for variable, name in VARIABLES.items():
            os.environ.setdefault(variable, str(folder.absolute() / name))
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        with suppress(OSError):  # who writes the results there says what is wrong
            (folder / TEMPORARY).mkdir(parents=True, exist_ok=True)
        os.environ["TMPDIR"] = str(folder.absolute() / TEMPORARY)


def _home_can_be_written() -> bool:
    try:
        wanted = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # a user without a home
        return False
    there = next(each for each in (wanted, *wanted.absolute().parents) if os.path.lexists(each))
    return there.is_dir() and os.access(there, os.W_OK)
