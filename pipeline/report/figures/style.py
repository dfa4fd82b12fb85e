"""The house style of the figures, and how they become files that are the same every time."""

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.report.figures.fonts import FONT
from pipeline.report.palette import INK, PAPER
from pipeline.report.settings import Format, ReportSettings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STYLE: dict[str, Any] = {
    "figure.facecolor": PAPER,
    # Else letters that no font has are drawn wider than any letter.
    "font.enable_last_resort": False,
    "font.size": 9,
    # Letters as outlines: the figure looks the same where the font is not installed.
    "svg.fonttype": "path",
    "svg.hashsalt": "themeline",
    "text.color": INK,
    "text.parse_math": False,
}


@contextmanager
def house_style(families: Iterable[str] = ()) -> Iterator[None]:
    """Matplotlib's defaults and ours, whatever the user's own settings; both come back after.

    ``families`` are the fonts that have what DejaVu Sans lacks. What none has is drawn as a box,
    without a warning: a check tells of it.
    """
    import matplotlib

    style: Any = STYLE | {"font.family": [FONT, *families]}
    fonts = logging.getLogger("matplotlib.font_manager")  # where a family has no bold, it says so
    level = fonts.level
    fonts.setLevel(logging.ERROR)
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(style)
        try:
            yield
        finally:
            fonts.setLevel(level)


def save(figure: "Figure", stem: Path, title: str, settings: ReportSettings) -> list[Path]:
    """Write the figure once a format, without dates or versions inside."""
    options: dict[Format, dict[str, Any]] = {
        # A quicker compression than the default; the files are a quarter larger.
        "png": {"metadata": {"Software": None}, "pil_kwargs": {"compress_level": 3}},
        "svg": {"metadata": {"Title": title, "Date": None, "Creator": None}},
    }
    paths = []
    for form in sorted(set(settings.figures)):
        path = stem.with_name(f"{stem.name}.{form}")
        figure.savefig(path, format=form, dpi=settings.dpi, **options[form])
        paths.append(path)
    return paths
