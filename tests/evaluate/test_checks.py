"""What a careful reader would object to, and nothing else."""

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

import pipeline
import samples
from pipeline.core.bars import BARS
from pipeline.core.stability import STEADY
from pipeline.evaluate.internal import Internal

LABELS = np.repeat(np.arange(3), 12)


def found(code, **given):
    """The messages of one check on three topics of twelve documents."""
    corpus, reduced, _, topics, themes = samples.inputs("evaluate")
    themes = dataclasses.replace(themes, **given.pop("themes", {}))
    clustering = samples.clustering_of(LABELS, **given)
    checks = Internal()(corpus, reduced, clustering, topics, themes).checks
    return [check.message for check in checks if check.code == code]


def test_a_shaky_topic_is_told_with_a_share_that_does_not_round_up_to_fair():
    (message,) = found("Q07", stabilities=((1.0, 0.8, 0.5999),))
    assert "less than 60% comes back" in message and "(59%)" in message


def test_topics_that_other_seeds_do_not_find_are_a_warning():
    torn = np.array([LABELS, LABELS, np.where(LABELS == 2, np.arange(36) % 4 + 2, LABELS)])
    assert not found("Q14", replicas=torn[:2].astype(np.int32))
    (message,) = found("Q14", replicas=torn[[2, 2, 0]].astype(np.int32))
    assert "Other seeds find less than 60% of it again" in message and "(50%)" in message


def test_a_theme_that_most_have_and_documents_with_several_are_warnings():
    _, _, _, _, themes = samples.inputs("evaluate")
    assigned = np.zeros_like(themes.assigned)
    assigned[:22] = True
    (wide,) = found("Q06", themes={"assigned": assigned})
    assert "More than 60% of the documents have the same theme" in wide
    assert "22 of 36 documents, 61%" in wide
    (several,) = found("Q15", themes={"assigned": assigned})
    assert several.startswith("61% of the documents have more than one theme")
    assigned[18:] = False
    assert not found("Q06", themes={"assigned": assigned})
    assert not found("Q15", themes={"assigned": assigned})


def test_the_page_on_the_report_tells_every_bar():
    page = (Path(pipeline.__file__).parents[1] / "docs" / "report.md").read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \| (.*) \| (Q\d\d) \|$", page, re.MULTILINE)
    assert told == [
        (
            bar.measure,
            f"{bar.most:g} or less" if np.isinf(bar.least) else f"{bar.least:g} or more",
            bar.code,
        )
        for bar in BARS
    ]


def test_every_bar_has_a_code_of_its_own_and_says_what_to_do():
    assert len({bar.code for bar in BARS}) == len({bar.measure for bar in BARS}) == len(BARS)
    for bar in BARS:
        assert bar.advice.endswith(".") and bar.told(0.5, "“this”").endswith(".")
        assert np.isinf(bar.least) != np.isinf(bar.most)


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
