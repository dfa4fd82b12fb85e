"""A finished run in plain sentences, written from its numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.artifacts import Check
from pipeline.core.bars import BARS
from pipeline.core.stability import holds, redrawn, settled
from pipeline.report.lettering import printable
from pipeline.report.results import Results
from pipeline.report.shares import findings
from pipeline.report.wording import count, documents_told, have, listing, out_of, percent, quoted

NAMED = 3
DOUBTS = 8
"""Checks that are told in a sentence each."""
THEMES_LISTED = 8
GOOD = 0.15
"""The share of a theme that a topic has to hold to be named with it."""
LYING, SEVERAL = 5, 3
"""Documents of a theme, and topics in all, from which on it is told where the theme lies."""
FEW = 50
"""Below this many documents one more or less moves a share by 2 points or more."""


def sentences(results: Results) -> list[str]:
    """What was found and what stands out; the checks, which have words of their own, apart."""
    quiet = [*_holding(results), *_no_doubt(results), *_small_numbers(results)]
    return [*found(results), *standing_out(results), *quiet]


def found(results: Results) -> list[str]:
    """Documents, topics and themes in numbers."""
    return [*_documents(results), _topics(results), *_themes(results)]


def headline(results: Results) -> list[str]:
    """What was found, in two sentences for somebody who reads no more."""
    told = [*_largest_topics(results)[:1], *_themes(results)[:1], *found(results)]
    return told[:2]


def standing_out(results: Results) -> list[str]:
    """The largest topics, where the themes lie among them, what grows and who differs."""
    lying = [*_concentrated_themes(results), *_spread_themes(results)]
    return [*_largest_topics(results), *lying, *findings.told(results)]


def distrust(results: Results) -> list[str]:
    """How the topics hold, what the checks found and what the numbers are too small for."""
    doubts = [*_no_doubt(results), *_checks(results.checks)]
    return [*_holding(results), *doubts, *_small_numbers(results)]


def changed(results: Results) -> list[str]:
    """What was changed since the run that this one is compared with, and what came of it."""
    compared = results.compared
    if not compared:
        return []
    moved = compared.documents.get("moved", 0)
    what = f"{count(moved, 'document')} moved" if moved else "no document moved"
    verdict = f"Compared with {printable(compared.against)}, {what}: {compared.verdict}."
    return [*compared.sentences[:1], verdict]


def _documents(results: Results) -> list[str]:
    n, dropped, undrawn = len(results), len(results.corpus.dropped), results.corpus.undrawn
    kept = documents_told(n, results.corpus.wholes)
    if dropped or undrawn:
        kept += f"{',' if results.corpus.is_cut else ''} of {count(results.records, 'record')}"
    became = f"{_were(n)} drawn at random" if undrawn else "could be used"
    fate = f"{dropped:,} {_were(dropped)} dropped ({_why(results)})"
    lines = [f"{kept} {became}; {fate if dropped else 'no record was dropped'}."]
    if results.corpus.is_cut:
        lines.append(
            "What is called a document here is a passage, unless it is called a whole document."
        )
    if results.copies:
        repeats = "repeats" if results.copies == 1 else "repeat"
        lines.append(f"{out_of(results.copies, n)} {repeats} an earlier one word for word.")
    return lines


def _why(results: Results) -> str:
    """The reasons, with numbers where there are several."""
    found = results.dropped_reasons
    if len(found) == 1:
        return printable(found[0][0])
    return ", ".join(f"{number:,} {printable(reason)}" for reason, number in found)


def _topics(results: Results) -> str:
    topics, n = len(results.shown_topics), len(results)
    hidden = len(set(results.identities.found.tolist()) - {-1})
    if not topics and hidden:
        return f"{count(hidden, 'topic')} {_were(hidden)} found, and overrides hide all."
    if not topics:
        return "No topics were found: no group of documents stands apart from the rest."
    form = "They form" if n > 1 else "It forms"
    if not results.without_topic:
        return f"{form} {count(topics, 'topic')}; every document has one."
    none = f"{out_of(results.without_topic, n)} {have(results.without_topic)} none"
    return f"{form} {count(topics, 'topic')}; {none}."


def _themes(results: Results) -> list[str]:
    n, names = len(results), results.themes.names
    if not names:
        return ["No themes were asked for."]
    largest = sorted(zip(names, results.theme_sizes, strict=True), key=lambda each: -each[1])
    listed = _few_of([_sized(name, size, n) for name, size in largest])
    asked = f"{count(len(names), 'theme')} {_were(len(names))} asked for"
    return [f"{asked}: {listed}.", *_sharing(results)]


def _sharing(results: Results) -> list[str]:
    n, several, none = len(results), results.several_themes, results.without_theme
    if not n:
        return []
    lacking = f"{out_of(none, n)} {have(none)} no theme" if none else "Every document has a theme"
    if not several:
        return [f"{lacking}."]
    return [f"{lacking}; {several:,} ({percent(several, n)}) {have(several)} more than one."]


def _largest_topics(results: Results) -> list[str]:
    topics, n = results.shown_topics, len(results)
    if len(topics) < 2:
        return []
    named = [_sized(topic.label, topic.size, n) for topic in topics[:NAMED]]
    return [f"The largest topics are {listing(named)}."]


def _holding(results: Results) -> list[str]:
    """How many topics are solid, fair and shaky."""
    words = Counter(holds(results.stability_of(topic)) for topic in results.shown_topics)
    told = [f"{words[word]:,} {word}" for word in ("solid", "fair", "shaky") if words[word]]
    if not told:
        return []
    held = f"How the topics hold when documents are left out: {listing(told)}"
    agreement = results.clustering.seed_agreement
    if agreement is None:
        return [f"{held}."]
    steady = f"{held}; another seed agrees with them to {agreement:.2f}, where 1 is in everything."
    numbers = results.clustering.redrawn_numbers
    if settled(results.clustering.n_topics, numbers):
        return [steady]
    return [
        "How many topics there are is not settled: with other documents left out there would be "
        f"{redrawn(numbers)}.",
        steady,
    ]


def _concentrated_themes(results: Results) -> list[str]:
    """The theme of which one topic of many holds most, by the largest share."""
    lying = [each for each in _lying(results) if 2 * each.documents > each.size]
    if not lying:
        return []
    most = max(lying, key=lambda each: each.documents / each.size)
    if most.documents < most.size:
        inside = f"{most.documents:,} of its {most.size:,} are in {most.topic}"
        return [f"{most.theme} lies mostly in one topic: {inside}."]
    return [f"{most.theme} lies wholly in one topic: all its {most.size:,} are in {most.topic}."]


def _spread_themes(results: Results) -> list[str]:
    """The largest topic of each theme of which no topic holds most, but one a good part."""
    lying = [each for each in _lying(results) if GOOD <= each.documents / each.size <= 0.5]
    named = [
        f"{each.theme} in {each.topic} ({each.documents:,} of {each.size:,})"
        for each in sorted(lying, key=lambda each: -each.size)[: NAMED + 1]
    ]
    return [f"Where the themes lie most: {listing(named)}."] if named else []


@dataclass(frozen=True)
class _Lying:
    """A theme of so many documents and the topic that holds most of them."""

    theme: str
    topic: str
    documents: int
    size: int


def _lying(results: Results) -> list[_Lying]:
    """Themes that are large enough, where there are several topics to lie in."""
    if len(results.shown_topics) < SEVERAL:
        return []
    pairs = zip(results.themes.names, results.theme_sizes, strict=True)
    found = [(name, size, results.topics_of(theme)) for theme, (name, size) in enumerate(pairs)]
    return [
        _Lying(quoted(name), quoted(topics[0][0].label), topics[0][1], size)
        for name, size, topics in found
        if size >= LYING and topics
    ]


def _no_doubt(results: Results) -> list[str]:
    """That nothing speaks against the result, where every bar is met; what was not measured."""
    values = {measure.name: measure.value for measure in results.quality.measures}
    known = {name: value for name, value in values.items() if value is not None}
    met = all(bar.met(known[bar.measure]) for bar in BARS if bar.measure in known)
    if _serious(results.checks) or not met:
        return []
    # a measure of themes is not there where no themes are asked for
    asked = [bar.measure for bar in BARS if bar.measure in values.keys() - known.keys()]
    unknown = [name.replace("_", " ") for name in asked]
    unmeasured = f" Not measured: {listing(unknown)}." if unknown else ""
    return [f"No check found a reason for doubt.{unmeasured}"]


def _checks(checks: Sequence[Check]) -> list[str]:
    """The most serious checks in words, and how many more there are."""
    lines = [
        f"{printable(check.message).rstrip('.')} ({check.severity} {check.code})."
        for check in _serious(checks)
    ]
    rest = len(lines) - DOUBTS
    return [*lines[:DOUBTS], *([f"The report lists {count(rest, 'more warning')}."] * (rest > 0))]


def _serious(checks: Sequence[Check]) -> list[Check]:
    """Problems, then warnings."""
    problems = [check for check in checks if check.severity == "problem"]
    return problems + [check for check in checks if check.severity == "warning"]


def _small_numbers(results: Results) -> list[str]:
    return [*_empty_themes(results), *_few_documents(results)]


def _empty_themes(results: Results) -> list[str]:
    """Themes that are there and have no documents; checks tell what is not."""
    names, sizes = results.themes.names, results.theme_sizes
    verdicts = results.themes.verdicts or ("there",) * len(names)
    triples = zip(names, sizes, verdicts, strict=True)
    empty = [quoted(name) for name, size, verdict in triples if not size and verdict == "there"]
    return [f"No document reached the threshold of {_few_of(empty)}."] if empty else []


def _few_documents(results: Results) -> list[str]:
    n = len(results)
    if not 0 < n < FEW:
        return []
    points = f"{100 / n:.0f}" if n <= 10 else f"{100 / n:.1f}"
    return [f"With {count(n, 'document')}, each moves a share by {points} percentage points."]


def _few_of(parts: Sequence[str]) -> str:
    """As many themes as can be listed in a sentence, and how many more."""
    rest = len(parts) - THEMES_LISTED
    return listing([*parts[:THEMES_LISTED], *([f"{rest} more"] if rest > 0 else [])])


def _sized(name: str, size: int, n: int) -> str:
    return f"{quoted(name)} ({count(size, 'document')}, {percent(size, n)})"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
