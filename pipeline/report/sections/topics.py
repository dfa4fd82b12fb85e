"""Topics: what was found, as a tree, as little maps, and each in words and typical documents."""

from collections.abc import Sequence
from typing import Any

from pipeline.core.artifacts import Topic
from pipeline.core.stability import BORDERS, holds
from pipeline.report.layout import lay_out
from pipeline.report.multiples import ACROSS, MOST, multiples
from pipeline.report.related_topics import Neighbour, near
from pipeline.report.results import Story
from pipeline.report.sentences import telling
from pipeline.report.settings import MOST_EXAMPLES
from pipeline.report.tree import Branch, grow, prune, walk
from pipeline.report.wording import listing

OPEN = 24
"""Topics told in full; those after are folded."""


def view(story: Story) -> dict[str, Any]:
    """The topics of the default level, the largest first, and how they stand in the tree."""
    layout, level = lay_out(story), story.clustering.level
    tree = [prune(branch, level) for branch in grow(story)]
    finer = {
        branch.topic.topic: branch.branches
        for branch, _ in walk(tree)
        if branch.topic.level == level
    }
    triples = zip(story.shown_topics, layout.colours, near(story, layout.anchors), strict=True)
    levels = range(len(story.clustering.levels))
    return {
        "topics": [
            _topic(story, topic, colour, nearest, finer[topic.topic])
            for topic, colour, nearest in triples
        ],
        "open": OPEN,
        "tree": [_branch(story, branch) for branch in tree] if len(levels) > 1 else [],
        "levels": listing([f"{len(story.topics.at(each)):,}" for each in levels]),
        "widest": max((branch.topic.size for branch in tree), default=0),
        "largest": max((topic.size for topic in story.shown_topics), default=0),
        "told": bool(story.clustering.stabilities),
        "borders": BORDERS,
        "seeds": len(story.clustering.replicas),
        "multiples": multiples(layout, story.clustering.labels, len(story.shown_topics)),
        "across": ACROSS,
        "most": MOST,
    }


def _branch(story: Story, branch: Branch) -> dict[str, Any]:
    """A topic in the tree; what lies deeper than the default level is to be folded."""
    level = story.clustering.level
    shown = branch.topic.level == level
    return _named(story, branch.topic) | {
        "id": story.id_of(branch.topic) if shown else None,
        "inside": branch.inside,
        "deep": branch.topic.level >= level,
        "branches": [_branch(story, each) for each in branch.branches],
    }


def _named(story: Story, topic: Topic) -> dict[str, Any]:
    return {"label": topic.label, "size": topic.size, "holds": holds(story.stability_of(topic))}


def _topic(
    story: Story, topic: Topic, colour: int, nearest: Sequence[Neighbour], finer: Sequence[Branch]
) -> dict[str, Any]:
    themes = {name: number for number, name in enumerate(story.themes.names)}
    return _named(story, topic) | {
        "number": story.id_of(topic),
        "colour": colour,
        "stability": story.stability_of(topic),
        "themes": [(themes[name], name, count) for name, count in story.themes_of(topic)],
        "keywords": topic.keywords,
        "near": [(story.id_of(each.topic), each.topic.label, each.why) for each in nearest],
        "finer": [_named(story, branch.topic) for branch in finer],
        "documents": [
            {
                "number": document,
                "id": story.corpus.ids[document],
                "heading": story.headings[document],
                "sentence": telling(story.corpus.texts[document], topic.keywords),
            }
            for document in topic.representatives[:MOST_EXAMPLES]
        ],
    }
