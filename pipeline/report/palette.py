"""Colours that stay apart for every eye.

Eight hues for light and eight for dark paper, found by search: on their paper each has a
contrast of at least 3:1 (WCAG 2.2, 1.4.11), and no two come closer than 0.09 in Oklab, also
as seen with protanopia, deuteranopia or tritanopia (Machado et al. 2009,
doi:10.1109/TVCG.2009.113).
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

PAPER, PAPER_DARK = "#ffffff", "#16181d"
INK, MUTED, LINE = "#1d2026", "#5b616c", "#d9dce1"
NONE, NONE_DARK = "#8b9099", "#7d838e"
"""The colour of what belongs nowhere."""

LIGHT = (
    "#166dc0", "#da7a21", "#095634", "#a14480", "#209fb9", "#5a2491", "#746c27", "#a57b6f",
)  # fmt: skip
DARK = (
    "#a9c4ff", "#f8b27a", "#5dfcdf", "#d67994", "#339fea", "#7c60be", "#8e9c03", "#bb4759",
)  # fmt: skip


def spread(
    centres: NDArray[np.float64], known: Sequence[int], reserved: Collection[int] = ()
) -> list[int]:
    """A colour number for each of k places (k, 2), so that equal colours lie far apart.

    ``known`` are the k numbers that are given, -1 for a place that has none: it takes the
    colour whose nearest bearer is farthest away, one of those ``reserved`` for others only
    where no other is free. Up to eight places all differ.
    """
    chosen = list(known)
    for place, centre in enumerate(centres):
        if chosen[place] < 0:
            chosen[place] = _farthest(centres, chosen, centre, reserved)
    return chosen


def _farthest(
    centres: NDArray[np.float64],
    chosen: Sequence[int],
    centre: NDArray[np.float64],
    reserved: Collection[int],
) -> int:
    bearers = np.flatnonzero(np.array(chosen) >= 0)
    nearest = np.full(len(LIGHT), np.inf)
    nearest[list(reserved)] = np.finfo(np.float64).max
    distances = np.linalg.norm(centres[bearers] - centre, axis=1)
    np.minimum.at(nearest, np.array(chosen, dtype=np.intp)[bearers], distances)
    return int(nearest.argmax())


def style_sheet() -> str:
    """The palette as custom properties, for light and dark paper."""
    light = _properties((*LIGHT, PAPER, NONE))
    dark = _properties((*DARK, PAPER_DARK, NONE_DARK))
    classes = "".join(
        f".by-topic-{n}{{--by-topic:var(--colour-{n})}}.by-theme-{n}{{--by-theme:var(--colour-{n})}}"
        for n in range(len(LIGHT))
    )
    screen_dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f":root{{{light}}}{screen_dark}{classes}\n"


def _properties(colours: Sequence[str]) -> str:
    names = (*(f"colour-{n}" for n in range(len(LIGHT))), "paper", "none")
    return "".join(f"--{name}:{value};" for name, value in zip(names, colours, strict=True))
