"""Fonts that a test wants, made of bars."""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

WIDTH = 3
"""How wide each character of these fonts is, in em: wider than any of a real font."""


class Machine:
    """Where fonts are installed that matplotlib has not heard of."""

    def __init__(self, folder):
        self.folder = folder
        self.paths = []

    def install(self, family, characters):
        """A font of this name that has these characters, each of them a bar."""
        names = [".notdef", *dict.fromkeys(f"u{ord(each):x}" for each in characters)]
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        pen.lineTo((0, 500))
        pen.lineTo((2500, 500))
        pen.closePath()
        builder = FontBuilder(1000, isTTF=True)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({ord(each): f"u{ord(each):x}" for each in characters})
        builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
        builder.setupHorizontalMetrics(dict.fromkeys(names, (1000 * WIDTH, 0)))
        builder.setupHorizontalHeader(ascent=800, descent=-200)
        builder.setupNameTable({"familyName": family, "styleName": "Regular"})
        builder.setupOS2()
        builder.setupPost()
        path = self.folder / f"{family}.ttf"
        builder.save(path)
        self.paths.append(str(path))
