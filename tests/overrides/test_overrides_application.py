"""Corrections: what the user says is what the reader sees, and all else stays as it was found."""

from dataclasses import replace

import numpy as np
import pytest
from found_topics import described, texts, topics_of

import samples
from pipeline.core.artifacts import Keyword, Topic, Topics
from pipeline.overrides.application import overridden, pinned
from pipeline.overrides.pinning import Before
from pipeline.overrides.settings import DocumentOverride, Overrides, TopicOverride

LABELS = np.array([0, 0, 0, 1, 1, 2, 2, 3, -1, -1], dtype=np.int32)
IDS = (3, 9, 5, 7)
"""The ids of topics 0 to 3."""


def found():
    """Four topics under two; the first of those left over is nearest to topic 2, id 5."""
    coarse = np.where(LABELS < 0, -1, LABELS // 2).astype(np.int32)
    nearest = np.where(LABELS < 0, 0, LABELS).astype(np.int32)
    nearest[8] = 2
    second = np.array([1, 2, 3, 2, 0, 1, 3, 0, 1, -1], dtype=np.int32)
    clustering = samples.clustering_of(
        coarse,
        LABELS,
        level=1,
        strengths=np.where(LABELS < 0, 0, 0.75).astype(np.float32),
        nearest=nearest,
        second=second,
        second_shares=np.where(second < 0, 0, 0.25).astype(np.float32),
        stabilities=((0.9, 0.8), (0.9, 0.8, 0.4, 0.6)),
    )
    return clustering, Topics((*topics_of(coarse), *topics_of(LABELS, level=1)))


def themes():
    n = len(LABELS)
    scores = np.tile(np.array([[0.9, 0.2, 0.4]], dtype=np.float32), (n, 1))
    primary, thresholds = np.zeros(n, dtype=np.int32), np.full(3, 0.5, dtype=np.float32)
    return samples.themes_of(("cats", "dogs", "ships"), scores, scores > 0.5, primary, thresholds)


def corrected(*entries, documents=()):
    overrides = Overrides(
        topics=tuple(TopicOverride(**entry) for entry in entries),
        documents=tuple(DocumentOverride(**entry) for entry in documents),
    )
    return overridden(overrides, IDS, texts(len(LABELS)), *found(), themes(), described)


def ids_of(topic_ids, clustering):
    return [topic_ids[label] if label >= 0 else -1 for label in clustering.labels.tolist()]


def messages(checks, code):
    return [check.message for check in checks if check.code == code]


def test_a_renamed_topic_is_the_same_topic():
    after = corrected({"topic": 5, "name": "Splatting"})
    clustering, topics = found()
    assert [topic.label for topic in after.topics.at(1)] == [
        "Level 1 topic 0", "Level 1 topic 1", "Splatting", "Level 1 topic 3"
    ]  # fmt: skip
    assert after.topics.at(0) == topics.at(0)
    assert after.topic_ids == IDS
    np.testing.assert_array_equal(after.clustering.labels, clustering.labels)
    assert after.clustering.stabilities == clustering.stabilities
    assert messages(after.checks, "O03") == ["overrides.yaml: 1 topic renamed."]


def test_documents_of_a_merged_topic_count_as_those_of_the_other():
    after = corrected({"topic": 9, "merge_into": 5})
    assert after.topic_ids == (5, 3, 7), "by falling size"
    assert ids_of(after.topic_ids, after.clustering) == [3, 3, 3, 5, 5, 5, 5, 7, -1, -1]
    whole = after.topics.at(1)[0]
    assert (whole.label, whole.size) == ("Level 1 topic 2", 4)
    assert [keyword.word for keyword in whole.keywords] == ["word20", "word10", "word21"]
    assert whole.representatives == (5, 3)
    assert after.clustering.stabilities == ((0.9, 0.8), (pytest.approx(0.6), 0.9, 0.6))
    assert after.clustering.strengths[3] == pytest.approx(0.75)
    assert after.clustering.nearest[8] == 0
    assert after.checks[-1].documents == ("d3", "d4")


def test_a_second_topic_is_that_which_it_was_merged_into_or_none():
    after = corrected({"topic": 9, "merge_into": 5})
    ids = [after.topic_ids[k] if k >= 0 else -1 for k in after.clustering.second.tolist()]
    #  d3, d5 and d8 were between the two that are one now
    assert ids == [5, 5, 7, -1, 3, -1, 7, 3, -1, -1]
    assert ((after.clustering.second_shares > 0) == (after.clustering.second >= 0)).all()
    hidden = corrected({"topic": 5, "hide": True}).clustering
    assert (hidden.second[1], hidden.second_shares[1]) == (-1, 0)


def test_the_mean_stability_of_a_merged_topic_is_that_of_its_documents():
    after = corrected({"topic": 7, "merge_into": 3})
    assert after.clustering.stabilities[1][0] == pytest.approx((3 * 0.9 + 0.6) / 4)


def test_merges_lead_on_past_a_topic_that_is_no_more():
    after = corrected({"topic": 9, "merge_into": 4}, {"topic": 4, "merge_into": 5})
    assert ids_of(after.topic_ids, after.clustering)[3:7] == [5] * 4
    (message,) = messages(after.checks, "O01")
    assert message.startswith("overrides.yaml names topic 4 (merge_into: 5)")


def test_a_topic_is_merged_before_its_whole_is_renamed_or_hidden():
    after = corrected({"topic": 9, "merge_into": 5}, {"topic": 5, "name": "Both"})
    assert after.topics.at(1)[0].label == "Both"
    gone = corrected({"topic": 9, "merge_into": 5}, {"topic": 5, "hide": True})
    assert ids_of(gone.topic_ids, gone.clustering) == [3, 3, 3, -1, -1, -1, -1, 7, -1, -1]


def test_documents_of_a_hidden_topic_are_told_why_they_have_none():
    after = corrected({"topic": 5, "hide": True})
    clustering = after.clustering
    assert after.topic_ids == (3, 9, 7)
    assert ids_of(after.topic_ids, clustering) == [3, 3, 3, 9, 9, -1, -1, 7, -1, -1]
    assert clustering.reasons[5] == 'its topic "Level 1 topic 2" is hidden by overrides.yaml'
    assert clustering.reasons[8] == "too far away"
    # 8 was nearest to the hidden topic, 9 was not
    assert clustering.nearest.tolist() == [0, 0, 0, 1, 1, -1, -1, 2, -1, 0]
    assert clustering.distances[[5, 8]].tolist() == [0, 0]
    assert clustering.strengths[5] == 0
    assert clustering.stabilities[1] == (0.9, 0.8, 0.6)
    np.testing.assert_array_equal(clustering.levels[0], found()[0].levels[0])


def test_all_topics_may_be_hidden():
    after = corrected(*({"topic": topic, "hide": True} for topic in IDS))
    assert after.topic_ids == () and after.topics.at(1) == ()
    assert after.clustering.n_topics == 0
    assert after.clustering.stabilities == ((0.9, 0.8), ())


def test_two_topics_of_one_name_are_told_apart_and_the_user_is_told():
    after = corrected(
        {"topic": 3, "name": "cats"}, {"topic": 9, "name": "Cats"}, {"topic": 5, "hide": True}
    )
    assert [topic.label for topic in after.topics.at(1)] == ["cats", "Cats (9)", "Level 1 topic 3"]
    (message,) = messages(after.checks, "O04")
    assert 'calls topic 9 "Cats"' in message and '"Cats (9)"' in message
    taken = corrected({"topic": 3, "name": "level 1 TOPIC 3"})
    assert taken.topics.at(1)[0].label == "level 1 TOPIC 3 (3)"


def test_a_document_has_exactly_the_themes_it_is_given():
    after = corrected(
        documents=[{"id": "d1", "themes": ["dogs", "ships"]}, {"id": "d2", "themes": []}]
    ).themes
    before = themes()
    assert after.assigned[:3].tolist() == [
        [True, False, False], [False, True, True], [False, False, False]
    ]  # fmt: skip
    assert after.scores[1:3].tolist() == [[0, 1, 1], [0, 0, 0]]
    assert after.judged[:3].tolist() == [[0, 0, 0], [-1, 1, 1], [-1, -1, -1]]
    assert after.primary[:3].tolist() == [0, 2, -1]
    np.testing.assert_array_equal(after.scores[3:], before.scores[3:])
    np.testing.assert_array_equal(after.evidence, before.evidence)


def test_what_the_run_does_not_have_is_named_and_the_rest_applied():
    after = corrected(
        {"topic": 4, "name": "Splatting", "pin": True},
        {"topic": 3, "merge_into": 6},
        {"topic": 9, "name": "Cats"},
        documents=[{"id": "d1", "themes": []}, {"id": "x", "themes": []}],
    )
    warnings = [check for check in after.checks if check.severity == "warning"]
    assert [check.message for check in warnings] == [
        "overrides.yaml names topic 4 (name: Splatting, pin: true), and no topic of this run "
        "continues it; it is not applied.",
        "overrides.yaml names topic 6 (topic 3 is to be merged into it), and no topic of this run "
        "continues it; it is not applied.",
        'overrides.yaml fixes the themes of 2 documents, 1 of which the corpus does not have: "x".',
    ]
    assert all(check.advice for check in warnings)
    assert warnings[-1].documents == ("x",)
    assert messages(after.checks, "O03") == [
        "overrides.yaml: 1 topic renamed, themes of 1 document fixed."
    ]


def test_what_was_done_is_one_sentence():
    after = corrected(
        {"topic": 3, "name": "Cats"},
        {"topic": 9, "merge_into": 3},
        {"topic": 5, "hide": True},
        documents=[{"id": "d1", "themes": []}],
    )
    (check,) = (check for check in after.checks if check.code == "O03")
    assert check.message == (
        "overrides.yaml: 1 topic renamed, 1 merged, 1 hidden, themes of 1 document fixed."
    )
    assert check.documents == ("d1", "d3", "d4", "d5", "d6")


def test_messages_call_the_file_by_its_name():
    overrides = Overrides(topics=(TopicOverride(topic=5, hide=True),), file="other.yaml")
    after = overridden(overrides, IDS, texts(len(LABELS)), *found(), themes(), described)
    assert after.clustering.reasons[5].endswith("is hidden by other.yaml")
    assert after.checks[0].message == "other.yaml: 1 topic hidden."


def pin(*topics, of, was=None, others=()):
    overrides = Overrides(
        topics=(
            *(TopicOverride(topic=topic, pin=True) for topic in topics),
            *(TopicOverride(**entry) for entry in others),
        )
    )
    before = Before(was or {}, np.array(of, dtype=np.int32))
    return overrides, before, pinned(overrides, IDS, *found(), before)


def test_documents_keep_a_pinned_topic_and_new_ones_stay_in_it():
    of = [9, 3, 3, 9, -1, 5, 5, 7, 9, -1]
    _, _, (topic_ids, clustering, topics, checks) = pin(9, of=of)
    assert ids_of(topic_ids, clustering) == [9, 3, 3, 9, 9, 5, 5, 7, 9, -1]
    assert [topic.size for topic in topics.at(1)] == [4, 2, 2, 1]
    # the run does not vouch for what it did not find
    assert clustering.strengths.tolist() == [0, *[0.75] * 7, 0, 0]
    assert clustering.reasons[8] == ""
    assert 0 not in topics.at(1)[1].representatives
    assert clustering.stabilities == ((0.9, 0.8), (0.8, 0.9, 0.4, 0.6))
    assert messages(checks, "O03") == [
        "overrides.yaml: 1 topic pinned (2 documents kept against the clustering)."
    ]


def test_a_topic_that_loses_all_documents_to_a_pin_is_no_more():
    of = [9, 9, 9, 9, 9, 5, 5, 7, -1, -1]
    _, _, (topic_ids, clustering, topics, _) = pin(9, of=of)
    assert topic_ids == (9, 5, 7)
    assert [topic.size for topic in topics.at(1)] == [5, 2, 1]
    assert clustering.stabilities[1] == (0.8, 0.4, 0.6)
    assert clustering.nearest.tolist() == [0, 0, 0, 0, 0, 1, 1, 2, 1, -1]


def test_a_pinned_topic_that_nothing_continues_comes_back():
    was = Topic(1, 2, "Level 1 topic 1", (Keyword("old", 1.0),), 2, ())
    _, _, (topic_ids, clustering, topics, _) = pin(8, of=[8, 8, *[-1] * 8], was={8: was})
    assert topic_ids == (9, 5, 8, 3, 7)
    assert ids_of(topic_ids, clustering) == [8, 8, 3, 9, 9, 5, 5, 7, -1, -1]
    back = topics.at(1)[2]
    assert (back.label, back.size) == ("Level 1 topic 1 (8)", 2)
    assert [keyword.word for keyword in back.keywords] == ["old"]
    assert clustering.stabilities[1] == (0.8, 0.4, 0, 0.9, 0.6)


def test_a_pin_holds_the_next_time_too():
    of = [9, 3, 3, 9, 9, 5, 5, 7, 9, -1]
    overrides, before, (topic_ids, clustering, topics, _) = pin(9, of=of)
    again = pinned(overrides, topic_ids, clustering, topics, before)
    assert again[1] is clustering and again[2] is topics
    assert messages(again[3], "O03") == ["overrides.yaml: 1 topic pinned."]


def test_a_merge_into_a_pinned_topic_holds_the_next_time_too():
    """What was merged into the pinned topic had it in the last run, and is found apart again."""
    merge = {"topic": 5, "merge_into": 9}
    of = [3, 3, 3, 9, 9, 9, 9, 7, -1, -1]
    overrides, _, (topic_ids, clustering, topics, _) = pin(9, of=of, others=[merge])
    assert ids_of(topic_ids, clustering) == ids_of(IDS, found()[0])
    after = overridden(
        overrides, topic_ids, texts(len(LABELS)), clustering, topics, themes(), described
    )
    assert ids_of(after.topic_ids, after.clustering) == of
    assert messages(after.checks, "O01") == []


def test_a_pinned_topic_that_no_document_had_changes_nothing():
    clustering, topics = found()
    overrides = Overrides(topics=(TopicOverride(topic=9, pin=True),))
    before = Before({}, np.full(len(LABELS), -1, dtype=np.int32))
    after = pinned(overrides, IDS, clustering, topics, before)
    assert after[1] is clustering and after[2] is topics and after[3] == ()


def test_a_topic_of_the_readers_own_is_made_of_the_documents_named():
    after = corrected({"topic": 12, "name": "Mine", "documents": ("d1", "d5", "d8", "nobody")})
    assert after.topic_ids == (12, 3, 9, 5, 7), "by falling size"
    assert ids_of(after.topic_ids, after.clustering) == [3, 12, 3, 9, 9, 12, 5, 7, 12, -1]
    mine, left, untouched = after.topics.at(1)[0], after.topics.at(1)[1], after.topics.at(1)[2]
    assert (mine.label, mine.size, mine.representatives) == ("Mine", 3, (1, 5, 8))
    assert (left.label, left.representatives) == ("Level 1 topic 0", (0, 2)), "read anew"
    assert untouched == replace(found()[1].at(1)[1], topic=2)
    assert np.isnan(after.clustering.stabilities[1][0]), "no run vouches for it"
    assert after.clustering.strengths[[0, 1, 8]].tolist() == [0.75, 0, 0]
    assert messages(after.checks, "O03") == ["overrides.yaml: 1 topic given documents."]
    (missing,) = messages(after.checks, "O02")
    assert missing.endswith('4 documents, 1 of which the corpus does not have: "nobody".')


def test_documents_can_be_given_to_a_topic_that_was_found_and_are_merged_with_it():
    after = corrected({"topic": 5, "documents": ("d7",)}, {"topic": 9, "merge_into": 5})
    assert ids_of(after.topic_ids, after.clustering) == [3, 3, 3, 5, 5, 5, 5, 5, -1, -1]
    assert after.topic_ids == (5, 3), "topic 7 has lost its only document"
    hidden = corrected({"topic": 12, "name": "Mine", "documents": ("d0",), "hide": True})
    assert ids_of(hidden.topic_ids, hidden.clustering)[0] == -1


def test_copies_of_a_text_go_with_it():
    corpus = replace(
        texts(len(LABELS)), first_copy=np.array([0, 1, 2, 1, 4, 5, 6, 7, 8, 9], np.int32)
    )
    overrides = Overrides(topics=(TopicOverride(topic=12, documents=("d3",)),))
    after = overridden(overrides, IDS, corpus, *found(), themes(), described)
    assert ids_of(after.topic_ids, after.clustering)[:5] == [3, 12, 3, 12, 9]


def test_how_many_find_a_topic_by_its_name_is_known_of_the_name_and_the_documents_that_it_had():
    clustering, topics = found()
    tried = Topics(tuple(replace(each, found_by_name=0.5) for each in topics.topics))
    overrides = Overrides(
        topics=(
            TopicOverride(topic=3, name="Mine"),
            TopicOverride(topic=5, merge_into=9),
        )
    )
    after = overridden(overrides, IDS, texts(len(LABELS)), clustering, tried, themes(), described)
    known = dict(zip(after.topic_ids, after.topics.at(1), strict=True))
    assert {topic: each.found_by_name for topic, each in known.items()} == {
        3: None, 9: None, 7: 0.5,
    }  # fmt: skip
    assert {each.found_by_name for each in after.topics.at(0)} == {0.5}
