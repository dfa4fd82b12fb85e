"""What a careful reader would object to, and nothing else."""

import dataclasses

import numpy as np
import pytest

import samples
from pipeline.core.stability import STEADY
from pipeline.evaluate.checks import theme_checks, topic_checks

LABELS = np.repeat(np.arange(3), 12)


def found(code, **given):
    """The messages of one check on three topics of twelve documents."""
    corpus, _, _, topics, themes = samples.inputs("evaluate")
    themes = dataclasses.replace(themes, **given.pop("themes", {}))
    clustering = samples.clustering_of(LABELS, **given)
    checks = [*topic_checks(corpus, clustering, topics.at(0))]
    checks += theme_checks(themes, clustering, topics.at(0))
    return [check.message for check in checks if check.code == code]


def test_a_shaky_topic_is_told_with_a_share_that_does_not_round_up_to_fair():
    (message,) = found("Q07", stabilities=((1.0, 0.8, 0.5999),))
    assert "59% of it comes back" in message


@pytest.mark.parametrize(("agreement", "told"), [(0.3, True), (STEADY, False), (None, False)])
def test_topics_that_another_seed_would_not_find_are_a_warning(agreement, told):
    messages = found("Q09", seed_agreements=() if agreement is None else (agreement,))
    assert bool(messages) == told
    assert all("agree to 0.30" in message for message in messages)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [((3,) * 25 + (14,) * 15, False), ((5,) * 18 + (3,) * 10 + (14,) * 12, True), ((), False)],
)
def test_a_number_of_topics_that_other_documents_would_change_is_a_warning(numbers, told):
    messages = found("Q10", redrawn_numbers=numbers)
    assert bool(messages) == told
    for message in messages:
        assert "3 are shown" in message
        assert "there would be 5 (18 of 40 times), 14 (12), 3 (10)" in message


def test_topics_that_themes_hardly_cover_are_told_together():
    _, _, _, topics, themes = samples.inputs("evaluate")
    assigned = np.zeros_like(themes.assigned)
    assigned[:4, 0] = True  # a third of the first topic
    (message,) = found("Q08", themes={"assigned": assigned})
    assert message.startswith("2 topics are hardly covered, at most 25%")
    assert [topic.label in message for topic in topics.at(0)] == [False, True, True]
    assigned[:, 0] = True
    assert found("Q08", themes={"assigned": assigned}) == []
