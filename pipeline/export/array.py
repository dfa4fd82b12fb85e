"""Arrays of JSON, a line an item, so that large ones need not be in memory."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def array(items: Iterable[Any]) -> Iterator[str]:
    """The lines of a JSON array."""
    yield "["
    before = ""
    for item in items:
        if before:
            yield f"{before},"
        before = json.dumps(item, ensure_ascii=False)
    if before:
        yield before
    yield "]"
