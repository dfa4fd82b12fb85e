from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import clustering, documents, earlier, numbered, topics_of

import planted
from pipeline import run
from pipeline.compare.identity import HISTORY, continued

LAYOUTS = st.lists(st.lists(st.integers(-1, 4), min_size=18, max_size=18), min_size=2, max_size=5)


def follow(layouts, n=None):
    """The identities of a chain of runs over the same documents."""
    texts = documents(n or len(layouts[0]))
    history, chain = [], []
    for found in layouts:
        made = clustering(found)
        identities = continued(history, texts, made, topics_of(made))
        history.insert(0, earlier(texts, found, identities))
        chain.append(identities)
    return chain


def parts(*sizes):
    return np.repeat(np.arange(len(sizes)), sizes)


def test_the_first_run_counts_from_0_by_size():
    (first,) = follow([parts(4, 8, 6)])
    assert (first.ids, first.unused, first.colours) == ((0, 1, 2), 3, (-1, -1, -1))
    assert first.found.tolist() == numbered(parts(4, 8, 6)).tolist()


def test_a_number_that_the_user_gave_to_a_topic_of_their_own_is_given_to_no_other():
    texts, made = documents(18), clustering(parts(4, 8, 6))
    first = continued([], texts, made, topics_of(made), reserved={1})
    assert (first.ids, first.unused) == ((0, 2, 3), 4)
    assert set(first.found.tolist()) == {0, 2, 3}
    other = clustering([0] * 9 + [1] * 9)
    history = [earlier(texts, parts(4, 8, 6), first)]
    assert not {4, 5} & set(continued(history, texts, other, topics_of(other), {4, 5}).ids)


def test_a_run_without_topics_uses_no_number():
    empty, first = follow([[-1] * 18, parts(6, 6, 6)])
    assert (empty.ids, empty.unused) == ((), 0)
    assert first.ids == (0, 1, 2)


def test_a_run_without_topics_in_between_frees_no_number():
    first, empty, last = follow([[0] * 9 + [1] * 9, [-1] * 18, [0] * 9 + [1] * 9])
    assert (empty.ids, empty.unused) == ((), 2)
    assert (last.ids, last.unused) == (first.ids, 2)


def test_a_topic_that_shrinks_below_another_keeps_its_id():
    before, after = parts(8, 6, 4), parts(8, 6, 4).copy()
    after[:4] = -1
    first, second = follow([before, after])
    assert first.ids == (0, 1, 2)
    assert second.ids == (1, 0, 2)
    assert second.found[4] == 0 and second.found[8] == 1


def test_a_topic_that_went_and_came_back_has_its_id_and_colour_again():
    three, two = parts(7, 6, 5), np.where(parts(7, 6, 5) == 1, -1, parts(7, 6, 5))
    texts = documents(18)
    history = []
    for found in (three, two, two):
        made = clustering(found)
        identities = continued(history, texts, made, topics_of(made))
        colours = {topic: 40 + topic for topic in identities.ids}
        told = history[0].colours | colours if history else colours
        history.insert(0, earlier(texts, found, identities, told))
    back = continued(history, texts, clustering(three), topics_of(clustering(three)))
    assert back.ids == (0, 1, 2)
    assert back.colours == (40, 41, 42)


def test_the_id_of_a_topic_that_went_is_not_given_to_a_new_one():
    first, second, third = follow(
        [
            [0] * 6 + [1] * 6 + [-1] * 6,
            [0] * 6 + [-1] * 12,
            [0] * 6 + [-1] * 6 + [1] * 6,
        ]
    )
    assert (first.ids, second.ids, third.ids) == ((0, 1), (0,), (0, 2))
    assert (second.unused, third.unused) == (2, 3)


def test_equal_halves_of_what_was_one_have_the_ids_from_before_it_was():
    four, three, two = parts(5, 5, 4, 4), parts(5, 5, 8), parts(5, 13)
    for between in ((three,), (three, three), (three, two), (two, three)):
        first, *_, last = follow([four, *between, four])
        assert last.found.tolist() == first.found.tolist()


