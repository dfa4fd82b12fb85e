import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_stories import VARIANTS, leveled, results

from pipeline.core.artifacts import Keyword, Topics
from pipeline.report.figures import topic_sizes, topic_tree
from pipeline.report.figures.canvas import Form
from pipeline.report.html import HERE, render_page
from pipeline.report.layout import lay_out
from pipeline.report.multiples import ACROSS, multiples, strokes
from pipeline.report.related_topics import near, together
from pipeline.report.sections import topics
from pipeline.report.sentences import LONGEST, excerpt, telling
from pipeline.report.settings import ReportSettings
from pipeline.report.tables import topics as table
from pipeline.report.tree import grow, prune
from samples import clustering_of


def section(told):
    """The section as markup, and its words."""
    html = render_page(
        "topics.html", HERE / "templates", view=topics.view(told), n=len(told),
        settings=ReportSettings(),
    )  # fmt: skip
    return html, " ".join(re.sub("<[^>]*>", " ", html).split())


def on_levels(coarse, fine, level=1):
    """A results with these topics on two levels, named by level and number."""
    told = results(sizes=(), loose=len(fine))
    found = []
    for place, labels in enumerate((coarse, fine)):
        for number in range(max(labels) + 1):
            members = tuple(np.flatnonzero(np.array(labels) == number).tolist())
            words = (Keyword(f"word{place}{number}", 1.0),)
            label = f"{'coarse' if place == 0 else 'fine'} {number}"
            found.append(
                replace(results().shown_topics[0], level=place, topic=number, label=label,
                        keywords=words, size=len(members), representatives=members)
            )  # fmt: skip
    ids = tuple(range(max((coarse, fine)[level]) + 1))
    return replace(
        told,
        clustering=clustering_of(coarse, fine, level=level),
        topics=Topics(tuple(found)),
        identities=replace(told.identities, ids=ids, colours=(-1,) * len(ids)),
    )


def shape(branches):
    return [(each.topic.label, each.inside, shape(each.branches)) for each in branches]


def test_a_topic_stands_under_the_one_that_most_of_its_documents_are_in():
    told = on_levels([0, 0, 0, 0, 1, 1, -1], [0, 0, 0, 1, 1, 1, 2])
    assert shape(grow(told)) == [
        ("coarse 0", 4, [("fine 0", 3, [])]),
        ("coarse 1", 2, [("fine 1", 2, [])]),
        ("fine 2", 1, []),
    ]
    _, words = section(told)
    assert "fine 1 67% of it is here" in words


def test_a_topic_that_does_not_split_is_told_once_as_the_report_shows_it():
    told = on_levels([0, 0, 0, 1, 1], [0, 0, 0, 1, 2])
    for level, name in ((1, "fine 0"), (0, "coarse 0")):
        pruned = [prune(branch, level) for branch in grow(told)]
        assert shape(pruned)[0] == (name, 3, [])
        assert [each.topic.label for each in pruned[1].branches] == ["fine 1", "fine 2"]


def test_every_topic_shown_is_in_the_tree_once_and_leads_to_its_card():
    told = leveled()
    html, words = section(told)
    tree = html[html.index('<ul class="tree">') : html.index("Where each lies")]
    assert sorted(re.findall(r'href="#topic-(\d+)"', tree)) == ["0", "1", "2", "3"]
    assert {f'id="topic-{number}"' for number in range(4)} <= set(re.findall(r'id="[^"]*"', html))
    assert "2 and 4 topics" in words and "Wide 0" in words
    assert "22 (55%), solid" in words and "6 (15%), shaky" in words


