"""Colours and forms that stay apart for every eye, and in grey.

A palette number stands for a hue, a shade of it and a form: ``shade * HUES + hue``. All 40 were
found by search. On their paper each has a contrast of at least 3:1 (WCAG 2.2, 1.4.11). The first
eight, one of each hue, are at least 0.09 apart in Oklab, also as seen with protanopia,
deuteranopia or tritanopia (Machado et al. 2009, doi:10.1109/TVCG.2009.113). Of the 40 no two are
alike: those of one form differ in their grey by 0.07 and more, so that form and lightness tell
them apart where hue cannot, and those of one hue have five different forms.
"""

from collections.abc import Sequence

from pipeline.report.forms import FORMS, clip_path

PAPER, PAPER_DARK = "#ffffff", "#16181d"
INK, MUTED, LINE = "#1d2026", "#5b616c", "#d9dce1"
NONE, NONE_DARK = "#8b9099", "#7d838e"
"""The colour of what belongs nowhere."""

HUES, SHADES = 8, 5

LIGHT = (
    "#1f47ab", "#955416", "#144400", "#713c68", "#02a0b1", "#7d6cce", "#a5921e", "#bf5c65",
    "#628ff0", "#cc8041", "#5aa23f", "#c378b5", "#014149", "#402884", "#443a00", "#731427",
    "#3760bc", "#5e2e00", "#2b7300", "#924b86", "#0a6f7b", "#6756b4", "#736402", "#a5454f",
    "#4c77d6", "#b26827", "#438a24", "#aa619d", "#008796", "#533f9c", "#8c7a02", "#8c2e3b",
    "#10328b", "#7b3f00", "#1f5b00", "#621e59", "#045761", "#9384e7", "#5b4f00", "#d9737b",
)  # fmt: skip
DARK = (
    "#0490db", "#e78f16", "#4f7b4a", "#bc719e", "#88e9ec", "#c1b4fe", "#edd982", "#f6aba2",
    "#b6defe", "#fed1a5", "#a6ea9e", "#ffcae8", "#037d81", "#7760c0", "#826f06", "#b1544c",
    "#34abf9", "#a26100", "#71b26a", "#de88bb", "#08b5bb", "#a994f9", "#b8a23d", "#ea887d",
    "#7cc5fd", "#ffac4e", "#8bce84", "#fba2d6", "#37d1d7", "#907adc", "#d3bd5a", "#cd6e64",
    "#0076b6", "#c47705", "#579851", "#a55586", "#11989d", "#dad4fd", "#9e881a", "#fdcec8",
)  # fmt: skip
FORM_OF = (
    0, 0, 0, 1, 0, 0, 1, 1,
    5, 7, 2, 3, 3, 1, 2, 7,
    4, 5, 1, 6, 7, 2, 5, 3,
    7, 3, 6, 2, 5, 3, 4, 2,
    6, 6, 5, 4, 4, 6, 7, 4,
)  # fmt: skip
"""The place in ``FORMS`` of each palette number's form."""


def tint(colour: str, share: float, other: str = INK) -> str:
    """A colour mixed with another: ``share`` of the first, in sRGB as style sheets mix it."""
    mixed = (
        round(share * int(colour[at : at + 2], 16) + (1 - share) * int(other[at : at + 2], 16))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def style_sheet() -> str:
    """The palette as custom properties, for light and dark paper, and a class for each number."""
    light = _properties((*LIGHT, PAPER, NONE))
    dark = _properties((*DARK, PAPER_DARK, NONE_DARK))
    forms = "".join(f"--form-{n}:{clip_path(form)};" for n, form in enumerate(FORMS))
    classes = "".join(
        f".by-topic-{n}{{--by-topic:var(--colour-{n});--form:var(--form-{form})}}"
        f".by-theme-{n}{{--by-theme:var(--colour-{n})}}"
        for n, form in enumerate(FORM_OF)
    )
    screen_dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f":root{{{light}{forms}}}{screen_dark}{classes}\n"


def _properties(colours: Sequence[str]) -> str:
    names = (*(f"colour-{n}" for n in range(len(LIGHT))), "paper", "none")
    return "".join(f"--{name}:{value};" for name, value in zip(names, colours, strict=True))
