from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.matching import match

names = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("tuvwx")), max_size=12)


def matched(before, after):
    """Pairs of records "id text", whether each was edited, and what only one side has."""
    (ids, texts), (new_ids, new_texts) = (
        _columns([record.split() for record in side]) for side in (before, after)
    )
    found = match(ids, texts, new_ids, new_texts)
    pairs = [(before[one], after[two]) for one, two in zip(found.before, found.after, strict=True)]
    edited = [pair for pair, is_edited in zip(pairs, found.edited, strict=True) if is_edited]
    removed = [before[position] for position in found.removed]
    added = [after[position] for position in found.added]
    return pairs, edited, removed, added


def test_ids_that_shift_when_a_record_is_put_in_do_not_confuse():
    before = ["1 a", "2 b", "3 c"]
    pairs, edited, removed, added = matched(before, ["1 new", "2 a", "3 b", "4 c"])
    assert pairs == [("1 a", "2 a"), ("2 b", "3 b"), ("3 c", "4 c")]
    assert (edited, removed, added) == ([], [], ["1 new"])


def test_ids_that_shift_when_a_record_is_taken_out_do_not_confuse():
    pairs, edited, removed, added = matched(["1 a", "2 b", "3 c"], ["1 a", "2 c"])
    assert pairs == [("1 a", "1 a"), ("3 c", "2 c")]
    assert (edited, removed, added) == ([], ["2 b"], [])


def test_a_document_with_another_text_under_its_id_was_edited():
    pairs, edited, removed, added = matched(["x a", "y b"], ["y b", "x changed"])
    assert edited == [("x a", "x changed")]
    assert ("y b", "y b") in pairs
    assert (removed, added) == ([], [])


def test_documents_that_exchanged_their_ids_are_told_by_their_texts():
    pairs, edited, _, _ = matched(["x a", "y b"], ["x b", "y a"])
    assert set(pairs) == {("y b", "x b"), ("x a", "y a")}
    assert edited == []


def test_of_copies_each_is_matched_once_and_the_one_with_its_id_first():
    pairs, edited, removed, added = matched(["x a", "y a", "z a"], ["z a", "new a"])
    assert pairs == [("z a", "z a"), ("x a", "new a")]
    assert (edited, removed, added) == ([], ["y a"], [])


def test_nothing_on_one_side():
    assert matched([], ["x a"]) == ([], [], [], ["x a"])
    assert matched(["x a"], []) == ([], [], ["x a"], [])
    assert matched([], []) == ([], [], [], [])


@given(names, names)
def test_every_document_is_matched_or_left_over_exactly_once(before, after):
    (ids, texts), (new_ids, new_texts) = _columns(before), _columns(after)
    found = match(ids, texts, new_ids, new_texts)
    assert sorted([*found.before, *found.removed]) == list(range(len(before)))
    assert sorted([*found.after, *found.added]) == list(range(len(after)))
    assert found.after.tolist() == sorted(found.after)
    for one, two, edited in zip(found.before, found.after, found.edited, strict=True):
        assert ids[one] == new_ids[two] if edited else texts[one] == new_texts[two]


@given(names, names)
def test_what_is_left_over_has_no_partner_left(before, after):
    found = match(*_columns(before), *_columns(after))
    left = {key for position in found.removed for key in before[position]}
    assert not left & {key for position in found.added for key in after[position]}


@given(names, st.randoms(use_true_random=False))
def test_another_order_changes_nothing(records, random):
    shuffled = random.sample(records, len(records))
    found = match(*_columns(records), *_columns(shuffled))
    assert len(found.before) == len(records) and not found.edited.any()
    assert all(records[i] == shuffled[j] for i, j in zip(found.before, found.after, strict=True))


def _columns(records):
    return tuple(one for one, _ in records), tuple(two for _, two in records)
