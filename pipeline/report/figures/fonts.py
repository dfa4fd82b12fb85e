"""Fonts for figures: DejaVu Sans, and what fonts of the machine have that it lacks.

DejaVu Sans comes with matplotlib, so that figures look alike everywhere. It has Latin, Greek,
Cyrillic, Arabic and Hebrew, and no script of East, South or Southeast Asia.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pipeline.core.artifacts import Check, Strings
from pipeline.report.lettering import printable
from pipeline.report.results import Results
from pipeline.report.shares.groups import groupings
from pipeline.report.wording import listing

FONT = "DejaVu Sans"

JAPANESE = ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "VL PGothic")
"""They have Chinese characters, too, as Japanese draws them: first where there is any kana."""

PREFERRED = (
    "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Malgun Gothic", "Apple SD Gothic Neo",
    "NanumGothic", "Noto Sans Devanagari", "Nirmala UI", "Noto Sans Thai", "Leelawadee UI",
    "Noto Sans Bengali", "Noto Sans Tamil", "Arial Unicode MS", "Noto Emoji",
)  # fmt: skip

NO_LETTERS = re.compile("Last ?Resort|Fallback|Blank|NotDef|Color|^STIX|^cm")
"""Fonts that have a sign for every character and no letter, those of pictures in colour, which
matplotlib cannot draw, and its own of formulas."""

NAMES = {
    "CJK": "Chinese characters", "HIRAGANA": "kana", "KATAKANA": "kana", "HANGUL": "Hangul",
    "COMBINING": "accents", "MODIFIER": "accents",
}  # fmt: skip
"""What scripts are called, where that is not the first word of the names of their characters."""

REGULAR = (400, "normal", "regular")
"""The weight of letters that are neither light nor bold."""

SHOWN = 3
"""Characters of each script that are shown."""


@dataclass(frozen=True)
class Fonts:
    """What figures are written with.

    families  each is asked for what those before it lack, after DejaVu Sans
    lacking   the characters that no font has, in the order of their codes
    """

    families: Strings
    lacking: Strings


def written(results: Results) -> Strings:
    """All that figures say in the words of the data or of the config."""
    groups = (name for each in groupings(results) for name in (each.column, *each.names))
    return (*(topic.label for topic in results.topics.topics), *results.themes.names, *groups)


def fonts_of(results: Results) -> Fonts:
    """The fonts for the figures of a run, looked for once."""
    return results.memory.once("fonts", lambda: fonts_for(written(results)))


def fonts_for(texts: Iterable[str]) -> Fonts:
    """The fonts of the machine, no more than it takes, that have all characters of some texts.

    Those that are known to be good are asked first; where they do not do, all others are.
    """
    needed = {each for text in texts for each in printable(text) if _is_drawn(each)}
    lacking = needed - _characters(FONT)
    families = []
    for family in _candidates(japanese="kana" in map(_script, lacking)):
        if not lacking:
            break
        if lacking & (has := _characters(family)):
            families.append(family)
            lacking -= has
    return Fonts(tuple(families), tuple(sorted(lacking)))


def font_checks(results: Results) -> tuple[Check, ...]:
    """F01: scripts of which the figures show boxes, because no font of the machine has them."""
    lacking = fonts_of(results).lacking
    if not lacking:
        return ()
    of_script: dict[str, list[str]] = {}
    for character in lacking:
        of_script.setdefault(_script(character), []).append(character)
    told = [
        f"{script} ({', '.join(found[:SHOWN])}{', …' if len(found) > SHOWN else ''})"
        for script, found in of_script.items()
    ]
    message = (
        f"In the figures boxes stand for {listing(told)}, because no font of this machine has "
        "them; report.html is not concerned."
    )
    advice = (
        "Install a font that has them, such as the Noto Sans of that script "
        "(fonts.google.com/noto); then remove the run's folder figures and run again."
    )
    return (Check("F01", "info", message, advice),)


def _is_drawn(character: str) -> bool:
    """Whether a character leaves ink: no space, and nothing that only steers its neighbours."""
    return unicodedata.category(character)[0] not in "CZ" and not (
        "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    )


def _script(character: str) -> str:
    """The script of a letter or mark; "symbols" for all else."""
    first = re.split("[ -]", unicodedata.name(character, ""))[0]
    if unicodedata.category(character)[0] not in "LM" or not first:
        return "symbols"
    return NAMES.get(first, first.capitalize())


def _candidates(*, japanese: bool) -> Iterator[str]:
    """The installed families, the best first."""
    from matplotlib import font_manager

    preferred = (*JAPANESE, *PREFERRED) if japanese else (*PREFERRED, *JAPANESE)
    known = {font.name for font in font_manager.fontManager.ttflist}
    yield from (family for family in preferred if family in known)
    yield from _by_looks(known - {FONT, *preferred})
    # matplotlib remembers the fonts of its first day on a machine
    _read_new_fonts()
    new = {font.name for font in font_manager.fontManager.ttflist} - known
    yield from (family for family in preferred if family in new)
    yield from _by_looks(new - set(preferred))


def _by_looks(families: Iterable[str]) -> Sequence[str]:
    """Families that have letters, those that look most like DejaVu Sans first."""
    found = [family for family in families if not NO_LETTERS.search(family)]
    odd = re.compile("Mono|Serif|Condensed|Narrow|Bold|Light")
    return sorted(found, key=lambda each: (bool(odd.search(each)), "Sans" not in each, each))


def _read_new_fonts() -> None:
    """Have matplotlib know, in this process, the fonts that were installed since it looked."""
    from matplotlib import font_manager

    known = {font.fname for font in font_manager.fontManager.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - known):
        with suppress(OSError, RuntimeError, ValueError):  # a file that is no font after all
            font_manager.fontManager.addfont(path)


def _characters(family: str) -> set[str]:
    """All that a family has; nothing where its file cannot be read."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    faces = [font for font in font_manager.fontManager.ttflist if font.name == family]
    plain = min(faces, key=lambda font: (font.style != "normal", font.weight not in REGULAR))
    with suppress(OSError, RuntimeError, ValueError):
        return set(map(chr, FT2Font(plain.fname, face_index=plain.index).get_charmap()))
    return set()
