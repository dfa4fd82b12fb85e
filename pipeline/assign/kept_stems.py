"""Kept stems: what was read of the texts of a run, so that of new ones beside them these alone are.

Where words stand in the texts is not kept: it is asked of new ones alone.
"""

import numpy as np

from pipeline.assign.stems import Stemmer, Stems
from pipeline.core.artifacts import BoolArray, Learned
from pipeline.numerics.numbers import Numbers

STEMS, WAY = "stems", "way"
"""What is kept as words: the vocabulary, and how it was read (``Stemmer.way``)."""


def learned_of(stems: Stems, stemmer: Stemmer) -> Learned:
    """Stems as they are kept, with the words of each sentence and the sentences of each text."""
    counts = {
        "words": np.bincount(stems.sentence, minlength=len(stems.owner)),
        "sentences": np.bincount(stems.owner, minlength=stems.n_documents),
    }
    arrays = {"stem": stems.stem, **counts}
    small = {name: array.astype(np.int32) for name, array in arrays.items()}
    vocabulary = {STEMS: stems.vocabulary, WAY: stemmer.way}
    return Learned(vocabulary, {**small, "titled": stems.titled})


def kept_stems(learned: Learned, stemmer: Stemmer) -> Stems | None:
    """The stems that were kept, at no places; None where others were read, or none were kept."""
    if learned.vocabulary.get(WAY) != stemmer.way:
        return None
    words, sentences = learned.learned["words"], learned.learned["sentences"]
    stem = learned.learned["stem"].astype(np.int64)
    nowhere = np.zeros(len(stem), dtype=np.int64)
    return Stems(
        vocabulary=learned.vocabulary[STEMS],
        stem=stem,
        start=nowhere,
        end=nowhere,
        sentence=np.repeat(np.arange(len(words)), words),
        spans=np.zeros((len(words), 2), dtype=np.int64),
        owner=np.repeat(np.arange(len(sentences)), sentences),
        titled=np.asarray(learned.learned["titled"]),
        n_documents=len(sentences),
    )


def side_by_side(one: Stems, other: Stems, of_other: BoolArray) -> Stems:
    """The stems of the documents of both, as if they were read together.

    ``of_other`` (documents of both,) says whose each is.
    """
    numbers = Numbers[str](one.numbers)
    ours = np.array([numbers[stem] for stem in other.vocabulary], np.int64)
    places = np.flatnonzero(~of_other), np.flatnonzero(of_other)
    owner = np.concatenate([places[0][one.owner], places[1][other.owner]])
    sentence = np.concatenate([one.sentence, len(one.owner) + other.sentence])
    sentences, words = (np.argsort(of, kind="stable") for of in (owner, owner[sentence]))
    place = np.empty_like(sentences)
    place[sentences] = np.arange(len(sentences))
    stem = np.concatenate([one.stem, ours[other.stem]])[words]
    first = np.empty(len(numbers), dtype=np.int64)  # where each stem comes first
    first[stem[::-1]] = np.arange(len(stem))[::-1]
    order = np.argsort(first)
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    vocabulary = tuple(numbers)
    return Stems(
        vocabulary=tuple(vocabulary[known] for known in order.tolist()),
        stem=number[stem],
        start=np.concatenate([one.start, other.start])[words],
        end=np.concatenate([one.end, other.end])[words],
        sentence=place[sentence][words],
        spans=np.concatenate([one.spans, other.spans])[sentences],
        owner=owner[sentences],
        titled=np.concatenate([one.titled, other.titled])[sentences],
        n_documents=len(of_other),
    )
