"""Where there is no hdbscan, as on Linux for arm64, the same search is made and it is said."""

import sys
import warnings
from importlib.metadata import Distribution, PackageNotFoundError
from types import SimpleNamespace

import numpy as np
import pytest

from pipeline.cluster.hdbscan import HDBSCAN
from pipeline.core.artifacts import Vectors
from pipeline.store import code
from pipeline.store.fingerprint import key_of, recipe_of


@pytest.fixture
def without_hdbscan(monkeypatch):
    def installed(name):
        if name == "hdbscan":
            raise PackageNotFoundError(name)
        return Distribution.from_name(name)

    monkeypatch.setitem(sys.modules, "hdbscan", None)
    monkeypatch.setattr(code, "Distribution", SimpleNamespace(from_name=installed))
    code.installed_version.cache_clear()
    yield
    code.installed_version.cache_clear()


def touching_blobs():
    """Six regions that run into each other: how it is searched shows."""
    draw = np.random.default_rng(4)
    centres = draw.normal(scale=2.2, size=(6, 4))
    rows = np.repeat(centres, 200, axis=0) + draw.normal(size=(1200, 4))
    return Vectors(rows.astype(np.float32))


@pytest.mark.parametrize("selection", ["eom", "leaf"])
@pytest.mark.parametrize("epsilon", [0.0, 0.5])
def test_the_stand_in_finds_what_an_exact_search_by_hdbscan_finds(selection, epsilon):
    rows = touching_blobs().values.astype(np.float64)
    method = HDBSCAN(cluster_selection_method=selection, cluster_selection_epsilon=epsilon).resolve(
        len(rows)
    )
    labels, probabilities = method._by_scikit_learn(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from hdbscan import HDBSCAN as Exact

        exact = Exact(**method.parameters(), algorithm="prims_kdtree").fit(rows)
    np.testing.assert_array_equal(labels, exact.labels_)
    np.testing.assert_allclose(probabilities, exact.probabilities_)
    assert labels.max() > 0


@pytest.mark.filterwarnings("error")
def test_topics_are_found_without_hdbscan_and_it_is_said(without_hdbscan):
    clustering = HDBSCAN()(touching_blobs())
    assert clustering.n_topics > 1
    (check,) = clustering.checks
    assert (check.code, check.severity) == ("C04", "info")
    assert "scikit-learn's HDBSCAN stands in" in check.message


def test_nothing_is_said_where_hdbscan_is_installed():
    assert HDBSCAN()(touching_blobs()).checks == ()


def test_results_of_the_two_have_different_keys(request):
    here = key_of(recipe_of(HDBSCAN()))
    request.getfixturevalue("without_hdbscan")
    assert recipe_of(HDBSCAN())["versions"]["hdbscan"] == "not installed"
    assert key_of(recipe_of(HDBSCAN())) != here
