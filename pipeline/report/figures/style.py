"""The house style of the figures, and how they become files that are the same every time."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.report.palette import INK, PAPER
from pipeline.report.settings import Format, ReportSettings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONT = "DejaVu Sans"
"""Comes with matplotlib, so figures look alike everywhere; it has no Chinese, Japanese, Korean."""

FALLBACKS = (
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Hiragino Sans",
    "Hiragino Sans GB", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Apple SD Gothic Neo",
    "WenQuanYi Zen Hei", "Noto Sans Devanagari", "Nirmala UI", "Noto Sans Thai", "Leelawadee UI",
    "Noto Sans Bengali", "Noto Sans Tamil", "Arial Unicode MS", "Noto Emoji",
)  # fmt: skip

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
def house_style(texts: Iterable[str]) -> Iterator[None]:
    """Matplotlib's defaults and ours, whatever the user's own settings; both come back after.

    ``texts`` is what will be written: where it needs more than DejaVu Sans, installed fonts
    help out. What no font has is drawn as a box, without a warning.
    """
    import matplotlib

    style: Any = STYLE | {"font.family": _families("".join(texts))}
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(style)
        yield


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


def _families(text: str) -> list[str]:
    from matplotlib import font_manager

    known = font_manager.get_font(font_manager.findfont(FONT)).get_charmap()
    if all(ord(character) in known for character in set(text)):
        return [FONT]
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return [FONT, *(family for family in FALLBACKS if family in installed)]
