"""Internal measures: right where defined, silent with a reason where not."""

import dataclasses
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from pipeline.core.artifacts import Check, Topics
from pipeline.evaluate.internal import Internal


def quality(**changes):
    names = ("corpus", "vectors", "clustering", "topics", "themes")
    given_ = dict(zip(names, samples.inputs("evaluate"), strict=True)) | changes
    return Internal()(**given_)


def value(result, name):
    return next(measure.value for measure in result.measures if measure.name == name)


def test_the_planted_topics_are_measured():
    result = quality()
    assert value(result, "topics") == 3
    assert value(result, "share_without_topic") == 0
    assert value(result, "largest_topic") == pytest.approx(1 / 3)
    assert value(result, "topic_diversity") == 1
    assert value(result, "coherence_npmi") > 0.1
    assert value(result, "coherence_cv") > 0.3
    assert value(result, "dbcv") is not None
    assert value(result, "silhouette") > 0.1


def test_keywords_of_another_language_than_the_documents_are_not_looked_for_in_them():
    found = dict(zip(("corpus", "r", "c", "topics"), samples.inputs("evaluate"), strict=False))
    told = Check("D05", "info", "3 topics hold documents in several languages, named in English.")
    result = quality(topics=dataclasses.replace(found["topics"], checks=(told,)))
    assert value(result, "coherence_npmi") is None
    assert value(result, "coherence_cv") is None
    assert not {"Q11"} & {check.code for check in result.checks}


def test_the_silhouette_is_that_of_scikit_learn():
    from sklearn.metrics import silhouette_score

    _, vectors, found, *_ = samples.inputs("evaluate")
    expected = silhouette_score(vectors.values, found.labels)
    assert value(quality(), "silhouette") == pytest.approx(expected)


def test_density_is_unknown_without_hdbscan_and_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "hdbscan", None)
    (measure,) = (measure for measure in quality().measures if measure.name == "dbcv")
    assert measure.value is None
    assert "it takes the package hdbscan, which is not installed" in measure.reading


def test_what_holds_is_measured_where_the_method_tells():
    assert value(quality(), "seed_agreement") is None
    labels = np.repeat(np.arange(3), 12)
    firm = samples.clustering_of(labels, stabilities=((1.0, 0.8, 0.6),), seed_agreements=(0.9, 1.0))
    result = quality(clustering=firm)
    assert value(result, "stability") == pytest.approx(0.8)
    assert value(result, "seed_agreement") == pytest.approx(0.95)


def test_a_sample_is_said_to_be_one():
    names = ("corpus", "vectors", "clustering", "topics", "themes")
    result = Internal(subsample=20)(**dict(zip(names, samples.inputs("evaluate"), strict=True)))
    reading = next(m.reading for m in result.measures if m.name == "silhouette")
    assert "20 of 36" in reading


@given(st.lists(st.integers(-1, 2), min_size=36, max_size=36))
def test_any_labels_are_measured_or_the_reason_is_given(labels):
    used = sorted(set(labels) - {-1})
    renumbered = [used.index(label) if label >= 0 else -1 for label in labels]
    topics = Topics(samples.inputs("evaluate")[3].topics[: len(used)])
    for measure in quality(clustering=samples.clustering_of(renumbered), topics=topics).measures:
        assert measure.reading
        assert measure.value is None or np.isfinite(measure.value)
        if measure.value is None:
            assert "Undefined" in measure.reading


def test_objections():
    codes = [check.code for check in quality().checks]
    assert codes == ["Q06", "Q05"]
    crossed = samples.clustering_of(np.arange(36) % 3)
    assert {"Q11", "Q12", "Q13"} & {check.code for check in quality(clustering=crossed).checks}
    half = samples.clustering_of([0] * 20 + [1] * 4 + [-1] * 12)
    two = Topics(
        tuple(
            dataclasses.replace(
                topic, size=size, keywords=samples.inputs("evaluate")[3].topics[0].keywords
            )
            for topic, size in zip(samples.inputs("evaluate")[3].topics, (20, 4), strict=False)
        )
    )
    checks = {check.code: check for check in quality(clustering=half, topics=two).checks}
    assert checks["Q02"].message == "12 of 36 documents (33%) have no topic."
    assert len(checks["Q02"].documents) == 12
    assert "(20 of 36 documents, 56%)" in checks["Q03"].message
    assert "share 7 of 7 keywords" in checks["Q04"].message
    single = samples.clustering_of([0] * 36)
    alone = quality(clustering=single, topics=Topics(two.topics[:1]))
    assert "Q01" in [check.code for check in alone.checks]
    assert "Q03" not in [check.code for check in alone.checks]


def test_names_are_judged_by_the_documents_that_find_their_topic_by_them():
    topics = dict(zip(("c", "r", "cl", "topics"), samples.inputs("evaluate"), strict=False))[
        "topics"
    ]
    assert value(quality(), "found_by_name") is None
    tried = [
        dataclasses.replace(each, found_by_name=share)
        for each, share in zip(topics.topics, (1.0, 0.5, 0.0), strict=True)
    ]
    assert value(quality(topics=Topics(tuple(tried))), "found_by_name") == pytest.approx(0.5)