def test_finer_topics_are_folded_into_the_tree_and_told_on_the_card():
    told = leveled()
    coarse = replace(
        told,
        clustering=replace(told.clustering, labels=told.clustering.levels[0], level=0,
                           nearest=told.clustering.levels[0],
                           second=np.full(len(told), -1, np.int32),
                           second_shares=np.zeros(len(told), np.float32)),
        identities=replace(told.identities, ids=(0, 1), colours=(-1, -1)),
    )  # fmt: skip
    html, words = section(coarse)
    tree = html[html.index('<ul class="tree">') : html.index("Where each lies")]
    assert tree.count("<details>") == 2
    card = words[words.index("One by one") :]
    assert "Finer Harbour · sights 0 12 , solid Orchard · sights 1 10 , solid" in card


def test_where_there_is_one_level_there_is_no_tree():
    html, words = section(results())
    assert 'class="tree"' not in html and "From coarse to fine" not in words
    assert topic_tree.draw(results(), Form()) == []


def test_stability_is_told_in_words_with_its_number():
    _, words = section(leveled())
    assert "Shaky: 0.40 of it comes back when documents are left out." in words
    assert "comes back" not in section(results())[1]
    told = leveled()
    seeds = np.stack([told.clustering.labels] * 3)
    again = replace(told, clustering=replace(told.clustering, replicas=seeds))
    said = "0.40 of it comes back when documents are left out, 1.00 with another seed."
    assert said in section(again)[1]
    found = table.table(again)["seed_stability"]
    default = table.table(again)["level"] == told.clustering.level
    assert (found[default] == 1).all() and np.isnan(found[~default]).all()


def test_how_many_find_a_topic_by_its_name_stands_beside_chance():
    told = results()
    first, *others = told.topics.topics
    tried = Topics((replace(first, found_by_name=0.75), *others))
    _, words = section(replace(told, topics=tried))
    said = "By its name alone 75% of its documents find it among all 4, by chance 25%."
    assert words.count(said) == 1 == words.count("By its name alone")
    column = table.table(replace(told, topics=tried))["found_by_name"]
    assert column[0] == 0.75 and np.isnan(column[1:]).all()


def test_keywords_come_with_their_weights():
    _, words = section(results())
    assert "word00 1.00 word01 0.50 word02 0.33" in words


def test_a_document_is_represented_by_the_sentence_that_says_most_of_the_topic():
    keywords = (Keyword("gaussian splatting", 1.0), Keyword("scenes", 0.6), Keyword("fast", 0.1))
    text = "We are fast. Dynamic scenes by Gaussian splatting, e.g. at home. Scenes matter."
    assert telling(text, keywords) == [
        ("Dynamic ", False), ("scenes", True), (" by ", False), ("Gaussian splatting", True),
        (", e.g. at home.", False),
    ]  # fmt: skip
    assert telling("First. Second.", keywords) == [("First.", False)]
    assert telling("", keywords) == []


@given(st.text(max_size=1500), st.lists(st.text(min_size=1, max_size=5), max_size=3))
@settings(deadline=None)
def test_an_excerpt_is_a_part_of_the_sentence_and_no_longer_than_its_room(sentence, words):
    quoted = "".join(piece for piece, _ in excerpt(sentence, words))
    assert len(quoted) <= LONGEST + 2
    assert quoted.strip("…").strip() in sentence


def test_topics_that_other_seeds_mix_are_near_and_the_chance_is_told():
    labels = np.repeat(np.arange(3, dtype=np.int32), 4)
    replica = np.array([0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2], dtype=np.int32)
    chances = together(labels, np.stack([labels, replica]), 3)
    assert chances[0, 1] == chances[1, 0] == pytest.approx((0 + 0.5) / 2)
    assert chances[0, 2] == 0
    told = results(sizes=(4, 4, 4), loose=0)
    told = replace(told, clustering=replace(told.clustering, replicas=replica[None]))
    first, *_ = near(told, lay_out(told).anchors)[0]
    assert (first.topic.topic, first.why) == (1, "50% together")
    assert "when 1 other random seed is tried" in section(told)[1]
    assert "random seed" not in section(results())[1]


