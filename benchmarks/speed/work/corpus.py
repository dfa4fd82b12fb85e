"""The corpus that works read, labels included."""

from pathlib import Path

from pipeline.core.corpus import Corpus
from pipeline.load.jsonl import JSONLines


def read_corpus(path: Path) -> Corpus:
    """The documents as a run loads them; the group ``label`` is what people called them."""
    loader = JSONLines(path=path, id="id", title="title", text=("text",), groups=("label",))
    return loader()
