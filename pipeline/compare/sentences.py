"""A comparison in plain sentences, for the terminal, the page and a pull request."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.compare.comparison import Comparison, Verdict
from pipeline.compare.moves import Move
from pipeline.compare.run_tables import RunTables
from pipeline.compare.topic_changes import TopicChange, topic_changes
from pipeline.core.provenance import Provenance
from pipeline.report.reasons import because, changed
from pipeline.report.wording import count, listing, out_of, quoted

EXPLANATIONS: Final[dict[Verdict, str]] = {
    "no change": "Every document has the topic and the themes that it had.",
    "no document moved": "Every document that both runs have is where it was.",
    "no change beyond seed noise": "Another seed alone, with everything else as it was, moves as "
    "many documents: read nothing into the difference.",
    "more than seed noise": "Another seed alone does not move as many documents: what was changed "
    "between the runs did this.",
    "nothing in common": "The runs have no document with the same text: they are about different "
    "things.",
    "seed noise unknown": "How many documents another seed alone would move is not known: only "
    "cluster.method consensus tells, for the topics that it shows.",
}

LISTED = 4
"""Parts of a topic, or sources of one, that are named."""

NAMED = 3
"""Documents, topics or changes that are named of each kind; the tables have all."""


def sentences(comparison: Comparison, moved: Sequence[Move]) -> list[str]:
    """What changed in the config, what came of it, and whether it is more than chance."""
    return [
        what_changed(comparison),
        *documents(comparison),
        *topics(comparison),
        how_many_moved(comparison),
        *themes(comparison),
        *surprising(comparison, moved),
        verdict(comparison),
    ]


def computed(made: Provenance) -> Iterator[str]:
    """Which steps a run computed, and which it took from the store."""
    new = [stage.step for stage in made.stages if not stage.hit]
    if not new:
        yield "Nothing was computed: all results were there already."
    elif len(new) < len(made.stages):
        yield f"Computed: {', '.join(new)}; all else was there already."


def what_changed(comparison: Comparison) -> str:
    """The differences between the configs, and beside them."""
    settings = map(changed, comparison.config_changes)
    said = [*settings, *map(because, comparison.other_changes)]
    if not said:
        return "The config, the input and the code are the same."
    if not comparison.config_changes:
        return f"The config is the same; {_some(said)}."
    return f"Changed: {_some(said)}."


def documents(comparison: Comparison) -> Iterator[str]:
    """Documents that only one run has, or that were edited."""
    matching = comparison.matching
    kinds = (
        (len(matching.added), "added"),
        (len(matching.removed), "removed"),
        (int(matching.edited.sum()), "edited"),
    )
    told = [f"{count(number, 'document')} {what}" for number, what in kinds if number]
    if told:
        are = "is" if len(comparison) == 1 else "are"
        same = f"{count(len(comparison), 'document')} {are} the same in both runs"
        yield f"{listing(told)}; {same}."
    edited = int(matching.edited.sum())
    if edited and len(comparison):
        yield f"Of {count(edited, 'edited document')} {comparison.edited_elsewhere:,} moved."
    yield from _dropped(comparison)


def _dropped(comparison: Comparison) -> Iterator[str]:
    sides = (comparison.before, comparison.after)
    before, after = (side.dropped for side in sides)
    if before != after:
        yield f"Records dropped: {before:,} -> {after:,}."


def topics(comparison: Comparison) -> Iterator[str]:
    """How many topics went on, and what became of the rest, by name."""
    found = topic_changes(comparison.alignment)
    kept = sum(each.change == "kept" for each in found)
    before, after = len(comparison.before.labels), len(comparison.after.labels)
    if kept == before == after:
        yield f"All {count(kept, 'topic')} are kept." if kept else "There are no topics."
    else:
        yield f"{count(before, 'topic')} before, {after:,} after; {kept:,} kept."
    yield from _split(comparison, found)
    yield from _merged(comparison, found)
    yield from _renamed(comparison)
    yield from _ended(comparison.before, "Gone", [f.before for f in found if f.change == "gone"])
    yield from _ended(comparison.after, "New", [f.after for f in found if f.change == "new"])


def _renamed(comparison: Comparison) -> Iterator[str]:
    names = [f"{quoted(one)} is now {quoted(other)}" for one, other in comparison.renamed]
    if names:
        yield f"Renamed: {_some(names)}."


def how_many_moved(comparison: Comparison) -> str:
    """Documents that are not where their topic went, beside what the seed alone moves."""
    number, n = int(comparison.moved.sum()), len(comparison)
    if not n:
        return "The runs have no document in common."
    said = f"{out_of(number, n)} moved" if number else "No document moved"
    noise = comparison.noise
    if not noise.known:
        return f"{said}; how many move with the seed alone is not known."
    return f"{said}; another seed alone moves up to {round(noise.limit * n):,}."


def themes(comparison: Comparison) -> Iterator[str]:
    """Themes that came and went, their new sizes, and documents with other themes."""
    before, after = comparison.before, comparison.after
    for what, names in (
        ("New themes", [name for name in after.themes if name not in before.themes]),
        (
            "Themes no longer asked for",
            [name for name in before.themes if name not in after.themes],
        ),
    ):
        if names:
            yield f"{what}: {_some(map(quoted, names))}."
    if not comparison.common_themes:
        return
    number = int(comparison.rethemed.sum())
    if not number:
        if len(comparison):
            yield "No document has other themes."
        return
    sizes = _theme_sizes(comparison)
    grown = [
        f"{quoted(name)} {was:,} -> {now:,}" for name, (was, now) in sizes.items() if was != now
    ]
    told = f" ({_some(grown)})" if grown else ""
    have = "has" if number == 1 else "have"
    yield f"{out_of(number, len(comparison))} {have} other themes{told}, which no seed does."


def surprising(comparison: Comparison, moved: Sequence[Move]) -> Iterator[str]:
    """The documents whose move surprises most, by name."""
    first = [move for move in moved if move.kind == "moved"][:NAMED]
    if first:
        named = "; ".join(_named(comparison, move) for move in first)
        yield f"Most surprising: {named}."


def verdict(comparison: Comparison) -> str:
    """The last word."""
    return f"Verdict: {comparison.verdict}."


def explanation(comparison: Comparison) -> str:
    """What the verdict means, in a sentence or two."""
    if comparison.seed_alone and comparison.moved.any():
        return "Nothing but the seed was changed: this is what a seed does."
    if comparison.verdict != "more than seed noise" or comparison.noise.beyond:
        return EXPLANATIONS[comparison.verdict]
    themes = "The themes are not the same, and no seed changes them."
    if not comparison.moved.any():
        return themes
    topics = "no more than another seed would move them" if comparison.noise.known else "too"
    return f"{themes} Documents also moved between topics, {topics}."


def _named(comparison: Comparison, move: Move) -> str:
    before, after = comparison.before, comparison.after
    position = move.after or 0
    where = f"from {_topic(before, move.from_topic)} to {_topic(after, move.to_topic)}"
    return f"{quoted(after.titles[position])} ({after.ids[position]}) {where}"


def _topic(side: RunTables, topic: int) -> str:
    return quoted(side.label(topic)) if topic >= 0 else "no topic"


def _split(comparison: Comparison, found: Sequence[TopicChange]) -> Iterator[str]:
    ways = [(each.before, each.after) for each in found if each.change == "split"]
    parts = _grouped(ways)
    for topic, into in list(parts.items())[:NAMED]:
        names = _listed([quoted(comparison.after.label(part)) for part in into])
        yield f"Split: {quoted(comparison.before.label(topic))} into {names}."
    yield from _and_more(len(parts), "split")


def _merged(comparison: Comparison, found: Sequence[TopicChange]) -> Iterator[str]:
    ways = [(each.after, each.before) for each in found if each.change == "merged"]
    sources = _grouped(ways)
    for topic, of in list(sources.items())[:NAMED]:
        names = _listed([quoted(comparison.before.label(source)) for source in of])
        yield f"Merged: {names} into {quoted(comparison.after.label(topic))}."
    yield from _and_more(len(sources), "merged")


def _grouped(ways: Sequence[tuple[int | None, int | None]]) -> dict[int, list[int]]:
    """The second of each pair by the first."""
    groups: dict[int, list[int]] = defaultdict(list)
    for one, other in ways:
        if one is not None and other is not None:
            groups[one].append(other)
    return groups


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - LISTED
    return listing([*names[:LISTED], f"{rest:,} more"] if rest > 1 else list(names))


def _ended(side: RunTables, what: str, ids: Sequence[int | None]) -> Iterator[str]:
    names = [quoted(side.label(topic)) for topic in ids if topic is not None]
    if names:
        yield f"{what}: {_some(names)}."


def _and_more(number: int, what: str) -> Iterator[str]:
    if number > NAMED:
        rest = number - NAMED
        yield f"{rest:,} more {'was' if rest == 1 else 'were'} {what}."


def _some(parts: "Sequence[str] | map[str]") -> str:
    found = list(parts)
    rest = len(found) - NAMED
    return "; ".join(found[:NAMED]) + (f"; and {rest:,} more" if rest > 0 else "")


def _theme_sizes(comparison: Comparison) -> Mapping[str, tuple[int, int]]:
    """Documents of each common theme before and after, of those that both runs have."""
    one, other = comparison.pairs
    before, after = comparison.before, comparison.after
    return {
        name: (
            int(before.having(name)[one].sum()),
            int(after.having(name)[other].sum()),
        )
        for name in comparison.common_themes
    }


def kinds(moved: Sequence[Move]) -> Counter[str]:
    """How many documents differ in which way."""
    return Counter(move.kind for move in moved)
