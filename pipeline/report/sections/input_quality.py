"""Input quality: what was read, what was left out, what repeats, what it is written in."""

from collections import Counter, defaultdict
from typing import Any

import numpy as np

from pipeline.report.results import Story
from pipeline.report.summary import reasons, records
from pipeline.report.wording import count

EXAMPLES, COPIES_LISTED = 3, 10


def view(story: Story) -> dict[str, Any]:
    """Facts about the corpus, dropped records by reason, copies and languages."""
    copies = _copies(story)
    return {
        "facts": _facts(story),
        "dropped": [_reason(story, reason, number) for reason, number in reasons(story)],
        "records": records(story),
        "copies": copies[:COPIES_LISTED],
        "more_copies": max(len(copies) - COPIES_LISTED, 0),
        "languages": _languages(story),
    }


def _facts(story: Story) -> list[tuple[str, str]]:
    corpus = story.corpus
    facts = [
        ("Records read", f"{records(story):,}"),
        ("Documents kept", f"{len(story):,}"),
        ("Records dropped", f"{len(corpus.dropped):,}"),
        ("Word for word copies", f"{story.copies:,}"),
        ("With a title", f"{sum(map(bool, corpus.titles)):,}"),
    ]
    lengths = [len(text) for text in corpus.texts]
    if lengths:
        low, middle, high = min(lengths), int(np.median(lengths)), max(lengths)
        facts.append(("Text length", f"{low:,} to {high:,} characters, half above {middle:,}"))
    dates = sorted(date for date in corpus.dates if date)
    if dates:
        missing = len(story) - len(dates)
        facts.append(("Dates", f"{dates[0]} to {dates[-1]}, {missing:,} missing"))
    facts += [
        (f"Column {name}", count(len(set(values)), "different value"))
        for name, values in corpus.groups.items()
    ]
    return facts


def _reason(story: Story, reason: str, number: int) -> dict[str, Any]:
    found = [record for record in story.corpus.dropped if record.reason == reason]
    return {"reason": reason, "number": number, "examples": found[:EXAMPLES]}


def _copies(story: Story) -> list[dict[str, Any]]:
    """Each document that occurs more than once, with the ids of its copies."""
    later: dict[int, list[str]] = defaultdict(list)
    for document, first in enumerate(story.corpus.first_copy):
        if first != document:
            later[int(first)].append(story.corpus.ids[document])
    return [
        {
            "number": first,
            "id": story.corpus.ids[first],
            "heading": story.headings[first],
            "copies": ids,
        }
        for first, ids in sorted(later.items())
    ]


def _languages(story: Story) -> list[tuple[str, int]]:
    counts = Counter(story.corpus.languages)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
