"""The clusterer for scikit-learn: its rules, and the topics of a run."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from pipeline import ConsensusTopics
from pipeline.cluster import cloud
from pipeline.cluster.consensus import Consensus
from pipeline.core.artifacts import Vectors
from pipeline.neighbors.exact import Exact


@pytest.fixture(scope="module")
def rows():
    """Four groups of 40 in 20 dimensions."""
    draw = np.random.default_rng(0)
    centres = draw.normal(size=(4, 20))
    return np.repeat(centres, 40, axis=0) + draw.normal(size=(160, 20)) * 0.2


@pytest.fixture
def soon(monkeypatch):
    """Whether topics are more than a cloud has is asked elsewhere, and takes most of the time."""
    monkeypatch.setattr(cloud, "RESAMPLES", (5, 5))
    monkeypatch.setattr(cloud, "CLOUDS", (1, 1))


@pytest.mark.usefixtures("soon")
@parametrize_with_checks([ConsensusTopics(3, n_resamples=5)])
def test_the_rules_of_scikit_learn(estimator, check):
    """Three topics, as its check of clusterers asks for three of those that call it n_clusters."""
    check(estimator)


def test_it_finds_what_the_method_of_a_config_finds(rows):
    found = ConsensusTopics(n_resamples=10, random_state=3).fit(rows)
    expected = Consensus(n_resamples=10, seed=3)(Vectors(rows.astype(np.float32)))
    assert np.array_equal(found.labels_, expected.labels) and found.labels_.max() >= 1
    assert np.array_equal(found.strengths_, expected.strengths)
    assert np.array_equal(found.levels_, expected.levels)
    assert len(found.stabilities_) == found.labels_.max() + 1
    assert 0 < found.seed_agreement_ <= 1


@pytest.mark.usefixtures("soon")
def test_new_rows_have_the_topic_of_the_nearest(rows):
    asked = ConsensusTopics(4, n_resamples=5).fit(rows)
    assert np.array_equal(asked.predict(rows), asked.labels_)
    assert np.array_equal(asked.predict(rows[::40] * 3 + 0.01), asked.labels_[::40])
    with pytest.raises(ValueError, match="19 features"):
        asked.predict(rows[:, :19])


def test_its_defaults_are_those_of_the_method():
    ours = ConsensusTopics().get_params()
    assert (ours.pop("random_state"), ours.pop("n_jobs")) == (Consensus().seed, -1)
    assert ours.pop("subsample") == Exact().subsample
    assert ours == {name: getattr(Consensus(), name) for name in ours}


@pytest.mark.usefixtures("soon")
def test_a_copy_and_a_pipeline_find_the_same_and_another_seed_is_heard(rows):
    asked = ConsensusTopics(n_resamples=10, n_topics=6)
    labels = asked.fit_predict(rows)
    assert labels.max() >= 3
    assert np.array_equal(clone(asked).fit_predict(rows), labels)
    assert np.array_equal(
        make_pipeline(PCA(10), clone(asked)).fit_predict(rows),
        clone(asked).fit_predict(PCA(10).fit_transform(rows)),
    )
    one, other = (np.random.RandomState(7) for _ in range(2))
    assert np.array_equal(
        clone(asked).set_params(random_state=one).fit_predict(rows),
        clone(asked).set_params(random_state=other).fit_predict(rows),
    )


@pytest.mark.usefixtures("soon")
def test_threads_are_asked_for_as_in_scikit_learn(rows):
    asked = ConsensusTopics(4, n_resamples=5)
    labels = asked.fit_predict(rows)
    assert labels.max() == 3
    for n_jobs in (None, 1, -2):
        assert np.array_equal(clone(asked).set_params(n_jobs=n_jobs).fit_predict(rows), labels)
    with pytest.raises(ValueError, match="n_jobs: 0 threads"):
        clone(asked).set_params(n_jobs=0).fit(rows)


def test_too_few_rows_have_no_topic_and_are_told_why():
    found = ConsensusTopics().fit(np.eye(6))
    assert (found.labels_ == -1).all() and np.isnan(found.seed_agreement_)
    assert "too few" in found.checks_[0].message


@pytest.mark.parametrize(
    ("parameter", "value"), [("n_topics", 1), ("resample_fraction", 2), ("random_state", None)]
)
def test_a_parameter_outside_its_range_is_named(rows, parameter, value):
    with pytest.raises(ValueError, match=f"^{parameter}: .*expected"):
        ConsensusTopics(**{parameter: value}).fit(rows)


def test_bertopic_takes_it_in_the_place_of_hdbscan(rows):
    from bertopic import BERTopic
    from bertopic.dimensionality import BaseDimensionalityReduction

    texts = [f"{['sea', 'moon', 'wood', 'iron'][row // 40]} number {row}" for row in range(160)]
    topics = BERTopic(
        umap_model=BaseDimensionalityReduction(), hdbscan_model=ConsensusTopics(n_resamples=10)
    )
    found, _ = topics.fit_transform(texts, rows)
    ours = ConsensusTopics(n_resamples=10).fit_predict(rows)
    assert adjusted_rand_score(found, ours) == 1  # it numbers topics of one size anew
    again, _ = topics.transform(texts[::40], rows[::40])
    assert list(again) == [found[place] for place in range(0, 160, 40)]
    assert {words[0][0] for words in topics.get_topics().values()} == {
        "sea",
        "moon",
        "wood",
        "iron",
    }
