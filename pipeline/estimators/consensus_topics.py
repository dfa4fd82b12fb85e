"""Topics that hold, as a clusterer of scikit-learn."""

from typing import Any, Literal, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from pipeline.core.artifacts import Check, Vectors
from pipeline.core.method import Method
from pipeline.core.threads import one_thread
from pipeline.estimators.parameters import in_words, seed_of, threads_of
from pipeline.numerics.neighbors import nearest
from pipeline.numerics.normalize import unit_rows

Auto = Literal["auto"]
M = TypeVar("M", bound=Method)


class ConsensusTopics(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Find topics that come back whichever part of the documents is left out.

    The method of ``cluster: {method: consensus}``, on an array of your own: embeddings, or what
    UMAP made of them. Rows are compared by the angle between them. As ``hdbscan_model`` of a
    BERTopic it needs no more::

        BERTopic(hdbscan_model=ConsensusTopics())

    Parameters
    ----------
    n_topics : int or "auto"
        Topics of the default level at most; auto: 5 to 60, as the resamples agree.
    min_cluster_size : int or "auto"
        Fewest rows in a topic; auto: 5.
    n_resamples : int or "auto"
        Times that a part is left out; auto: 20 to 100, more on few rows.
    resample_fraction : float
        Part of the rows that a resample keeps, 0.5 to 0.95.
    n_neighbors : int or "auto"
        Neighbours that a row is tied to; auto: a twelfth of the rows, 2 to 20.
    subsample : int
        Rows that topics are found in, where there are more.
    min_membership : float
        Share of the resamples that a row must be with its topic, 0 to 1; below it has none.
    random_state : int or RandomState
        The seed; nothing is random beside it.
    n_jobs : int or None
        Processor threads; None = 1, -1 = all there are, -2 = all but one.

    Attributes
    ----------
    labels_ : (n,) int32
        The topic of each row, by falling size; -1 = none.
    strengths_ : (n,) float32
        Share of the resamples in which a row is with its topic, 0 to 1.
    stabilities_ : (topics,) float64
        How well each topic comes back when rows are left out, 0 to 1.
    levels_ : (levels, n) int32
        The topics of each level, from coarse to fine; one of them repeats ``labels_``.
    seed_agreement_ : float
        How alike two other seeds find the topics (adjusted Rand index, at most 1); NaN where
        there are none.
    checks_ : list of Check
        What to know of the result: why there are no topics, say.
    n_features_in_ : int
        Columns of what was fitted.

    """

    def __init__(
        self,
        n_topics: int | Auto = "auto",
        *,
        min_cluster_size: int | Auto = "auto",
        n_resamples: int | Auto = "auto",
        resample_fraction: float = 0.8,
        n_neighbors: int | Auto = "auto",
        subsample: int = 20_000,
        min_membership: float = 0.3,
        random_state: int | np.random.RandomState = 0,
        n_jobs: int | None = -1,
    ) -> None:
        self.n_topics = n_topics
        self.min_cluster_size = min_cluster_size
        self.n_resamples = n_resamples
        self.resample_fraction = resample_fraction
        self.n_neighbors = n_neighbors
        self.subsample = subsample
        self.min_membership = min_membership
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: ArrayLike, y: Any = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Find the topics of ``X`` (n, dimensions); ``y`` is left alone.

        Raises ``ValueError`` for rows that are no finite numbers, and for a parameter outside
        its range.
        """
        from pipeline.cluster.consensus import Consensus
        from pipeline.neighbors.exact import Exact

        rows = Vectors(validate_data(self, X, dtype=np.float32))
        settings = self.get_params(deep=False)
        del settings["random_state"], settings["n_jobs"]
        subsample = settings.pop("subsample")
        seed, threads = seed_of(self.random_state), threads_of(self.n_jobs)
        find = _checked(Consensus, **settings, seed=seed, threads=threads)
        look = _checked(Exact, n_neighbors=find.most_tied, subsample=subsample, threads=threads)
        found = find(rows, look(rows))
        self.labels_: NDArray[np.int32] = found.labels
        self.strengths_: NDArray[np.float32] = found.strengths
        self.levels_: NDArray[np.int32] = found.levels
        held = found.stabilities[found.level] if found.stabilities else ()
        self.stabilities_: NDArray[np.float64] = np.array(held, dtype=np.float64)
        agreed = found.seed_agreements
        self.seed_agreement_: float = float(np.mean(agreed)) if agreed else float("nan")
        self.checks_: list[Check] = list(found.checks)
        self._fitted = unit_rows(rows.values)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.int32]:  # noqa: N803 - scikit-learn's name
        """The topics of the fitted rows nearest to those of ``X`` by angle: (m,), -1 = none."""
        check_is_fitted(self)
        rows = unit_rows(validate_data(self, X, dtype=np.float32, reset=False))
        with one_thread():
            places, _ = nearest(rows, self._fitted, 1)
        return self.labels_[places[:, 0]]


def _checked(method: type[M], **settings: Any) -> M:
    """A method with settings of its own. Raises ``ValueError`` for one outside its range."""
    from pydantic import ValidationError

    try:
        return method(**settings)
    except ValidationError as error:
        raise ValueError(in_words(method, error)) from None
