"""Input quality: what was read, what was left out, what repeats, what it is written in."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

import numpy as np

from pipeline.core.corpus import Dropped
from pipeline.report.results import Results
from pipeline.report.sections.mention import Mention, mention
from pipeline.report.wording import count

EXAMPLES, COPIES_LISTED = 3, 10


@dataclass(frozen=True)
class InputQuality:
    """Facts about the corpus, dropped records by reason, copies and languages.

    facts        each with its name
    records      in the input, kept and dropped
    dropped      each reason, how many records it has, and the first of them
    copies       documents that occur more than once, each with the ids of the later ones
    more_copies  how many such documents are not in ``copies``
    languages    each code, empty for texts too short to tell, with its documents; none of one alone
    """

    facts: list[tuple[str, str]]
    records: int
    dropped: list[tuple[str, int, list[Dropped]]]
    copies: list[tuple[Mention, list[str]]]
    more_copies: int
    languages: list[tuple[str, int]]


def input_quality(results: Results) -> InputQuality:
    """Look at the corpus as it was read."""
    copies = _copies(results)
    languages = Counter(results.corpus.languages).most_common()
    return InputQuality(
        facts=_facts(results, languages),
        records=results.records,
        dropped=[(*row, _examples(results, row[0])) for row in results.dropped_reasons],
        copies=copies[:COPIES_LISTED],
        more_copies=max(len(copies) - COPIES_LISTED, 0),
        languages=languages if len(languages) > 1 else [],
    )


def _facts(results: Results, languages: list[tuple[str, int]]) -> list[tuple[str, str]]:
    corpus = results.corpus
    facts = [
        ("Records read", f"{results.records:,}"),
        ("Documents kept", f"{len(results):,}"),
        ("Records dropped", f"{len(corpus.dropped):,}"),
        ("Word for word copies", f"{results.copies:,}"),
        ("With a title", f"{sum(map(bool, corpus.titles)):,}"),
    ]
    if len(corpus.left_out):
        documents = count(len(np.unique(corpus.left_out[:, 0])), "document")
        facts.append(("Boilerplate not read", f"in {documents}; boilerplate.csv lists it"))
    if len(corpus.masked) or len(corpus.masked_titles):
        masked = np.union1d(corpus.masked[:, 0], corpus.masked_titles[:, 0])
        facts.append(("Masked, not read", f"in {count(len(masked), 'document')} (load.mask)"))
    if titled := int(corpus.titled.sum()):
        facts.append(("Read by title alone", f"{titled:,}"))
    lengths = [len(text) for text in corpus.texts]
    if lengths:
        low, middle, high = min(lengths), int(np.median(lengths)), max(lengths)
        facts.append(("Text length", f"{low:,} to {high:,} characters, half above {middle:,}"))
    if len(languages) == 1:
        facts.append(("Language", languages[0][0] or "too short to tell"))
    dates = sorted(date for date in corpus.dates if date)
    if dates:
        missing = len(results) - len(dates)
        facts.append(("Dates", f"{dates[0]} to {dates[-1]}, {missing:,} missing"))
    facts += [
        (f"Column {name}", count(len(set(values)), "different value"))
        for name, values in corpus.groups.items()
    ]
    return facts


def _examples(results: Results, reason: str) -> list[Dropped]:
    found = [record for record in results.corpus.dropped if record.reason == reason][:EXAMPLES]
    return found if results.quotes else [replace(record, excerpt="") for record in found]


def _copies(results: Results) -> list[tuple[Mention, list[str]]]:
    """Each document that occurs more than once, with the ids of its copies."""
    later: dict[int, list[str]] = defaultdict(list)
    for document, first in enumerate(results.corpus.first_copy):
        if first != document:
            later[int(first)].append(results.corpus.ids[document])
    return [(mention(results, first), ids) for first, ids in sorted(later.items())]
