"""Corpora in other languages than English: news, and one set of sentences in 20 languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from benchmarks.quality.corpora import read_rows

NEWS, SENTENCES = "10kgnad_test_de", "sib200_20lang"

READ: dict[str, str] = {
    "eng": "English", "fra": "French", "deu": "German", "spa": "Spanish", "por": "Portuguese",
    "ita": "Italian", "nld": "Dutch", "pol": "Polish", "tur": "Turkish", "rus": "Russian",
    "arb": "Arabic", "tha": "Thai", "zho": "Chinese", "jpn": "Japanese", "kor": "Korean",
}  # fmt: skip
"""The languages of the sentences that use_multilingual reads. It counts simplified and traditional
Chinese as two, and the sentences are in one of them: 15 of its 16."""

UNREAD: dict[str, str] = {
    "heb": "Hebrew", "hin": "Hindi", "ben": "Bengali", "swh": "Swahili", "vie": "Vietnamese",
}  # fmt: skip
"""Those that it does not read."""


@dataclass(frozen=True)
class Text:
    """One text; those with the same ``group`` are translations of each other."""

    id: str
    title: str
    text: str
    label: str
    language: str
    group: str


def read_texts(path: Path) -> tuple[Text, ...]:
    """Read JSON lines, gzip; a text without a group has none of its kind."""
    return tuple(
        Text(
            id=str(row["id"]),
            title=row.get("title") or "",
            text=row["text"],
            label=row.get("label") or "",
            language=row.get("lang") or "",
            group=str(row.get("group") or row["id"]),
        )
        for row in read_rows(path)
    )


def in_languages(texts: Sequence[Text], languages: Sequence[str]) -> tuple[Text, ...]:
    """The texts in some languages, in their order."""
    return tuple(text for text in texts if text.language in languages)


def one_a_group(texts: Sequence[Text], seed: int) -> tuple[Text, ...]:
    """Of every group one text at random, in the order of the groups' names."""
    rng = np.random.default_rng(seed)
    ordered = sorted(texts, key=lambda text: (text.group, text.language, text.id))
    groups = [list(group) for _, group in groupby(ordered, key=lambda text: text.group)]
    return tuple(group[rng.integers(len(group))] for group in groups)


def drawn(texts: Sequence[Text], limit: int | None) -> tuple[Text, ...]:
    """At most so many of the texts, at random and the same ones every time."""
    if limit is None or len(texts) <= limit:
        return tuple(texts)
    chosen = np.random.default_rng(0).choice(len(texts), limit, replace=False)
    return tuple(texts[place] for place in np.sort(chosen))
