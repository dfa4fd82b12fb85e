"""BERTopic: a folder that ``BERTopic.load`` opens, of the level of topics that the run shows.

The form is that of its ``save(folder, serialization="safetensors")``, version 0.17. Topics have the
numbers 0, 1, ... there, the largest first as in the run; the id that a topic has in the run is in
the column ``Run_Topic``.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core.artifacts import FloatArray, IntArray, Topics
from pipeline.core.errors import InputError
from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format, json_text
from pipeline.report.wording import count
from pipeline.runs.results import required_result

NOTHING = (("", 1e-05),)
"""How BERTopic spells a topic without words."""


class BERTopic(Format):
    """Topics with their keywords, names, sizes and centres, and the topic of each document.

    ``transform`` gives documents, with vectors made as the run makes them, the topic whose centre
    is nearest. The centre of no topic is that of the documents without one, as in BERTopic.
    """

    tool = "BERTopic"
    source = "https://maartengr.github.io/BERTopic/getting_started/serialization/serialization.html"

    def files(self, contents: Contents) -> Files:
        """topics.json, config.json and topic_embeddings.safetensors."""
        from safetensors.numpy import save

        numbers = _numbers(contents)
        labels = np.array([numbers[topic] for topic in contents.shown.topics.tolist()])
        rows = _centres(contents.vectors, labels.astype(np.int32), sorted(numbers.values()))
        held = (
            f"{count(len(numbers) - (-1 in numbers), 'topic')} of {count(len(labels), 'document')}"
        )
        return {
            "topics.json": File(json_text(_topics(contents, numbers, labels)), held),
            "config.json": File(json_text(_settings(contents))),
            "topic_embeddings.safetensors": File(save({"topic_embeddings": rows})),
        }

    def opening(self, folder: Path) -> str:
        """A line of Python."""
        return f"bertopic.BERTopic.load({str(folder)!r})"


def _numbers(contents: Contents) -> dict[int, int]:
    """The number there of each topic, by its id in the run; with -1 where there are such."""
    found = {topic: number for number, topic in enumerate(contents.shown.labels)}
    if not found:
        raise InputError(f"{contents.name}: has no topics, and a model of BERTopic needs some")
    return found | ({-1: -1} if (contents.shown.topics < 0).any() else {})


def _centres(vectors: FloatArray, labels: IntArray, numbers: Sequence[int]) -> FloatArray:
    """The mean vector of each topic: (topics, d) float32."""
    means = [vectors[labels == number].mean(axis=0, dtype=np.float64) for number in numbers]
    return np.stack(means).astype(np.float32)


def _topics(contents: Contents, numbers: dict[int, int], labels: IntArray) -> dict[str, Any]:
    """What topics.json holds."""
    shown = contents.shown
    words = {-1: NOTHING} | {numbers[topic]: words for topic, words in _weighted(contents)}
    by_number = sorted(numbers, key=numbers.__getitem__)
    return {
        "topic_representations": {number: words[number] for number in sorted(numbers.values())},
        "topics": labels.tolist(),
        "topic_sizes": {numbers[topic]: int((labels == numbers[topic]).sum()) for topic in numbers},
        "topic_mapper": [[number, number] for number in sorted(numbers.values())],
        "topic_labels": {},  # made of the words when it is loaded
        "custom_labels": [shown.labels.get(topic, "No topic") for topic in by_number],
        "_outliers": int(-1 in numbers),
        "topic_aspects": {"Run_Topic": {numbers[topic]: [str(topic)] for topic in by_number}},
    }


def _weighted(contents: Contents) -> Iterator[tuple[int, Sequence[tuple[str, float]]]]:
    """The keywords of each topic by its id, with the weights that they were described with.

    Where corrections changed a topic since, the weights fall as 1, 1/2, 1/3, ...
    """
    described = required_result(contents.run, "describe", Topics).at(contents.shown.level)
    known = {
        tuple(word.word for word in topic.keywords): [word.weight for word in topic.keywords]
        for topic in described
    }
    for topic, words in contents.shown.keywords.items():
        falling = [1 / place for place in range(1, len(words) + 1)]
        yield topic, list(zip(words, known.get(words, falling), strict=True)) or NOTHING


def _settings(contents: Contents) -> dict[str, Any]:
    """What config.json holds: BERTopic's settings, of which few have a counterpart in a run."""
    words = max(map(len, contents.shown.keywords.values()))
    return {
        "calculate_probabilities": False,
        "language": "multilingual",
        "low_memory": False,
        "min_topic_size": 10,
        "n_gram_range": [1, 1],
        "nr_topics": None,
        "seed_topic_list": None,
        "top_n_words": max(words, 1),
        "verbose": False,
        "zeroshot_min_similarity": 0.7,
        "zeroshot_topic_list": None,
    }
