"""The public corpora as the files that runs read."""

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.speed.process import FailedError

LARGE = "arxiv_large_120k"
ABSTRACTS = "arxiv_24cat"
SHUFFLE = 20
"""The seed of the one order that every part of the large corpus is the beginning of."""


def write_large(folder: Path, documents: int, path: Path) -> None:
    """Write the first documents of the large corpus, shuffled, as JSON lines."""
    lines = sorted(_lines(folder, LARGE))
    random.Random(SHUFFLE).shuffle(lines)  # noqa: S311  a fixed order, no secret
    if documents > len(lines):
        raise FailedError(f"{LARGE} in {folder} has {len(lines):,} documents, not {documents:,}")
    path.write_text("".join(f"{line}\n" for line in lines[:documents]), encoding="utf-8")


def abstracts(folder: Path, count: int) -> list[str]:
    """The first texts of the abstracts, title and text as one string."""
    rows = map(json.loads, islice(_lines(folder, ABSTRACTS), count))
    return [f"{row['title']}. {row['text']}" for row in rows]


def read_all(folder: Path) -> Iterator[dict[str, Any]]:
    """The records of every corpus, in the order of their names."""
    names = {path.name.partition(".jsonl")[0] for path in folder.glob("*.jsonl*")}
    for name in sorted(names):
        yield from map(json.loads, _lines(folder, name))


def write_texts(texts: Iterable[str], path: Path) -> None:
    """Write texts that have nothing but themselves as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts)


def _lines(folder: Path, name: str) -> Iterator[str]:
    plain, packed = folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz"
    if not plain.is_file() and not packed.is_file():
        raise FailedError(f"{folder}: holds neither {plain.name} nor {packed.name}")
    with plain.open("rb") if plain.is_file() else gzip.open(packed, "rb") as file:
        yield from (line.decode("utf-8").rstrip("\n") for line in file)
