"""Topics: what was found, as a tree, as little maps, and each in words and typical documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.artifacts import Keyword, Topic
from pipeline.core.stability import BORDERS, holds
from pipeline.report.doors import search_for
from pipeline.report.layout import lay_out
from pipeline.report.lettering import without_controls
from pipeline.report.multiples import ACROSS, MOST, Multiples, multiples
from pipeline.report.related_topics import Neighbour, near
from pipeline.report.results import Results
from pipeline.report.sections.mention import Mention, mention
from pipeline.report.sentences import Pieces, telling
from pipeline.report.settings import MOST_EXAMPLES
from pipeline.report.tree import Branch, grow, prune, walk
from pipeline.report.wording import listing, out_of

OPEN = 24
"""Topics whose typical documents report.md names."""

HOLDING = (
    "How well a topic holds is how much of it comes back when documents are left out: 1 is all; "
    f"{BORDERS}."
)


@dataclass(frozen=True)
class SizedTopic:
    """A topic with how large and how stable it is; None where that is not known.

    ``number`` is what readers know it by, ``level`` None for the default one.
    """

    label: str
    size: int
    stability: float | None
    number: int
    level: int | None

    @property
    def holds(self) -> str:
        """How well it holds, in a word; empty if unknown."""
        return holds(self.stability)


@dataclass(frozen=True)
class TreeTopic(SizedTopic):
    """A topic in the tree; ``id`` is None off the default level, what lies ``deep`` is folded."""

    id: int | None
    inside: int
    deep: bool
    branches: list["TreeTopic"]


@dataclass(frozen=True)
class ToldTopic(SizedTopic):
    """A topic of the default level.

    seed_stability
               how well it comes back with another seed; None where that is not known
    themes     number, name and how many of its documents have it
    found_by_name
               share of its documents that are nearest to its name; None where that is not known
    near       id, label and what makes it near
    documents  the typical ones, each with its most telling sentence
    named      how a model named it, None where its name is not a model's
    """

    colour: int
    seed_stability: float | None
    found_by_name: float | None
    keywords: tuple[Keyword, ...]
    themes: list[tuple[int, str, int]]
    near: list[tuple[int, str, str]]
    finer: list[SizedTopic]
    documents: list[tuple[Mention, Pieces]]
    named: "NamedByModel | None"


@dataclass(frozen=True)
class NamedByModel:
    """A name of a model: its sentence, the documents that it was shown, what was asked and said.

    ``documents`` are those that the run has, ``others`` the ids of the rest; ``prompt`` and
    ``answer`` are empty where texts are not to be quoted. ``by_words`` is the describer's name, and
    ``found_by_words`` the share of documents that find the topic by that; None where not known.
    """

    model: str
    summary: str
    documents: list[Mention]
    others: list[str]
    prompt: str
    answer: str
    by_words: str
    found_by_words: float | None


@dataclass(frozen=True)
class TopicsView:
    """The topics of the default level, the largest first, and how they stand in the tree.

    ``named`` says which model named them and is empty where none did.
    ``levels`` are the numbers of topics on every level, ``seeds`` the other seeds that were
    tried; ``holding`` says how stabilities are read and is empty where there are none;
    ``searches`` find what holds each keyword.
    """

    topics: list[ToldTopic]
    tree: list[TreeTopic]
    levels: str
    widest: int
    largest: int
    holding: str
    seeds: int
    searches: dict[str, str]
    multiples: Multiples
    named: str
    open: int = OPEN
    across: int = ACROSS
    most: int = MOST


def view(results: Results) -> TopicsView:
    """Each topic with what is typical of it, and how the topics stand to each other."""
    layout, level = lay_out(results), results.clustering.level
    tree = [prune(branch, level) for branch in grow(results)]
    finer = {
        branch.topic.topic: branch.branches
        for branch, _ in walk(tree)
        if branch.topic.level == level
    }
    triples = zip(results.shown_topics, layout.colours, near(results, layout.anchors), strict=True)
    levels = range(len(results.clustering.levels))
    return TopicsView(
        topics=[
            _topic(results, topic, colour, nearest, finer[topic.topic])
            for topic, colour, nearest in triples
        ],
        tree=[_branch(results, branch) for branch in tree] if len(levels) > 1 else [],
        levels=listing([f"{len(results.topics.at(each)):,}" for each in levels]),
        widest=max((branch.topic.size for branch in tree), default=0),
        largest=max((topic.size for topic in results.shown_topics), default=0),
        holding=HOLDING if results.clustering.stabilities else "",
        seeds=len(results.clustering.replicas),
        searches={
            keyword.word: search_for(keyword.word)
            for topic in results.shown_topics
            for keyword in topic.keywords
        },
        multiples=multiples(layout, results.clustering.labels, len(results.shown_topics)),
        named=_by_model(results),
    )


def _branch(results: Results, branch: Branch) -> TreeTopic:
    topic, level = branch.topic, results.clustering.level
    return TreeTopic(
        *_sized(results, topic),
        id=results.id_of(topic) if topic.level == level else None,
        inside=branch.inside,
        deep=topic.level >= level,
        branches=[_branch(results, each) for each in branch.branches],
    )


def _sized(results: Results, topic: Topic) -> tuple[str, int, float | None, int, int | None]:
    level = None if topic.level == results.clustering.level else topic.level
    return topic.label, topic.size, results.stability_of(topic), results.id_of(topic), level


def _topic(
    results: Results,
    topic: Topic,
    colour: int,
    nearest: Sequence[Neighbour],
    finer: Sequence[Branch],
) -> ToldTopic:
    themes = {name: number for number, name in enumerate(results.themes.names)}
    return ToldTopic(
        *_sized(results, topic),
        colour=colour,
        seed_stability=results.seed_stability_of(topic),
        found_by_name=topic.found_by_name,
        keywords=topic.keywords,
        themes=[(themes[name], name, count) for name, count in results.themes_of(topic)],
        near=[(results.id_of(each.topic), each.topic.label, each.why) for each in nearest],
        finer=[SizedTopic(*_sized(results, branch.topic)) for branch in finer],
        documents=[
            (
                mention(results, document),
                telling(results.corpus.own_texts[document], topic.keywords)
                if results.quotes
                else [],
            )
            for document in topic.representatives[:MOST_EXAMPLES]
        ],
        named=_named(results, topic),
    )


def _by_model(results: Results) -> str:
    """Which model named how many of the topics, in a sentence; empty where none did."""
    named = sum(results.named_by(topic) == "model" for topic in results.shown_topics)
    if not named or results.origins is None:
        return ""
    origins = results.origins
    return (
        f"{origins.model} named {out_of(named, len(results.shown_topics), 'topic')} from typical "
        "sentences and wrote a sentence on each; the topics themselves are as they were found."
    )


def _named(results: Results, topic: Topic) -> NamedByModel | None:
    naming = results.naming_of(topic)
    if naming is None or results.origins is None:
        return None
    shown = [(id_, results.place_of(id_)) for id_ in naming.documents]
    return NamedByModel(
        model=results.origins.model,
        summary=naming.summary,
        documents=[mention(results, place) for _, place in shown if place is not None],
        others=[id_ for id_, place in shown if place is None],
        prompt=without_controls(naming.prompt) if results.quotes else "",
        answer=without_controls(naming.answer) if results.quotes else "",
        by_words=naming.by_words,
        found_by_words=naming.found_by_words,
    )
