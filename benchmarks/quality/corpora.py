"""Labelled corpora: JSON lines, and the papers that ship with Themeline."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.corpus import Corpus
from pipeline.load.page import Page

ROOT = Path(__file__).resolve().parent.parent.parent
PAPERS = ROOT / "pipeline" / "data" / "papers.txt"


@dataclass(frozen=True)
class Labelled:
    """Texts and what people called them; an empty label is unknown."""

    name: str
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    labels: NDArray[np.str_]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which documents have a label."""
        return np.asarray(self.labels != "")

    @property
    def corpus(self) -> Corpus:
        """The texts as the pipeline takes them, numbered."""
        n = len(self.texts)
        ids = tuple(map(str, range(n)))
        return Corpus(ids, self.titles, self.texts, np.arange(n, dtype=np.int32))


def read_corpora(
    folder: Path | None, papers_gold: Path | None, limit: int | None
) -> Iterator[Labelled]:
    """Every ``NAME.jsonl.gz`` of a folder that has labels, then the papers.

    ``limit`` draws that many documents of a larger corpus, the same ones every time.
    """
    if papers_gold is not None and papers_gold.is_file():
        yield _papers(papers_gold)
    elif papers_gold is not None:
        print(f"skipped: the papers, for {papers_gold} is not there")
    for corpus in read_folder(folder, limit):
        if corpus.known.any():
            yield corpus
        else:
            print(f"skipped: {corpus.name}, which has no labels")


def read_folder(folder: Path | None, limit: int | None) -> Iterator[Labelled]:
    """Every ``NAME.jsonl.gz`` of a folder, with labels or without; ``limit`` as above."""
    if folder is None or not folder.is_dir():
        print(f"skipped: {folder or 'the corpora'}, for there is no such folder (--corpora FOLDER)")
        return
    for path in sorted(folder.glob("*.jsonl.gz")):
        yield read_corpus(path, limit)


def read_corpus(path: Path, limit: int | None) -> Labelled:
    """Read JSON lines, gzip; ``limit`` as in ``read_corpora``."""
    rows = read_rows(path)
    if limit is not None and len(rows) > limit:
        chosen = np.random.default_rng(0).choice(len(rows), limit, replace=False)
        rows = [rows[i] for i in np.sort(chosen)]
    return Labelled(
        path.name.removesuffix(".jsonl.gz"),
        tuple(row.get("title") or "" for row in rows),
        tuple(row["text"] for row in rows),
        np.array([row.get("label") or "" for row in rows]),
    )


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The records of JSON lines, gzip."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _papers(gold: Path) -> Labelled:
    corpus = Page(path=PAPERS)()
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    labels = {int(row["id"]): row["subtopic"] or "" for row in rows}
    known = np.array([labels.get(place, "") for place in range(1, len(corpus) + 1)])
    return Labelled("papers", corpus.titles, corpus.texts, known)
