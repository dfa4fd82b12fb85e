import numpy as np
import pytest
from scipy.stats import chi2_contingency, fisher_exact

from pipeline.numerics.statistics import false_discovery_p
from pipeline.report.shares.chance import group_chance, scatter, trend, trend_chance


def counts(*values):
    return np.array(values, dtype=np.int32)


def drawn(shares, sizes, rows, seed=0):
    """Rows of documents that count, drawn with these shares of these sizes."""
    shares = np.broadcast_to(shares, (rows, len(sizes)))
    return np.random.default_rng(seed).binomial(sizes, shares).astype(np.int32)


def test_the_trend_is_that_of_the_textbook():
    """Malformations by alcohol, Agresti (2002), Categorical Data Analysis, 3.4.2: z² = 6.57."""
    wholes = counts(17114, 14502, 793, 127, 38)
    z = trend(counts([48, 38, 5, 1, 1]), wholes, counts(0, 1, 3, 8, 14))
    assert z[0] == pytest.approx(2.563, abs=0.001)


def test_scatter_is_pearsons_chi_square():
    parts, wholes = counts([12, 30, 7, 41]), counts(40, 55, 35, 90)
    expected = chi2_contingency(np.vstack([parts, wholes - parts]), correction=False).statistic
    assert scatter(parts, wholes)[0] == pytest.approx(expected)


def test_all_or_none_of_the_documents_have_no_trend():
    wholes = counts(20, 30, 40)
    parts = counts([0, 0, 0], [20, 30, 40])
    assert trend(parts, wholes, counts(0, 1, 2)).tolist() == [0, 0]
    p, alike = trend_chance(parts, wholes, counts(0, 1, 2))
    assert p.tolist() == alike.tolist() == [1, 1]


@pytest.mark.parametrize(("periods", "size", "share"), [(3, 60, 0.2), (6, 200, 0.3), (20, 40, 0.1)])
def test_flat_shares_are_called_a_trend_as_often_as_they_may_be(periods, size, share):
    sizes, times = np.full(periods, size, np.int32), np.arange(periods, dtype=np.int32)
    p, alike = trend_chance(drawn(share, sizes, 4000), sizes, times)
    assert 0.035 < (p < 0.05).mean() < 0.065
    assert (alike < 0.05).mean() < 0.065


def test_waves_are_not_taken_for_trends():
    """Documents that come in waves: the plain test takes half of them for trends."""
    sizes, times = np.full(12, 300, np.int32), np.arange(12, dtype=np.int32)
    waves = np.random.default_rng(1).beta(4, 36, (2000, 12))
    parts = drawn(waves, sizes, 2000)
    p, alike = trend_chance(parts, sizes, times)
    assert (np.abs(trend(parts, sizes, times)) > 1.96).mean() > 0.4
    assert (p < 0.05).mean() < 0.08
    assert (alike < 0.05).mean() > 0.9


def test_a_trend_is_found_also_where_waves_are_on_top():
    sizes, times = np.full(12, 300, np.int32), np.arange(12, dtype=np.int32)
    p, _ = trend_chance(drawn(np.linspace(0.05, 0.2, 12), sizes, 500), sizes, times)
    assert (p < 0.001).mean() > 0.99
    waves = np.linspace(0.05, 0.2, 12) * np.random.default_rng(1).uniform(0.7, 1.3, (500, 12))
    p, _ = trend_chance(drawn(waves, sizes, 500), sizes, times)
    assert (p < 0.05).mean() > 0.9


def test_groups_are_held_against_all_others():
    parts, sizes, totals, n = counts([40, 2], [1, 3]), counts(100, 20), counts(90, 5), 400
    p = group_chance(parts, sizes, totals, n)
    for row, group in np.ndindex(2, 2):
        inside, size, total = parts[row, group], sizes[group], totals[row]
        square = [[inside, size - inside], [total - inside, n - size - total + inside]]
        if chi2_contingency(square).expected_freq.min() >= 5:
            assert p[row, group] == pytest.approx(chi2_contingency(square, correction=False).pvalue)
        else:
            sides = [fisher_exact(square, side).pvalue for side in ("less", "greater")]
            assert p[row, group] == pytest.approx(min(2 * min(sides), 1))


def test_groups_drawn_at_random_are_seldom_marked():
    chance = np.random.default_rng(2)
    group, row = chance.integers(0, 5, 600), chance.random((600, 400)) < 0.05
    parts = np.array([row[group == g].sum(axis=0) for g in range(5)], np.int32).T
    sizes = np.bincount(group).astype(np.int32)
    p = group_chance(parts, sizes, row.sum(axis=0).astype(np.int32), 600)
    assert (p < 0.05).mean() < 0.06
    assert (false_discovery_p(p, np.ones_like(p, np.bool_)) < 0.05).sum() <= 1
