"""architecture.svg: the folders in their layers, and a mark wherever one imports another."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from docs.folders import about, imports, layers

ROW: Final = 26
NAME_X: Final = 24
ABOUT_X: Final = 116
GRID_X: Final = 700
"""Where the names, what they are, and the columns of the marks begin, in pixels."""
TOP: Final = 132
MARGIN: Final = 20

INK, PALE, BAND, MARK = "#1f2933", "#52606d", "#f0f4f8", "#0b6e99"


def page() -> str:
    """The whole picture, as SVG with text that needs no font of its own."""
    folders = [folder for layer in layers() for folder in layer]
    width = GRID_X + len(folders) * ROW + MARGIN
    height = TOP + len(folders) * ROW + MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="system-ui, sans-serif" font-size="13">',
        "<title>The folders of pipeline/ in layers, and which imports which</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(NAME_X, 36, "Imports run one way: from a folder to those below it", 17, "600"),
        _text(
            NAME_X, 60, "A row imports the columns that it has a mark in; a band is a layer,", 13
        ),
        _text(NAME_X, 78, "whose folders import nothing of each other.", 13),
        *_bands(width),
        *_columns(folders),
        *_rows(folders),
        "</svg>",
        "",
    ]
    return "\n".join(lines)


def _bands(width: int) -> Iterator[str]:
    top = TOP
    for number, layer in enumerate(layers()):
        tall = len(layer) * ROW
        if number % 2 == 0:
            yield _box(MARGIN // 2, top, width - MARGIN, tall, BAND)
        top += tall


def _columns(folders: list[str]) -> Iterator[str]:
    for number, folder in enumerate(folders):
        x, y = GRID_X + number * ROW + ROW // 2 + 4, TOP - 8
        yield f'<text transform="translate({x} {y}) rotate(-60)" fill="{INK}">{folder}</text>'


def _rows(folders: list[str]) -> Iterator[str]:
    imported = imports()
    for number, folder in enumerate(folders):
        top = TOP + number * ROW
        yield _text(NAME_X, top + 18, folder, 13, "600")
        yield _text(ABOUT_X, top + 18, about(folder), 12, colour=PALE)
        yield _box(GRID_X + number * ROW + 11, top + 11, 4, 4, PALE)
        for other in imported[folder]:
            yield _box(GRID_X + folders.index(other) * ROW + 5, top + 5, 16, 16, MARK)


def _box(x: int, y: int, width: int, height: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3" fill="{colour}"/>'


def _text(x: int, y: int, text: str, size: int, weight: str = "400", colour: str = INK) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
        f"{escape(text)}</text>"
    )
