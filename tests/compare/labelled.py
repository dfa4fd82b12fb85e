"""Labels, alignments and earlier runs, written by hand."""

from types import SimpleNamespace

import numpy as np
from hypothesis import strategies as st

from pipeline.compare.alignment import align
from pipeline.core.artifacts import Keyword, Topic, Topics
from samples import clustering_of, corpus

labels = st.integers(-1, 5)


def partitions(most=40):
    """Two labellings of the same documents, those without a topic among them."""
    return st.lists(st.tuples(labels, labels), max_size=most).map(
        lambda pairs: tuple(np.array(pairs, dtype=np.int32).reshape(-1, 2).T)
    )


def ids_of(found):
    """The topics that any document has."""
    return np.unique(found[found >= 0]).tolist()


def aligned(before, after, words_before=None, words_after=None, more_before=(), more_after=()):
    """Two labellings aligned; ``more`` are topics without any of the documents."""
    before, after = (np.array(side, dtype=np.int32) for side in (before, after))
    return align(
        before,
        after,
        [*ids_of(before), *more_before],
        [*ids_of(after), *more_after],
        words_before,
        words_after,
    )


def groups(found):
    """A labelling as the sets of documents that have a topic together."""
    return {frozenset(np.flatnonzero(found == topic).tolist()) for topic in ids_of(found)}


def numbered(found):
    """Labels 0, 1, ... by falling size, as clusterings have them."""
    found = np.array(found, dtype=np.int32)
    kept, counts = np.unique(found[found >= 0], return_counts=True)
    by_size = kept[np.argsort(-counts, kind="stable")].tolist()
    return np.array([by_size.index(t) if t >= 0 else -1 for t in found.tolist()], dtype=np.int32)


def documents(n, first=0):
    """A corpus of n documents with different texts, after the first so many."""
    whole = corpus(per_topic=first + n)
    return type(whole)(
        ids=tuple(f"{first + place}" for place in range(n)),
        titles=("",) * n,
        texts=whole.texts[first : first + n],
        first_copy=np.arange(n, dtype=np.int32),
        languages=("en",) * n,
        records=n,
    )


def topics_of(clustering, words=None):
    """A topic for each label, with these keywords."""
    keywords = [
        tuple(Keyword(word, 1.0) for word in (words or {}).get(topic, ()))
        for topic in range(clustering.n_topics)
    ]
    return Topics(
        tuple(
            Topic(0, topic, f"Topic {topic}", found, 1, ()) for topic, found in enumerate(keywords)
        )
    )


def clustering(found):
    """A clustering of one level."""
    return clustering_of(numbered(found))


def earlier(texts, found, identities, colours=None, keywords=None, fault=""):
    """A finished run as later ones see it."""
    ids = identities.ids
    return SimpleNamespace(
        ids=texts.ids,
        texts=texts.digests,
        found=np.asarray(identities.found),
        found_ids=tuple(ids_of(np.asarray(identities.found))),
        keywords=keywords or dict.fromkeys(ids, ()),
        colours=colours or dict(zip(ids, range(len(ids)), strict=True)),
        unused=identities.unused,
        fault=fault,
    )
