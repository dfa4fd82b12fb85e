"""What a reader should know about the corrections: what was applied, and what could not be."""

from collections.abc import Collection, Iterator, Mapping

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Corpus
from pipeline.core.errors import shown
from pipeline.overrides.level import Level
from pipeline.overrides.settings import Overrides
from pipeline.report.wording import count, listing

LISTED = 5
"""More ids than these are only counted."""


def missing_topics(overrides: Overrides, present: Collection[int]) -> Iterator[Check]:
    """O01, for each entry on a topic that the run does not have, or that is to be part of one."""
    advice = "Remove the entry, or give it the id of another topic (topics.csv)."
    into = overrides.destinations(present)
    for each in overrides.topics:
        if each.topic not in present:
            named = f"topic {each.topic} ({each.said})"
        elif each.merge_into is not None and into[each.topic] == each.topic:
            named = f"topic {each.merge_into} (topic {each.topic} is to be merged into it)"
        else:
            continue
        message = (
            f"{overrides.file} names {named}, and no topic of this run continues it; it is not "
            "applied."
        )
        yield Check("O01", "warning", message, advice)


def missing_documents(overrides: Overrides, corpus: Corpus) -> Iterator[Check]:
    """O02, where the corpus does not have every document that is named."""
    known = set(corpus.ids)
    named = {
        "fixes the themes of": [each.id for each in overrides.documents],
        "gives topics": list(overrides.homes),
    }
    for does, ids in named.items():
        missing = tuple(each for each in ids if each not in known)
        if not missing:
            continue
        message = (
            f"{overrides.file} {does} {count(len(ids), 'document')}, {len(missing):,} of which "
            f"the corpus does not have: {_listed(missing)}."
        )
        advice = "Remove such an entry, or give it the id of another document (documents.csv)."
        yield Check("O02", "warning", message, advice, missing)


def pins_applied(overrides: Overrides, pins: int, kept: int) -> Check:
    """O03, how many topics are pinned, and how many documents a pin has brought back."""
    documents = f" ({count(kept, 'document')} kept against the clustering)" if kept else ""
    return Check("O03", "info", f"{overrides.file}: {count(pins, 'topic')} pinned{documents}.")


def applied(
    overrides: Overrides, counts: Mapping[str, int], fixed: int, documents: Strings
) -> Iterator[Check]:
    """O03, in one sentence what was done to how many topics (``counts``) and documents."""
    parts: list[str] = []
    for done, number in counts.items():
        if number:  # "2 topics renamed, 1 merged"
            parts.append(f"{number:,} {done}" if parts else f"{count(number, 'topic')} {done}")
    if fixed:
        parts.append(f"themes of {count(fixed, 'document')} fixed")
    if parts:
        yield Check("O03", "info", f"{overrides.file}: {', '.join(parts)}.", "", documents)


def doubled_names(overrides: Overrides, level: Level) -> Iterator[Check]:
    """O04, for each topic that could not be called what it was to be called."""
    for each in overrides.topics:
        if each.name is None or each.topic not in level.topics:
            continue
        label = level.topics[each.topic].label
        if label != each.name:
            message = (
                f'{overrides.file} calls topic {each.topic} "{each.name}", and another topic is '
                f'called that, too; it is shown as "{label}".'
            )
            advice = "Choose another name, or make the two one topic (merge_into)."
            yield Check("O04", "warning", message, advice)


def _listed(ids: Strings) -> str:
    """The first ids, in quotes, and how many more there are."""
    named = [shown(identifier) for identifier in ids[:LISTED]]
    rest = len(ids) - len(named)
    return listing([*named, *([f"{rest} more"] if rest else [])])
