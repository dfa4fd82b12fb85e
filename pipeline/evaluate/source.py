"""Whether topics follow the source of the texts, such as who wrote them, instead of a subject."""

from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.core.artifacts import Check, Clustering, IntArray, Strings, Topic
from pipeline.core.corpus import Corpus
from pipeline.numerics.contingency import crosstab
from pipeline.numerics.handles import find_nicknames, handle_spans
from pipeline.numerics.names import Names, find_names, is_who, merged
from pipeline.numerics.speakers import Speakers, find_speakers
from pipeline.numerics.tokens import fold

ALIKE = 0.6
"""Adjusted mutual information from which on topics are nearly the values of a column."""

MOSTLY = 0.8
"""Share of a topic's documents with one value from which on it is nearly that value."""

ENOUGH, TELLING = 20, 0.3
"""Documents, and their share of those with a topic, that must have a value."""

NAMED = 0.5
"""Share of a topic's keywords that are names, from which on it is named after people."""

SHOWN = 5
"""Names that are told."""

# fmt: off
SOURCES = frozenset({
    "account", "blog", "board", "book", "brand", "channel", "company", "corpus", "dataset",
    "episode", "file", "filename", "forum", "interview", "journal", "magazine", "newspaper",
    "novel", "outlet", "paper", "parent", "play", "poem", "program", "programme", "publication",
    "publisher", "room", "series", "show", "site", "source", "station", "subreddit", "thread",
    "website", "work",
})
# fmt: on
"""What a column is called that says where a text is from."""


def source_checks(
    corpus: Corpus, clustering: Clustering, topics: Sequence[Topic]
) -> Iterator[Check]:
    """Objections to topics that may be the source of the texts."""
    if clustering.n_topics < 1:
        return
    speakers = find_speakers(corpus.own_texts)
    names = find_names(corpus.own_texts, corpus.groups, speakers)
    if clustering.n_topics > 1:
        whole = {"parent": corpus.parents} if corpus.parents else {}
        for column, values in {**corpus.groups, **whole}.items():
            yield from _column(corpus, clustering, column, values, names)
        yield from _in_texts(clustering, _handles(corpus, speakers))
    yield from _named_after(topics, names)


def _column(
    corpus: Corpus, clustering: Clustering, column: str, values: Strings, names: Names
) -> Iterator[Check]:
    """Q20: the topics are nearly the values of a column."""
    told = _likeness(clustering, values)
    if told is None or told[0] < ALIKE:
        return
    found, mostly = told
    source = is_who(column) or fold(column).replace(" ", "_") in SOURCES
    possibly = (
        "You may be seeing the source of the texts, not their subjects."
        if source
        else f"If {column!r} is where texts are from, not what they are about, you see the source."
    )
    message = (
        f"The topics are nearly the values of {column!r}: their adjusted mutual information is "
        f"{found:.2f}, where 1 is the same and 0 is chance, and {mostly} of "
        f"{clustering.n_topics} topics have {MOSTLY:.0%} or more of their documents from one "
        f"value. {possibly}"
    )
    holding = sum(bool(names.spans(text)) for text in corpus.own_texts)
    if 2 * holding >= len(corpus):
        advice = (
            f"If {column!r} is no subject of yours, set load.mask: names; {holding:,} of "
            f"{len(corpus):,} texts hold names that it finds."
        )
    else:
        advice = (
            f"If {column!r} is no subject of yours, mask the words that tell it (load.mask takes "
            "regular expressions), or look at one value at a time."
        )
    yield Check("Q20", "warning" if source else "info", message, advice)


def _in_texts(clustering: Clustering, handles: Strings) -> Iterator[Check]:
    """Q21: the topics are nearly the handles in the texts."""
    told = _likeness(clustering, handles)
    if told is None or told[0] < ALIKE:
        return
    message = (
        "The topics are nearly the handles in the texts: the adjusted mutual information is "
        f"{told[0]:.2f}, where 1 is the same and 0 is chance. You may be seeing who speaks, not "
        "what of."
    )
    yield Check("Q21", "warning", message, "Set load.mask: handles.")


def _named_after(topics: Sequence[Topic], names: Names) -> Iterator[Check]:
    """Q22: topics whose keywords are mostly names."""
    after = {
        topic.label: found
        for topic in topics
        if (found := [word.word for word in topic.keywords if _is_name(word.word, names)])
        and len(found) >= NAMED * len(topic.keywords)
    }
    if not after:
        return
    examples = dict.fromkeys(name for found in after.values() for name in found[:2])
    which = f"“{next(iter(after))}”" if len(after) == 1 else f"{len(after)} of {len(topics)} topics"
    message = (
        f"{which} {'is' if len(after) == 1 else 'are'} named mostly after people that the texts "
        f"name or are by ({', '.join(list(examples)[:SHOWN])}). You may be seeing the source of "
        "the texts, not their subjects."
    )
    advice = "If the people are no subject of yours, set load.mask: names."
    yield Check("Q22", "warning", message, advice)


def _likeness(clustering: Clustering, values: Strings) -> tuple[float, int] | None:
    """How alike topics and values are (AMI), and how many topics are mostly one value.

    None where too few documents have a value, or most have one of their own. Vinh, Epps &
    Bailey (2010), jmlr.org/papers/v11/vinh10a.html; by the mean of the entropies.
    """
    from sklearn.metrics import adjusted_mutual_info_score

    number = {value: place for place, value in enumerate(dict.fromkeys(filter(None, values)))}
    of = np.array([number.get(value, -1) for value in values], dtype=np.int32)
    told = (of >= 0) & (clustering.labels >= 0)
    n = int(told.sum())
    few = n < max(ENOUGH, TELLING * int((clustering.labels >= 0).sum()))
    if few or not 2 <= len(number) <= n / 2:
        return None
    labels, of = clustering.labels[told], of[told]
    return float(adjusted_mutual_info_score(of, labels)), _mostly(labels, of)


def _mostly(labels: IntArray, values: IntArray) -> int:
    counts = crosstab(labels, values)
    return int((counts.max(axis=1) >= MOSTLY * np.maximum(counts.sum(axis=1), 1)).sum())


def _handles(corpus: Corpus, speakers: Speakers) -> Strings:
    """The first handle in each text, folded; empty where there is none."""
    nicknames = find_nicknames(corpus.own_texts, speakers)
    first = (merged(handle_spans(text, nicknames))[:1] for text in corpus.own_texts)
    return tuple(
        fold(text[slice(*spans[0])]).strip("<>:") if spans else ""
        for text, spans in zip(corpus.own_texts, first, strict=True)
    )


def _is_name(word: str, names: Names) -> bool:
    """Whether a keyword is a name, in whole or in a word; as keywords are spelled."""
    folded = fold(word)
    return folded in names.anywhere or any(part in names.anywhere for part in folded.split())
