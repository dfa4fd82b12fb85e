import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from labelled import aligned, groups, ids_of, partitions
from scipy.optimize import linear_sum_assignment

from pipeline.compare.alignment import SAME, moved


def where_they_went(before, after, **more):
    return aligned(before, after, **more).continued


def movers(before, after):
    before, after = (np.array(side, dtype=np.int32) for side in (before, after))
    return np.flatnonzero(moved(before, after, aligned(before, after))).tolist()


def fewest_movers(before, after):
    """Documents that move under the best possible naming of the topics after."""
    loose = int(((before < 0) & (after < 0)).sum())
    shared = aligned(before, after).shared
    return len(before) - loose - int(shared[linear_sum_assignment(shared, maximize=True)].sum())


@given(partitions(), st.permutations(range(6)))
def test_topics_under_other_ids_are_the_same_topics(pair, names):
    before = pair[0]
    after = np.array([-1 if topic < 0 else 10 * names[topic] for topic in before], dtype=np.int32)
    assert where_they_went(before, after) == {topic: 10 * names[topic] for topic in ids_of(before)}
    assert movers(before, after) == []


@given(partitions())
def test_no_topic_has_two_names_and_only_topics_alike_are_one(pair):
    found = aligned(*pair)
    assert (found.same.sum(axis=0) <= 1).all() and (found.same.sum(axis=1) <= 1).all()
    assert (found.jaccard[found.same] >= SAME).all()
    assert np.array_equal(found.related.sum(axis=1) > 0, found.related.any(axis=1))


@given(partitions())
def test_nothing_moved_if_and_only_if_the_topics_hold_the_same_documents(pair):
    before, after = pair
    same = groups(before) == groups(after)
    assert same == (movers(before, after) == [])


@given(partitions())
def test_no_fewer_move_than_under_the_best_naming_and_no_more_than_there_are(pair):
    assert fewest_movers(*pair) <= len(movers(*pair)) <= len(pair[0])


@given(partitions())
def test_the_way_back_is_as_long_as_the_way_there(pair):
    before, after = pair
    found = aligned(before, after)
    back = aligned(after, before)
    assert np.array_equal(found.shared.T, back.shared)
    assert np.allclose((found.jaccard * found.same).sum(), (back.jaccard * back.same).sum())
    if np.array_equal(found.same.T, back.same):
        assert moved(before, after, found).sum() == moved(after, before, back).sum()


def test_of_two_equal_halves_one_goes_on_and_both_belong_to_the_whole():
    before, after = [0] * 10, [0] * 5 + [1] * 5
    found = aligned(before, after)
    assert found.related.tolist() == [[True, True]]
    assert len(found.continued) == 1
    assert len(movers(before, after)) == 5


def test_of_unequal_parts_the_larger_goes_on():
    before, after = [7] * 10, [1] * 3 + [4] * 7
    assert where_they_went(before, after) == {7: 4}
    assert movers(before, after) == [0, 1, 2]


def test_a_merged_topic_goes_on_as_its_larger_source():
    before, after = [0] * 6 + [1] * 4, [3] * 10
    assert where_they_went(before, after) == {0: 3}
    assert movers(before, after) == [6, 7, 8, 9]
    assert aligned(before, after).related.all()


def test_keywords_decide_between_halves_of_one_size():
    before, after = [0] * 10, [0] * 5 + [1] * 5
    words = {0: ("ship", "sail"), 1: ("bread", "flour")}
    assert where_they_went(before, after, words_before={0: ("bread",)}, words_after=words) == {0: 1}
    assert where_they_went(before, after, words_before={0: ("sail",)}, words_after=words) == {0: 0}


def test_keywords_do_not_outweigh_documents():
    before, after = [0] * 10, [0] * 6 + [1] * 4
    words = {"words_before": {0: ("a",)}, "words_after": {0: ("b",), 1: ("a",)}}
    assert where_they_went(before, after, **words) == {0: 0}


def test_topics_without_common_documents_are_one_by_their_keywords():
    words = {0: ("ship", "sail"), 1: ("bread", "flour")}
    later = {5: ("flour", "bread loaf"), 6: ("violin", "cello")}
    none = np.zeros(0, dtype=np.int32)
    more = {"more_before": words, "more_after": later}
    assert where_they_went(none, none, words_before=words, words_after=later, **more) == {1: 5}


def test_topics_without_documents_or_keywords_in_common_are_two():
    none = np.zeros(0, dtype=np.int32)
    assert where_they_went(none, none, more_before=[0], more_after=[0]) == {}


def test_a_topic_that_shares_no_document_with_one_that_has_some_is_not_it():
    words = {0: ("bread",)}
    assert (
        where_they_went([0] * 5, [-1] * 5, words_before=words, words_after=words, more_after=[0])
        == {}
    )
    assert movers([0] * 5, [-1] * 5) == [0, 1, 2, 3, 4]


def test_scattered_documents_do_not_keep_a_topic_from_going_on():
    """The sum of likenesses is larger on the two ways that are too weak to count."""
    ways = {(0, 0): 40, (0, 1): 36, (1, 0): 36}
    for other in (2, 3, 4, 5):
        ways |= {(other, other): 60, (other, 1): 10, (1, other): 10}
    before = [topic for (topic, _), number in ways.items() for _ in range(number)]
    after = [topic for (_, topic), number in ways.items() for _ in range(number)]
    found = aligned(before, after)
    assert found.jaccard[0, 0] >= SAME > max(found.jaccard[0, 1], found.jaccard[1, 0])
    assert found.continued[0] == 0


def test_documents_that_leave_or_join_a_topic_moved():
    assert movers([-1, -1, 0, 0, 0, 0], [-1, 3, 3, 3, 3, -1]) == [1, 5]


def test_nothing_to_align():
    for before, after in (([], []), ([-1, -1], [-1, -1])):
        found = aligned(before, after)
        assert (found.continued, movers(before, after)) == ({}, [])
    assert movers([-1, -1], [0, 0]) == [0, 1]
    assert movers([0, 0], [-1, -1]) == [0, 1]
