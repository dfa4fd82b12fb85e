from collections import Counter

from hypothesis import given
from labelled import aligned, ids_of, partitions

from pipeline.compare.topic_changes import ORDER, topic_changes


def told(ways):
    """What became of topics, given (before, after, documents) for every way."""
    before = [one for one, _, number in ways for _ in range(number)]
    after = [two for _, two, number in ways for _ in range(number)]
    return [
        (each.change, each.before, each.after) for each in topic_changes(aligned(before, after))
    ]


def test_a_topic_that_keeps_most_of_its_documents_is_kept():
    assert told([(0, 5, 9), (0, 6, 1), (1, 6, 9), (1, 5, 1)]) == [
        ("kept", 0, 5),
        ("kept", 1, 6),
    ]


def test_a_topic_found_in_several_was_split_the_largest_part_first():
    assert told([(0, 0, 3), (0, 1, 6), (0, 2, 4)]) == [
        ("split", 0, 1),
        ("split", 0, 2),
        ("split", 0, 0),
    ]


def test_a_topic_made_of_several_was_merged_the_largest_source_first():
    assert told([(0, 4, 3), (1, 4, 6), (2, 4, 4)]) == [
        ("merged", 1, 4),
        ("merged", 2, 4),
        ("merged", 0, 4),
    ]


def test_a_topic_whose_documents_scatter_is_gone_and_one_made_of_scattered_ones_new():
    ways = [(0, 0, 40), (1, 1, 40), (2, 2, 40)]
    scattered = [(3, 0, 3), (3, 1, 3), (3, 2, 3), (0, 9, 3), (1, 9, 3), (2, 9, 3)]
    found = told([*ways, *scattered])
    assert ("gone", 3, None) in found and ("new", None, 9) in found
    assert sum(change == "kept" for change, *_ in found) == 3


def test_a_topic_that_no_document_has_any_more_is_gone():
    assert told([(0, -1, 5), (-1, 3, 5)]) == [("new", None, 3), ("gone", 0, None)]


def test_where_parts_and_sources_cross_the_same_topic_is_kept():
    assert told([(0, 0, 20), (0, 1, 11), (1, 1, 9), (2, 0, 5)]) == [
        ("split", 0, 1),
        ("merged", 2, 0),
        ("merged", 1, 1),
        ("kept", 0, 0),
    ]


def test_the_evidence_is_in_shares_of_what_both_runs_have():
    each = topic_changes(aligned([0] * 4, [0] * 3 + [1], {0: ("a b",)}, {0: ("b c",)}))[0]
    assert (each.shared, each.share_of_before, each.share_of_after) == (3, 0.75, 1.0)
    assert (each.jaccard, each.common_words) == (0.75, 1 / 3)


@given(partitions())
def test_every_topic_has_a_fate_and_one_that_ended_or_began_no_other(pair):
    before, after = pair
    found = topic_changes(aligned(before, after))
    for each in found:
        assert (each.before is None) == (each.change == "new")
        assert (each.after is None) == (each.change == "gone")
    of_before = Counter(each.before for each in found if each.before is not None)
    of_after = Counter(each.after for each in found if each.after is not None)
    assert sorted(of_before) == ids_of(before) and sorted(of_after) == ids_of(after)
    for each in found:
        if each.change == "gone":
            assert of_before[each.before] == 1
        elif each.change == "new":
            assert of_after[each.after] == 1


@given(partitions())
def test_kept_is_one_to_one_and_splits_and_merges_have_company(pair):
    found = topic_changes(aligned(*pair))
    kept = [(each.before, each.after) for each in found if each.change == "kept"]
    assert len({one for one, _ in kept}) == len({two for _, two in kept}) == len(kept)
    changes = [ORDER.index(each.change) for each in found]
    assert changes == sorted(changes)


@given(partitions())
def test_the_same_topics_are_all_kept(pair):
    found = topic_changes(aligned(pair[0], pair[0]))
    assert [(each.change, each.before, each.jaccard) for each in found] == [
        ("kept", topic, 1.0) for topic in ids_of(pair[0])
    ]
