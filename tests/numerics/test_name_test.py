"""The name test: whose documents are nearest to its name."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.core.artifacts import Topic, Topics, Vectors
from pipeline.numerics import neighbors
from pipeline.numerics.name_test import found_by_name, with_found_by_name
from samples import clustering_of

LABELS = np.array([0, 0, 0, 0, 1, 1, -1], dtype=np.int32)
ROWS = np.eye(3, dtype=np.float32)[[0, 0, 0, 1, 1, 0, 1]]
"""Three of four documents are as the first name is, one of two as the second."""


def topics(*labels, level=0):
    return tuple(Topic(level, number, label, (), 1, ()) for number, label in enumerate(labels))


def test_a_topic_is_found_by_the_documents_that_are_nearest_to_its_name():
    names = np.eye(3, dtype=np.float32)[:2]
    assert found_by_name(names, Vectors(ROWS), LABELS).tolist() == [0.75, 0.5]
    assert found_by_name(names[::-1], Vectors(ROWS), LABELS).tolist() == [0.25, 0.5]


def test_names_that_say_nothing_are_right_for_one_document_in_so_many_names(monkeypatch):
    monkeypatch.setattr(neighbors, "BLOCK", 100_000)
    draw = np.random.default_rng(0)
    names, rows = (draw.normal(size=(n, 40)).astype(np.float32) for n in (10, 30_000))
    labels = draw.integers(10, size=30_000).astype(np.int32)
    assert len(rows) * len(names) > neighbors.BLOCK, "in more than one block"
    found = found_by_name(names, Vectors(rows), labels)
    assert found.mean() == pytest.approx(0.1, abs=0.01)


def test_names_are_compared_with_those_of_their_own_level():
    coarse = np.where(LABELS < 0, -1, 0).astype(np.int32)
    clustering = replace(clustering_of(LABELS), levels=np.stack([coarse, LABELS]), level=1)
    both = Topics((*topics("first", level=0), *topics("first", "second", level=1)))
    asked = []

    def encode(labels):
        asked.append(list(labels))
        return np.eye(3, dtype=np.float32)[[("first", "second").index(label) for label in labels]]

    done = with_found_by_name(both, Vectors(ROWS), clustering, encode)
    assert [each.found_by_name for each in done.topics] == [1.0, 0.75, 0.5]
    assert asked == [["first", "second"]], "each name is read once"
    assert [replace(each, found_by_name=None) for each in done.topics] == list(both.topics)


def test_without_topics_nothing_is_read():
    empty, labels = Topics(()), np.full(3, -1, dtype=np.int32)
    assert with_found_by_name(empty, Vectors(ROWS[:3]), clustering_of(labels), pytest.fail) is empty
