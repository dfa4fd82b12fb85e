"""How large a corpus is, by its file: before it is read."""

from dataclasses import dataclass
from pathlib import Path

SAMPLE = 262_144
"""Bytes of a file's beginning whose lines are counted."""

PACKED = 2.5
"""Characters that a byte of a Parquet file holds, as compressed texts come out."""

TYPICAL = 1_000
"""Characters of a document where a file does not tell."""

LINES = {"delimited": 1, "jsonl": 1, "page": 2}
"""Lines that a document takes in the files of a loader."""


@dataclass(frozen=True)
class Size:
    """Documents, and the characters of their titles and texts."""

    documents: int
    characters: int

    def drawn(self, sample: int | None) -> "Size":
        """The size of a sample of so many documents; of all where there are no more, or None."""
        if sample is None or sample >= self.documents:
            return self
        return Size(sample, self.characters * sample // self.documents)


def size_of_source(path: Path, loader: str) -> Size:
    """The size of the corpus in a file or folder, about."""
    if path.is_dir():
        files = [file for file in path.rglob("*") if file.is_file()]
        if loader == "folder":
            return Size(len(files), sum(file.stat().st_size for file in files))
        sizes = [size_of_source(file, loader) for file in files]
        return Size(sum(s.documents for s in sizes), sum(s.characters for s in sizes))
    size = path.stat().st_size
    if loader not in LINES:
        return Size(int(size * PACKED / TYPICAL), int(size * PACKED))
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    lines = max(1, head.count(b"\n")) / max(1, len(head))
    return Size(max(1, round(size * lines / LINES[loader])), size)
