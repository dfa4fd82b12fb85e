"""Where runs are written: a folder of their own, in which nobody else's files are at risk."""

from pathlib import Path

from pipeline.core.errors import shown
from pipeline.core.method import seen_from

SYSTEM = ("/dev", "/proc", "/sys", "/boot", "/etc")
"""Folders in which, and under which, no program keeps results."""

SHARED = ("/bin", "/home", "/lib", "/lib64", "/opt", "/sbin", "/srv", "/usr", "/var")
"""Folders of all, under which somebody may well have one of their own."""

NOT_COUNTED = frozenset({"README.md", "latest"})
"""Files of others that may be there."""

LISTED = 3
"""Files of others that are named."""


def problem_with(outputs: Path) -> str | None:
    """Why runs cannot be written to a folder; None where they can, also where it is not there yet.

    What is there must be ours: a store or a run. Hidden files, a README and what is called latest,
    of which a run tells itself, do not count.
    """
    try:
        folder = outputs.resolve()
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    except (OSError, RuntimeError):  # who writes there tells: no permission, a circle of links
        return None
    root, home = Path(folder.anchor), seen_from(folder, Path("~")).resolve()
    alone = f"name a folder for the runs alone, such as {home / 'outputs'}"
    if folder == root:
        return f"is the root of a file system; {alone}"
    if folder == home:
        return f"is your home folder; {alone}"
    above = {str(folder), *map(str, folder.parents)}
    if not above.isdisjoint(SYSTEM) or str(folder) in SHARED:
        return f"belongs to the system; {alone}"
    ours = ".store" in names or any((folder / name / "run.json").is_file() for name in names)
    others = [name for name in names if not name.startswith(".") and name not in NOT_COUNTED]
    if ours or not others:
        return None
    more = f" and {len(others) - LISTED:,} more" if len(others) > LISTED else ""
    return (
        f"holds other files ({', '.join(map(shown, others[:LISTED]))}{more}) and no runs; name an "
        f"empty or a new folder, such as {outputs / 'outputs'}"
    )
