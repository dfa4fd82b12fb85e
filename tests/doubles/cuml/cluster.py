"""Groups of rows that are tied to each other over short distances."""

import numpy as np

made = []


class HDBSCAN:
    def __init__(
        self,
        *,
        min_cluster_size=5,
        min_samples=None,
        cluster_selection_epsilon=0.0,
        metric="euclidean",
        cluster_selection_method="eom",
        allow_single_cluster=False,
        prediction_data=False,
        build_algo="brute_force",
        verbose=False,
        output_type=None,
    ):
        self.given = {name: value for name, value in locals().items() if name != "self"}
        made.append(self)

    def fit_predict(self, X):
        assert X.dtype == np.float32 and X.ndim == 2
        self.rows = X
        away = np.linalg.norm(X[:, None] - X[None], axis=-1)
        tied = away <= 2 * np.median(np.sort(away, axis=1)[:, self.given["min_samples"]])
        groups = np.arange(len(X))
        for _ in range(len(X)):
            groups = np.where(tied, groups[None], len(X)).min(axis=1)
        sizes = np.bincount(groups, minlength=len(X))[groups]
        found = np.unique(groups[sizes >= self.given["min_cluster_size"]])
        labels = np.where(np.isin(groups, found), np.searchsorted(found, groups), -1)
        self.probabilities_ = np.where(labels < 0, 0, 1 / (1 + away.mean(axis=1))).astype("f4")
        return labels.astype(np.int64)