def test_an_id_is_followed_by_documents_wherever_they_stand_now():
    texts = documents(18)
    made = clustering(parts(8, 6, 4))
    first = continued([], texts, made, topics_of(made))
    order = np.random.default_rng(0).permutation(18)
    moved = type(texts)(
        ids=tuple(f"new {place}" for place in range(18)),
        titles=("",) * 18,
        texts=tuple(texts.texts[place] for place in order),
        first_copy=np.arange(18, dtype=np.int32),
        languages=("en",) * 18,
        records=18,
    )
    again = clustering(parts(8, 6, 4)[order])
    second = continued([earlier(texts, None, first)], moved, again, topics_of(again))
    assert second.found.tolist() == first.found[order].tolist()


def test_on_other_documents_topics_go_on_by_their_keywords():
    texts, others = documents(18), documents(18, first=18)
    assert not set(texts.digests) & set(others.digests)
    made = clustering(parts(9, 9))
    first = continued([], texts, made, topics_of(made))
    before = earlier(texts, None, first, keywords={0: ("bread", "flour"), 1: ("ship", "sail")})
    words = {0: ("sail", "ship"), 1: ("violin",)}
    assert continued([before], others, made, topics_of(made, words)).ids == (1, 2)


def test_a_damaged_run_is_passed_over_and_its_numbers_are_not_given_again():
    texts = documents(18)
    three, two = clustering(parts(7, 6, 5)), clustering(parts(9, 9))
    first = continued([], texts, two, topics_of(two))
    whole = earlier(texts, None, first)
    second = continued([whole], texts, three, topics_of(three))
    broken = earlier(texts, None, second, fault="topics.parquet: is not as the run wrote it")
    again = continued([broken, whole], texts, three, topics_of(three))
    assert second.unused == 3
    assert set(again.ids) == {0, 1, 3}


def test_how_far_back_is_looked_has_an_end():
    layouts = [parts(9, 9), *([[0] * 9 + [-1] * 9] * HISTORY), parts(9, 9)]
    assert follow(layouts[:-2] + layouts[-1:])[-1].ids == (0, 1)
    assert follow(layouts)[-1].ids == (0, 2)


@settings(max_examples=60)
@given(LAYOUTS)
def test_ids_are_unique_known_or_never_used_before(layouts):
    chain = follow(layouts)
    used = set(chain[0].ids)
    for before, after in pairwise(chain):
        assert len(set(after.ids)) == len(after.ids)
        assert all(topic in used or topic >= before.unused for topic in after.ids)
        assert after.unused >= max([before.unused, *(topic + 1 for topic in after.ids)])
        used |= set(after.ids)


@settings(max_examples=60)
@given(LAYOUTS)
def test_the_same_topics_again_have_the_same_ids(layouts):
    *_, last, again = follow([*layouts, layouts[-1]])
    assert (again.ids, again.unused) == (last.ids, last.unused)
    assert again.found.tolist() == last.found.tolist()


@pytest.fixture(scope="module")
def tried_and_taken_back(tmp_path_factory):
    config = planted.write_project(tmp_path_factory.mktemp("back"))
    quick = "report.figures=[]"
    return [run(config, [quick, f"cluster.n_topics={k}"]) for k in (4, 2, 3, 4)]


def test_who_tries_a_setting_and_takes_it_back_finds_the_topics_as_they_were(tried_and_taken_back):
    first, *_, last = tried_and_taken_back
    assert last.folder != first.folder
    assert last.documents["topic"].tolist() == first.documents["topic"].tolist()
    assert last.topics["topic"].tolist() == first.topics["topic"].tolist()
    colours = {topic: last.record.topics.colours[topic] for topic in range(4)}
    assert colours == {topic: first.record.topics.colours[topic] for topic in range(4)}


def test_no_topic_in_between_took_an_id_that_was_not_its_own(tried_and_taken_back):
    planted_topic = {row["id"]: row["planted"] for row in planted.rows()}
    first = tried_and_taken_back[0]
    home = {}
    for _, row in first.documents.iterrows():
        home.setdefault(row["topic"], planted_topic[row["id"]])
    for later in tried_and_taken_back[1:]:
        for topic, name in home.items():
            found = later.documents[later.documents["topic"] == topic]
            assert found.empty or (found["id"].map(planted_topic) == name).mean() >= 1 / 3
