"""The nearest rows: exact, in order, and the same in any number of threads."""

import numpy as np

from pipeline.engines.local import Local
from pipeline.numerics import neighbors as module
from pipeline.numerics.neighbors import nearest
from pipeline.numerics.normalize import unit_rows


def rows(n, seed):
    return unit_rows(np.random.default_rng(seed).normal(size=(n, 6)).astype(np.float32))


def test_the_nearest_come_first_and_nobody_is_its_own():
    some = rows(50, 0)
    alike = some @ some.T
    np.fill_diagonal(alike, -np.inf)
    index, cosines = nearest(some, some, 7, apart=True)
    np.testing.assert_array_equal(index, np.argsort(-alike, axis=1)[:, :7])
    np.testing.assert_allclose(cosines, -np.sort(-alike, axis=1)[:, :7], atol=1e-6)


def test_blocks_and_threads_change_nothing(monkeypatch):
    asking, among = rows(90, 1), rows(40, 2)
    monkeypatch.setattr(module, "BLOCK", 40 * 16)
    one = nearest(asking, among, 3)
    monkeypatch.setattr(module, "CHOICE", 40 * 5)
    several = nearest(asking, among, 3, engine=Local(3))
    for mine, theirs in zip(one, several, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    np.testing.assert_array_equal(nearest(asking, among, 1)[0][:, 0], one[0][:, 0])


def test_equal_rows_are_told_in_their_order_however_many():
    """Where thousands are as near as the last one told, none is lost and the first ones win."""
    asking, among = rows(3, 1), np.repeat(rows(2, 2), 1500, axis=0)
    index, cosines = nearest(asking, among, 4)
    better = (asking @ among[::1500].T).argmax(axis=1) * 1500
    np.testing.assert_array_equal(index, better[:, None] + np.arange(4))
    assert (np.diff(cosines) == 0).all()
