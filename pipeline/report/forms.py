"""Forms: the shapes of points, that look equally large, as the page and the figures draw them.

A form is a list of rings of corners, x to the right and y down, for a point of radius 1; a
second ring is a hole. static/stamps.js draws the same shapes into pixels, in the same order.
"""

from math import cos, pi, sin, sqrt

Ring = tuple[tuple[float, float], ...]

REACH = 1.22
"""How far a form reaches from its middle at most."""

ROUND = 32
"""Corners of a circle."""


def _circle(radius: float, turn: int = 1) -> Ring:
    angles = [turn * 2 * pi * corner / ROUND for corner in range(ROUND)]
    return tuple((radius * cos(angle), radius * sin(angle)) for angle in angles)


def _turned(ring: Ring) -> Ring:
    """An eighth of a circle round."""
    return tuple(((x - y) / sqrt(2), (x + y) / sqrt(2)) for x, y in ring)


_TRIANGLE: Ring = ((0, -1.12), (0.91, 0.7), (-0.91, 0.7))
_PLUS: Ring = (
    (-0.34, -1.1), (0.34, -1.1), (0.34, -0.34), (1.1, -0.34), (1.1, 0.34), (0.34, 0.34),
    (0.34, 1.1), (-0.34, 1.1), (-0.34, 0.34), (-1.1, 0.34), (-1.1, -0.34), (-0.34, -0.34),
)  # fmt: skip

FORMS: tuple[tuple[Ring, ...], ...] = (
    (_circle(1),),
    (((-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)),),
    (_TRIANGLE,),
    (((0, -1.22), (1.22, 0), (0, 1.22), (-1.22, 0)),),
    (_circle(1.02), _circle(0.42, -1)),
    (_PLUS,),
    (_turned(_PLUS),),
    (tuple((x, -y) for x, y in _TRIANGLE),),
)
"""Disc, square, triangle, diamond, ring, plus, cross, triangle on its tip."""


def clip_path(form: tuple[Ring, ...]) -> str:
    """A form as what is seen of a box in CSS."""
    if form is FORMS[0]:
        return "circle(41%)"
    # a hole is cut by a line to it and back
    corners = [corner for ring in form for corner in (*ring, ring[0])]
    return f"polygon({','.join(f'{_percent(x)} {_percent(y)}' for x, y in corners)})"


def _percent(value: float) -> str:
    return f"{50 + 50 * value / REACH:.1f}".rstrip("0").rstrip(".") + "%"
