"""The pages that are made from the code, by their file names."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from docs import commands, drawing, folders, reference, tables

FOLDER: Final = Path(__file__).parent

PAGES: Final[dict[str, Callable[[], str]]] = {
    "config.md": reference.page,
    "commands.md": commands.page,
    "tables.md": tables.page,
    "architecture.svg": drawing.page,
    "architecture.md": folders.page,
}
"""What each page holds today; a test compares it with what lies there."""
