"""New documents: of the planted topics, and of something else entirely."""

import numpy as np

import planted
from pipeline.core.corpus import Corpus

SPACE = "telescope galaxy nebula quasar supernova comet asteroid satellite eclipse meteor"


def of_the_topics(per_topic=3, seed=11):
    """Planted records that no run has seen, under ids of their own."""
    found = planted.rows(per_topic, seed)
    return [{**record, "id": f"new {record['id']}"} for record in found]


def of_something_else(count=20):
    """Records about the sky, of which the planted corpus has no word."""
    words = SPACE.split()
    return [
        {
            "id": f"sky{number}",
            "title": f"{words[number % 10]} {words[(number + 3) % 10]}".title(),
            "body": f"Astronomers saw {words[number % 10]}, {words[(number + 1) % 10]} and "
            f"{words[(number + 4) % 10]} again, catalogue entry {number}.",
            "day": "2025-01-15",
            "team": "north",
            "planted": "",
        }
        for number in range(count)
    ]


def corpus_of(records):
    """The records as a corpus."""
    n = len(records)
    return Corpus(
        ids=tuple(record["id"] for record in records),
        titles=tuple(record["title"] for record in records),
        texts=tuple(record["body"] for record in records),
        first_copy=np.arange(n, dtype=np.int32),
        records=n,
    )