def test_without_other_seeds_siblings_are_near_before_neighbours_on_the_map():
    told = leveled()
    anchors = np.array([[0.0, 0], [9, 0], [1, 0], [2, 0]])
    found = [(each.topic.topic, each.why) for each in near(told, anchors)[0]]
    assert found == [(1, "same coarser topic"), (2, "on the map"), (3, "on the map")]


def test_shared_keywords_make_topics_near():
    told = results()
    shared = (Keyword("sails", 1.0), Keyword("Ships", 0.5))
    of = tuple(
        replace(topic, keywords=shared) if topic.topic in (0, 3) else topic
        for topic in told.topics.topics
    )
    told = replace(told, topics=Topics(of))
    nearest = near(told, np.zeros((4, 2)))[0][0]
    assert (nearest.topic.topic, nearest.why) == (3, "shares “sails” and “Ships”")


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=60))
@settings(deadline=None)
def test_strokes_visit_every_place_and_no_other(places):
    path = strokes(np.array(places, dtype=int).reshape(-1, 2))
    visited = [
        (x, int(y))
        for left, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path)
        for x in range(int(left), int(left) + int(length) + 1)
    ]
    assert len(visited) == len(set(visited))
    assert set(visited) == set(places)


@pytest.mark.parametrize("variant", ["planted", "many", "one topic", "no documents"])
def test_little_maps_keep_to_their_canvas(variant):
    told = VARIANTS[variant]()
    made = multiples(lay_out(told), told.clustering.labels, len(told.shown_topics))
    assert len(made.topics) == min(len(told.shown_topics), 60)
    for x, y, length in re.findall(r"M(-?\d+) (-?\d+)h(\d+)", "".join([made.ground, *made.topics])):
        assert 0 <= int(x) and int(x) + int(length) <= ACROSS and 0 <= int(y) <= made.height


def test_little_maps_of_very_many_documents_are_small():
    draw = np.random.default_rng(0)
    labels = np.sort(draw.integers(0, 60, 120_000)).astype(np.int32)
    points = draw.normal(0, 1, (60, 2))[labels] * 200 + draw.normal(0, 40, (120_000, 2)) + 500
    layout = replace(lay_out(results()), points=points, height=700.0)
    made = multiples(layout, labels, 60)
    assert len("".join([made.ground, *made.topics])) < 300_000


def test_every_topic_has_a_card_that_is_closed():
    html, _ = section(VARIANTS["many"]())
    assert html.count('<details class="card topic fold">') == 60
    assert {f'id="topic-{number}"' for number in range(60)} <= set(re.findall(r'id="[^"]*"', html))


def test_the_table_of_the_tree_has_every_topic_with_its_parent():
    table = topic_tree.table(leveled())
    assert table["level"].tolist() == [0, 1, 1, 0, 1, 1]
    assert list(table["parent_label"]) == ["", "Wide 0", "Wide 0", "", "Wide 1", "Wide 1"]
    assert table["inside"].tolist() == [1.0] * 6
    assert table["documents"].tolist() == [22, 12, 10, 14, 8, 6]


def test_a_level_with_too_many_topics_to_draw_is_left_to_the_table():
    fine = list(range(topic_tree.MOST + 1))
    told = on_levels([0] * 30 + [1] * (len(fine) - 30), fine, level=0)
    assert topic_tree.draw(told, Form()) == []
    assert len(topic_tree.table(told)["topic"]) == len(fine) + 2


def test_sizes_come_with_how_well_a_topic_holds():
    table = topic_sizes.table(leveled())
    assert list(table["holds"]) == ["solid", "solid", "fair", "shaky", ""]
    assert list(table["stability"])[:2] == pytest.approx([0.9, 0.85])
    (page,) = topic_sizes.draw(leveled(), Form())
    texts = [text.get_text() for text in page.axes[0].texts]
    assert "6 (15%), shaky 0.40" in texts
    assert "4 (10%)" in texts
