"""Principal components of any number of rows, one included."""

import numpy as np

from pipeline.core.artifacts import Check, FloatArray
from pipeline.core.threads import one_thread


def principal_components(values: FloatArray, n_components: int) -> FloatArray:
    """Project rows onto their directions of largest variance: (n, n_components) float32.

    The largest entry of every direction is positive, so that the sign is no accident.
    Directions that the data does not have (fewer rows than dimensions) are zero.
    """
    reduced = np.zeros((len(values), n_components), dtype=np.float32)
    centred = values.astype(np.float64) - values.mean(axis=0, dtype=np.float64)
    with one_thread():
        covariance = centred.T @ centred
        _, directions = np.linalg.eigh(covariance)
        found = min(n_components, max(len(values) - 1, 0), values.shape[1])
        directions = directions[:, ::-1][:, :found]
        largest = np.abs(directions).argmax(axis=0)
        directions = directions * np.sign(directions[largest, np.arange(found)])
        reduced[:, :found] = centred @ directions
    return reduced


def too_few(method: str, distinct: int, needed: int) -> tuple[Check, ...]:
    """The check that says a simpler reduction stood in."""
    message = (
        f"{distinct} different documents are too few for {method}, which needs {needed}; "
        "distances were taken along the directions of largest variance instead."
    )
    return (Check("R01", "warning", message, "Add documents, or read the map as a rough sketch."),)
