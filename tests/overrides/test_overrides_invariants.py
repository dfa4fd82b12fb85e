"""Whatever was found and whatever is corrected, what comes out is a sound result."""

import numpy as np
from found_topics import described, texts, topics_of
from hypothesis import given
from hypothesis import strategies as st

import samples
from pipeline.core.artifacts import Topics
from pipeline.overrides.application import overridden, pinned
from pipeline.overrides.pinning import Before
from pipeline.overrides.settings import DocumentOverride, Overrides, TopicOverride

NAMES = ("cats", "dogs", "ships")
NUMBERS = st.integers(0, 9)


def dense(labels):
    """The labels with each topic that occurs numbered from 0, -1 kept."""
    occurring = sorted(set(labels) - {-1})
    return np.array([occurring.index(x) if x >= 0 else -1 for x in labels], dtype=np.int32)


@st.composite
def results(draw):
    """Ids, corpus, clustering on up to three levels, topics and themes."""
    n = draw(st.integers(0, 12))
    one = st.lists(st.integers(-1, 4), min_size=n, max_size=n)
    rows = [dense(draw(one)) for _ in range(draw(st.integers(1, 3)))]
    level = draw(st.integers(0, len(rows) - 1))
    ids = draw(st.permutations(range(10)))[: rows[level].max(initial=-1) + 1]
    counts = [int(row.max(initial=-1)) + 1 for row in rows]
    rated = draw(st.booleans())
    share = st.floats(0, 1)
    clustering = samples.clustering_of(
        *rows,
        level=level,
        # nothing is far where there are no topics
        distances=np.full(n, 1 if ids else 0, dtype=np.float32),
        stabilities=tuple(tuple(draw(share) for _ in range(k)) for k in counts) if rated else (),
    )
    topics = Topics(tuple(t for row, each in enumerate(rows) for t in topics_of(each, row)))
    scores = np.array(
        [[draw(st.floats(0, 1, width=32)) for _ in NAMES] for _ in range(n)], dtype=np.float32
    ).reshape(n, len(NAMES))
    primary = scores.argmax(axis=1).astype(np.int32) if n else np.zeros(0, dtype=np.int32)
    themes = samples.themes_of(NAMES, scores, scores > 0.5, primary, np.full(3, 0.5, np.float32))
    return tuple(ids), texts(n), clustering, topics, themes


@st.composite
def corrections(draw):
    """Corrections that the config would let pass: no doubles, contradictions or circles."""
    entries = []
    left = draw(st.permutations([f"d{document}" for document in range(15)]))
    for topic in draw(st.lists(NUMBERS, unique=True)):
        kind = draw(st.sampled_from(["name", "merge", "hide", "pin", "gather"]))
        name = draw(st.none() | st.sampled_from(["cats", "Cats", "Level 0 topic 0", "ships (3)"]))
        if kind == "gather":
            given, left = left[: draw(st.integers(1, 4))], left[4:]
            if given:
                entries.append(TopicOverride(topic=topic, name=name, documents=tuple(given)))
        elif kind == "merge" and topic:  # into one of a lower id, so that no circle is made
            into = draw(st.integers(0, topic - 1))
            entries.append(TopicOverride(topic=topic, merge_into=into))
        else:
            given = {"hide": kind == "hide", "pin": kind == "pin"}
            entries.append(TopicOverride(topic=topic, name=name, **given))
    documents = draw(st.lists(st.integers(0, 15), unique=True, max_size=4))
    chosen = st.lists(st.sampled_from(NAMES), unique=True)
    fixed = [DocumentOverride(id=f"d{d}", themes=tuple(draw(chosen))) for d in documents]
    return Overrides(topics=tuple(entries), documents=tuple(fixed))


@st.composite
def histories(draw, n):
    """What n documents had before: topics of these ids, of which some are not remembered."""
    of = np.array(draw(st.lists(st.integers(-1, 9), min_size=n, max_size=n)), dtype=np.int32)
    remembered = draw(st.sets(NUMBERS))
    was = topics_of(np.arange(10, dtype=np.int32))
    return Before({topic: was[topic] for topic in remembered}, of)


