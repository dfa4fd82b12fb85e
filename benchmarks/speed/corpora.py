"""The public corpora as the files that runs read."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.speed.process import FailedError

ABSTRACTS = "arxiv_24cat"


def abstracts(folder: Path, count: int) -> list[str]:
    """The first texts of the abstracts, title and text as one string."""
    rows = map(json.loads, islice(_lines(folder, ABSTRACTS), count))
    return [f"{row['title']}. {row['text']}" for row in rows]


def _lines(folder: Path, name: str) -> Iterator[str]:
    plain, packed = folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz"
    if not plain.is_file() and not packed.is_file():
        raise FailedError(f"{folder}: holds neither {plain.name} nor {packed.name}")
    with plain.open("rb") if plain.is_file() else gzip.open(packed, "rb") as file:
        yield from (line.decode("utf-8").rstrip("\n") for line in file)
