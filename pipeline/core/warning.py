"""Warnings that name the line of whoever called the package."""

import sys
from pathlib import Path
from types import FrameType
from warnings import warn

PACKAGE = str(Path(__file__).parent.parent)


def warn_caller(message: str, category: type[Warning] = UserWarning) -> None:
    """Warn as from the first line outside of the package."""
    frame: FrameType | None = sys._getframe()
    level = 1
    while frame is not None and frame.f_code.co_filename.startswith(PACKAGE):
        frame, level = frame.f_back, level + 1
    warn(message, category, stacklevel=level)