def assert_sound(topic_ids, clustering, topics, found):
    """What ``pipeline.core.artifacts`` states, beyond what is checked when one is made."""
    labels, shown = clustering.labels, topics.at(clustering.level)
    assert len(set(topic_ids)) == len(topic_ids) == len(shown) == clustering.n_topics
    assert [topic.topic for topic in shown] == list(range(len(shown)))
    assert [topic.size for topic in shown] == [(labels == t).sum() for t in range(len(shown))]
    assert all(topic.size for topic in shown)
    assert len({topic.label.casefold() for topic in shown}) == len(shown)
    for topic in shown:
        assert all(labels[document] == topic.topic for document in topic.representatives)
        assert topic.keywords[0].weight == 1
        words = [keyword.word for keyword in topic.keywords]
        assert len(set(words)) == len(words)
    order = [(topic.level, topic.topic) for topic in topics.topics]
    assert order == sorted(order)
    outside = labels < 0
    assert not clustering.strengths[outside].any()
    assert [bool(reason) for reason in clustering.reasons] == outside.tolist()
    np.testing.assert_array_equal(clustering.nearest[~outside], labels[~outside])
    assert (clustering.nearest < clustering.n_topics).all()
    assert not clustering.distances[clustering.nearest < 0].any()
    assert len(clustering.stabilities) == len(found.stabilities)
    values = [value for row in clustering.stabilities for value in row]
    assert all(np.isnan(value) or 0 <= value <= 1 + 1e-9 for value in values)
    for level in set(range(len(found.levels))) - {found.level}:
        np.testing.assert_array_equal(clustering.levels[level], found.levels[level])


@given(results(), corrections())
def test_what_is_overridden_is_sound(result, overrides):
    _, _, clustering, _, themes = result
    after = overridden(overrides, *result, described)
    assert_sound(after.topic_ids, after.clustering, after.topics, clustering)
    if after.clustering is not clustering:
        sizes = [topic.size for topic in after.topics.at(clustering.level)]
        assert sizes == sorted(sizes, reverse=True)
    assert_fixed(overrides, after.themes, themes)


def assert_fixed(overrides, themes, found):
    """Documents that are named have the themes named, all others what they had."""
    rows = {int(each.id[1:]): each.themes for each in overrides.documents}
    for row in range(len(themes.primary)):
        if row not in rows:
            np.testing.assert_array_equal(themes.scores[row], found.scores[row])
            assert themes.primary[row] == found.primary[row]
            continue
        assert {NAMES[column] for column in np.flatnonzero(themes.assigned[row])} == {*rows[row]}
        np.testing.assert_array_equal(themes.scores[row], themes.assigned[row])
        np.testing.assert_array_equal(themes.judged[row] == 1, themes.assigned[row])
        primary = themes.primary[row]
        assert NAMES[primary] in rows[row] if rows[row] else primary == -1


@given(st.data(), results(), corrections())
def test_what_is_pinned_is_sound_and_held(data, result, overrides):
    ids, corpus, clustering, topics, _ = result
    before = data.draw(histories(len(corpus)))
    after_ids, after, after_topics, _ = pinned(overrides, ids, clustering, topics, before)
    assert_sound(after_ids, after, after_topics, clustering)
    into = overrides.destinations({*ids, *after_ids})
    of = [into[after_ids[label]] if label >= 0 else -1 for label in after.labels.tolist()]
    for entry in overrides.topics:
        if entry.pin and (entry.topic in ids or entry.topic in before.topics):
            held = np.flatnonzero(before.of == entry.topic)
            assert all(of[document] == entry.topic for document in held)
    again = pinned(overrides, after_ids, after, after_topics, before)
    assert again[1] is after and again[2] is after_topics


@given(st.data(), results())
def test_without_corrections_everything_stays_the_same_object(data, result):
    ids, corpus, clustering, topics, themes = result
    before = data.draw(histories(len(corpus)))
    kept = pinned(Overrides(), ids, clustering, topics, before)
    assert kept[0] is ids and kept[1] is clustering and kept[2] is topics and kept[3] == ()
    after = overridden(Overrides(), *result, described)
    assert after.topic_ids is ids and after.themes is themes
    assert after.clustering is clustering and after.topics is topics
    assert after.checks == ()


@given(results(), corrections())
def test_what_was_found_is_not_written_to(result, overrides):
    _, _, clustering, _, themes = result
    copies = [
        (array, array.copy())
        for artifact in (clustering, themes)
        for array in samples.arrays(artifact).values()
    ]
    overridden(overrides, *result, described)
    for array, copy in copies:
        np.testing.assert_array_equal(array, copy)
