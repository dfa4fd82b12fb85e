"""Documents without much to say, and topics to correct."""

import numpy as np

from pipeline.core.artifacts import Keyword, Topic
from pipeline.core.corpus import Corpus


def texts(n):
    return Corpus(
        ids=tuple(f"d{document}" for document in range(n)),
        titles=("",) * n,
        texts=tuple(f"text {document}" for document in range(n)),
        first_copy=np.arange(n, dtype=np.int32),
    )


def topics_of(labels, level=0):
    return tuple(
        Topic(
            level=level,
            topic=topic,
            label=f"Level {level} topic {topic}",
            keywords=tuple(Keyword(f"word{topic}{k}", 1 / (k + 1)) for k in range(topic + 1)),
            size=int((labels == topic).sum()),
            representatives=tuple(np.flatnonzero(labels == topic).tolist()),
        )
        for topic in range(labels.max(initial=-1) + 1)
    )


def described(labels):
    """Topics that are described anew, when documents are given to them."""
    return tuple(
        Topic(
            0, topic.topic, f"Anew {topic.topic}", topic.keywords, topic.size, topic.representatives
        )
        for topic in topics_of(labels)
    )
