"""The house style of the figures, and how they become files that are the same every time."""

import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.report.figures.canvas import SIZE
from pipeline.report.figures.embedding import lean_fonts
from pipeline.report.figures.fonts import FONT
from pipeline.report.palette import INK, PAPER
from pipeline.report.settings import FigureSettings, Format

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STYLE: dict[str, Any] = {
    "figure.facecolor": PAPER,
    # Else letters that no font has are drawn wider than any letter.
    "font.enable_last_resort": False,
    "font.size": SIZE,
    # Letters as text, which an editor finds and a journal sets anew.
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
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
    with matplotlib.rc_context(), warnings.catch_warnings(), lean_fonts():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(style)
        try:
            yield
        finally:
            fonts.setLevel(level)


def save(
    pages: Sequence["Figure"], stem: Path, settings: FigureSettings, dpi: int
) -> Iterator[Path]:
    """Write every page once a format, without dates or versions inside; yields the files.

    A second page is called ``stem-2``. Each file says what it shows in its own data.
    """
    for number, page in enumerate(pages, start=1):
        place = stem.with_name(f"{stem.name}-{number}") if number > 1 else stem
        title, _, note = str(page.get_label()).partition("\n")
        for text in (text for axes in page.axes for text in axes.texts):
            text.set_fontfeatures(["-liga"])  # a ligature would be no two letters of text
        for form in sorted(set(settings.formats)):
            path = place.with_name(f"{place.name}.{form}")
            page.savefig(path, format=form, dpi=dpi, **_options(form, title, note))
            yield path


def _options(form: Format, title: str, note: str) -> dict[str, Any]:
    if form == "png":
        # A quicker compression than the default; the files are a quarter larger.
        about = {"Software": None, "Title": title, "Description": note}
        return {"metadata": about, "pil_kwargs": {"compress_level": 3}}
    if form == "svg":
        return {"metadata": {"Title": title, "Description": note, "Date": None, "Creator": None}}
    none = {"CreationDate": None, "Creator": None, "Producer": None}
    return {"metadata": {"Title": title, "Subject": note, **none}}
