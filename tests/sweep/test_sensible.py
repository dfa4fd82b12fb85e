"""Sensible choices: sound, and beaten by none."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.sweep.sensible import BETTER, objections

GOOD = {
    "topics": 8.0,
    "share_without_topic": 0.0,
    "stability": 0.9,
    "seed_agreement": 0.95,
    "coherence_npmi": 0.1,
    "topic_diversity": 0.8,
}
SCORE = st.one_of(st.none(), st.floats(0, 1))
SCORES = st.fixed_dictionaries(dict.fromkeys(("topics", *BETTER), SCORE))


def test_what_is_better_in_something_and_worse_in_nothing_is_chosen():
    why = objections([GOOD | {"stability": 0.8}, GOOD, GOOD | {"coherence_npmi": 0.3}])
    assert why[2] == ""
    assert why[1] == "row 3 is better in coherence npmi and as good in the rest"
    assert why[0] == "row 3 is better in stability, coherence npmi and as good in the rest"


def test_a_choice_between_two_goods_is_left_to_the_user():
    firm, telling = GOOD | {"stability": 1.0}, GOOD | {"coherence_npmi": 0.3}
    assert objections([firm, telling]) == ["", ""]


def test_a_hair_is_no_reason():
    assert objections([GOOD, GOOD | {"coherence_npmi": 0.11}]) == ["", ""]


def test_the_same_result_is_listed_once():
    assert objections([GOOD, dict(GOOD)]) == ["", "the same result as row 1"]


def test_what_is_not_sound_is_not_sensible_however_well_it_scores():
    flawed = [
        GOOD | {"topics": 1.0, "coherence_npmi": 0.9},
        GOOD | {"share_without_topic": 0.4, "coherence_npmi": 0.9},
        GOOD | {"stability": 0.41, "coherence_npmi": 0.9},
        GOOD,
    ]
    assert objections(flawed) == [
        "fewer than two topics",
        "40% of the documents have no topic",
        "topics do not hold (stability 0.41, below 0.60)",
        "",
    ]


def test_methods_that_do_not_tell_how_topics_hold_are_still_compared():
    unknown = GOOD | {"stability": None, "seed_agreement": None}
    assert objections([unknown, unknown | {"coherence_npmi": 0.3}])[1] == ""


@given(st.lists(SCORES, min_size=1, max_size=8))
def test_of_what_is_sound_something_is_always_sensible(results):
    results = [scores | {"topics": 5.0, "stability": 0.9, "share_without_topic": 0.1}
               for scores in results]  # fmt: skip
    assert "" in objections(results)
