"""A layout that keeps apart what is apart: a random projection."""

import numpy as np

made = []


class UMAP:
    def __init__(
        self,
        *,
        n_neighbors=15,
        n_components=2,
        metric="euclidean",
        n_epochs=None,
        min_dist=0.1,
        random_state=None,
        build_algo="auto",
        verbose=False,
        output_type=None,
    ):
        self.given = {name: value for name, value in locals().items() if name != "self"}
        made.append(self)

    def fit_transform(self, X):
        assert X.dtype == np.float32 and X.ndim == 2
        self.rows = X
        draw = np.random.default_rng(self.given["random_state"])
        return (X @ draw.normal(size=(X.shape[1], self.given["n_components"]))).astype(np.float32)
