"""Fonts inside PDF files, cut to the letters that a figure has.

Each file holds its own fonts as TrueType (Type 42), so that its letters are text that can be
searched and set anew. Letters stand glyph by glyph where they were put: of the tables that shape,
name or find them a PDF needs none (ISO 32000-1, 9.9), and cutting these takes most of the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

NEEDLESS = ("GSUB", "GPOS", "GDEF", "kern", "cmap", "name", "post", "OS/2")


@contextmanager
def lean_fonts() -> Iterator[None]:
    """Have matplotlib embed nothing of a font but what a PDF needs, for this long."""
    from matplotlib.backends import _backend_pdf_ps

    backend: Any = _backend_pdf_ps
    subset = getattr(backend, "subset", None)  # of fontTools
    if subset is None:  # another version of matplotlib: slower, and the files are larger
        yield
        return

    class Options(subset.Options):  # type: ignore[misc,name-defined]
        def __init__(self, **given: Any) -> None:
            super().__init__(**given)
            self.drop_tables += NEEDLESS

    backend.subset = SimpleNamespace(**vars(subset) | {"Options": Options})
    try:
        yield
    finally:
        backend.subset = subset
