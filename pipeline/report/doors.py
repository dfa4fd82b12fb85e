"""Doors: numbers that lead to the documents they count, as views that the page's script opens.

A view is the query of an address: ``theme=NAME&topic=ID``. A theme or topic without a value is
"none of them". What has no condition of its own is a list of documents by their places.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import numpy as np

MOST = 20_000
"""Letters of a list at most: longer ones would make the page heavy, and no address holds them."""

LONG = 5
"""Letters of a word from which on its beginning finds its other forms and little else."""


def search_for(keyword: str) -> str:
    """The search for a keyword, which is one of the forms that documents have it in."""
    words = keyword.replace('"', " ").split()
    return f'"{" ".join(words)}{"*" if words and len(words[-1]) >= LONG else ""}"'


def view(conditions: Mapping[str, object]) -> str:
    """The query of a view: what each condition is called, and what it asks for."""
    return urlencode({name: str(value) for name, value in conditions.items()}, errors="replace")


def places(documents: Iterable[int]) -> str:
    """Documents by their places, as ranges: "0-5.9.12-40"; empty where that is too long."""
    found = np.unique(np.fromiter(documents, dtype=np.int64))
    runs = np.split(found, np.flatnonzero(np.diff(found) > 1) + 1)
    told = (f"{run[0]}" if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs if len(run))
    listed = ".".join(told)
    return listed if len(listed) <= MOST else ""
