"""Known texts: what earlier runs embedded need not be embedded again."""

from collections.abc import Iterator

from pipeline.artifacts import Corpus, FloatArray, Vectors
from pipeline.store.fingerprint import Recipe
from pipeline.store.stages import DamagedEntryError, Entry, StageStore

LOOKED_THROUGH = 3
"""Earlier results that are searched, the newest first."""


def known_texts(store: StageStore, recipe: Recipe, corpus: Corpus) -> dict[str, FloatArray]:
    """The vectors of those texts of a corpus that the same method embedded before.

    The same method is one with the same recipe on another corpus.
    """
    wanted = {text for _, text in _originals(corpus)}
    known: dict[str, FloatArray] = {}
    for texts, vectors in _earlier(store, recipe):
        known |= {
            text: vectors.values[place]
            for place, text in _originals(texts)
            if text in wanted and text not in known
        }
        if len(known) == len(wanted):
            break
    return known


def _originals(corpus: Corpus) -> Iterator[tuple[int, str]]:
    """Texts that repeat no earlier one: a copy has the vector of the first, whatever it says."""
    for place, text in enumerate(corpus.full_texts):
        if corpus.first_copy[place] == place:
            yield place, text


def _earlier(store: StageStore, recipe: Recipe) -> Iterator[tuple[Corpus, Vectors]]:
    """Corpora and their vectors, whole ones only."""
    corpora = {entry.digest: entry for entry in store.of_stage("load")}
    for entry in _by_the_same(store, recipe)[:LOOKED_THROUGH]:
        source = corpora.get(entry.recipe()["inputs"].get("load", ""))
        try:
            if source is not None:
                yield store.load(source, Corpus), store.load(entry, Vectors)
        except DamagedEntryError:
            continue


def _by_the_same(store: StageStore, recipe: Recipe) -> list[Entry]:
    """Results of the method on other inputs, the newest first."""
    same = recipe | {"inputs": {}}
    found = [
        entry
        for entry in store.of_stage(str(recipe["stage"]))
        if entry.recipe() | {"inputs": {}} == same
    ]
    return sorted(found, key=lambda entry: entry.folder.stat().st_mtime, reverse=True)
