"""What lies in a folder, and what in it tells of the moment and not of the work."""

import hashlib
import re

MOMENT = (
    r"run\.json|report\.html|report\.md|log\.jsonl|holder\.json|lock|code\.json|tables\.xlsx"
    r"|predicted\.json|drift\.md|sweep\.(?:csv|parquet)"
)
"""Files with times, the process, or the folder they were made in."""

SCRATCH = ("temporary",)


def tree(folder):
    """Each path under a folder with the digest of its bytes; a link with where it points.

    A file that tells of the moment has no digest, but is to be there.
    """
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if name.parts[0] not in SCRATCH:
            found[name.as_posix()] = _content(path)
    return found


def _content(path):
    if path.is_symlink():
        return f"-> {path.readlink()}"
    if path.is_dir():
        return "folder"
    if re.fullmatch(MOMENT, path.name):
        return "file"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unlike(found, wanted):
    """The paths in which two trees differ, each with what it is in both."""
    return {
        path: (found.get(path), wanted.get(path))
        for path in sorted({*found, *wanted})
        if found.get(path) != wanted.get(path)
    }
