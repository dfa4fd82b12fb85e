"""What is measured of each corpus, and what it is held against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks.languages.corpora import (
    NEWS,
    READ,
    SENTENCES,
    UNREAD,
    Text,
    drawn,
    in_languages,
    one_a_group,
    read_texts,
)
from benchmarks.languages.measures import Truth, by_language, macro_f1, of_one_language
from benchmarks.languages.rates import THREADS, rates
from benchmarks.languages.running import Embedded, embedded
from benchmarks.languages.telling import told
from benchmarks.speed.corpora import ABSTRACTS, abstracts
from benchmarks.speed.rows import Target
from pipeline.core.artifacts import Themes

THEMES = ("travel", "politics", "health", "sports")
"""Themes named in English that are labels of the sentences."""

CUT_OFF = 2_000
"""Sentences that are cut off, to see how soon their language is told."""

TEXTS_TIMED, RUNS_TIMED = 500, 3


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    what      what was measured
    of        of which texts
    found     the figures, in words
    targets   what they are held against
    """

    what: str
    of: str
    found: str
    targets: Sequence[Target] = ()


@dataclass(frozen=True)
class Results:
    """The lines of one job, and what is told beside them: tables by language, and sentences."""

    measures: Sequence[Measure]
    themes: dict[str, tuple[float, float | None]] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Job:
    """What needs one corpus."""

    corpus: str
    measure: Callable[[Path, int, int | None], Results]


def news(path: Path, seeds: int, limit: int | None) -> Results:
    """German news: topics beside the sections of the paper."""
    found = embedded(drawn(read_texts(path), limit))
    topics = [found.topics(seed) for seed in range(seeds)]
    scores = [_ami(found.labels, each.labels) for each in topics]
    counts = ", ".join(sorted({str(each.n_topics) for each in topics}, key=int))
    target = Target(float(np.mean(scores)), "AMI", "at least", 0.52)
    sections = len(set(found.labels.tolist()))
    return Results(
        [
            Measure(
                f"AMI with the {sections} sections",
                f"{path.name.partition('.')[0]}, {len(found.corpus):,} texts",
                f"{_over(scores)}; {counts} topics",
                [target],
            )
        ]
    )


def mixed_topics(path: Path, seeds: int, limit: int | None) -> Results:
    """Every sentence in one language at random: topics beside subjects and beside languages."""
    found = embedded(drawn(_one_language_each(path), limit))
    topics = [found.topics(seed) for seed in range(seeds)]
    subjects = [_ami(found.labels, each.labels) for each in topics]
    spoken = [_ami(found.languages, each.labels) for each in topics]
    of = f"{SENTENCES}, {len(found.corpus):,} sentences, each in one of {len(READ)} languages"
    counts = ", ".join(sorted({str(each.n_topics) for each in topics}, key=int))
    targets = (
        Target(float(np.mean(subjects)), "AMI", "at least", 0.40),
        Target(float(np.mean(spoken)), "AMI", "at most", 0.02),
    )
    return Results(
        [
            Measure(
                "AMI with the subject", of, f"{_over(subjects)}; {counts} topics", [targets[0]]
            ),
            Measure("AMI with the language", of, _over(spoken), [targets[1]]),
        ]
    )


def together(path: Path, seeds: int, limit: int | None) -> Results:
    """All translations together: how many topics are of one language only."""
    texts, measures, notes = read_texts(path), [], []
    for codes in (READ, READ | UNREAD):
        found = embedded(drawn(in_languages(texts, tuple(codes)), limit))
        runs = [of_one_language(found.topics(n).labels, found.languages) for n in range(seeds)]
        shares = [one / max(all_, 1) for one, all_ in runs]
        counts = ", ".join(f"{one} of {all_}" for one, all_ in runs)
        target = Target(float(np.mean(shares)), "of the topics", "at most", 0.1)
        of = f"{SENTENCES}, {len(found.corpus):,} sentences, all in each of {len(codes)} languages"
        held = [target] if codes is READ else []
        measures.append(Measure("topics of one language", of, f"{_over(shares)} ({counts})", held))
        notes += _told(found)
    return Results(measures, notes=notes)


def themes(path: Path, seeds: int, limit: int | None) -> Results:  # noqa: ARG001  no seed decides
    """Themes named in English, in texts of every language and in those of all together."""
    texts = read_texts(path)
    own = {}
    for code in READ:
        found = embedded(drawn(in_languages(texts, (code,)), limit), THEMES)
        own[code] = macro_f1(*_assigned(found, found.themes()))
    found = embedded(drawn(_one_language_each(path), limit), THEMES)
    assigned, truth = _assigned(found, found.themes())
    mixed, each = macro_f1(assigned, truth), by_language(assigned, truth, found.languages)
    english, others = own["eng"], [own[code] for code in READ if code != "eng"]
    of = f"{SENTENCES}, {len(in_languages(texts, ('eng',))):,} sentences"
    bound = 0.8
    return Results(
        [
            Measure("themes named in English, macro F1", f"{of} in English", f"{english:.3f}"),
            Measure(
                "the same, mean and least of the others",
                f"{of} in each of {len(others)} languages",
                f"{np.mean(others):.3f}, {min(others):.3f}",
                [
                    Target(float(np.mean(others)) / english, "of English, mean", "at least", bound),
                    Target(min(others) / english, "of English, least", "at least", bound),
                ],
            ),
            Measure(
                "the same, all together",
                f"{SENTENCES}, {len(found.corpus):,} sentences, each in one language",
                f"{mixed:.3f}",
                [Target(mixed / english, "of English", "at least", bound)],
            ),
        ],
        themes={READ[code]: (own[code], each.get(code)) for code in READ},
    )


def speed(path: Path, seeds: int, limit: int | None) -> Results:  # noqa: ARG001  no seed decides
    """Both models, and a table, on the same English texts, short ones and long ones."""
    sentences = [text.text for text in in_languages(read_texts(path), ("eng",))]
    read = {f"{SENTENCES}, {{}} English sentences": sentences}
    if (path.parent / f"{ABSTRACTS}.jsonl.gz").is_file():
        read[f"{ABSTRACTS}, {{}} abstracts"] = abstracts(path.parent, TEXTS_TIMED)
    else:
        print(f"skipped: the speed of abstracts, for {path.parent} has no {ABSTRACTS}.jsonl.gz")
    measures = []
    for of, texts in read.items():
        found = rates(texts[:limit], RUNS_TIMED)
        ratio = found["use_multilingual"] / found["minilm"]
        each = ", ".join(f"{name} {rate:,.0f}" for name, rate in found.items())
        target = Target(ratio, "times as many", "at least", 6)
        measures.append(
            Measure(
                f"documents a second, {THREADS} threads",
                of.format(f"{len(texts[:limit]):,}"),
                each,
                [target],
            )
        )
    return Results(measures)


def telling(path: Path, seeds: int, limit: int | None) -> Results:  # noqa: ARG001  no seed decides
    """Sentences whose beginning alone is there: how often their language is told."""
    names = READ | UNREAD
    texts = in_languages(read_texts(path), tuple(names))
    texts = drawn(texts, min(limit or CUT_OFF, CUT_OFF))
    of = f"{SENTENCES}, {len(texts):,} sentences in {len(names)} languages"
    return Results(
        [
            Measure(
                f"language told of {characters} characters{', among those named' * named}",
                of,
                str(told(texts, names, characters, named=named)),
            )
            for characters in (15, 30)
            for named in (False, True)
        ]
    )


JOBS: dict[str, Job] = {
    "news": Job(NEWS, news),
    "mixed": Job(SENTENCES, mixed_topics),
    "together": Job(SENTENCES, together),
    "themes": Job(SENTENCES, themes),
    "telling": Job(SENTENCES, telling),
    "speed": Job(SENTENCES, speed),
}


def _one_language_each(path: Path) -> tuple[Text, ...]:
    return one_a_group(in_languages(read_texts(path), tuple(READ)), seed=0)


def _assigned(found: Embedded, given: Themes) -> tuple[Truth, Truth]:
    """Which documents have each theme, and which should."""
    return given.assigned, np.column_stack([found.labels == name for name in THEMES])


def _ami(known: np.ndarray, topics: np.ndarray) -> float:
    return float(adjusted_mutual_info_score(known, topics))


def _over(values: Sequence[float]) -> str:
    """The mean over the seeds, and the range where there are several."""
    mean = f"{np.mean(values):.3f}"
    return mean if len(values) == 1 else f"{mean} ({min(values):.3f} to {max(values):.3f})"


def _told(found: Embedded) -> list[str]:
    """What the run tells of documents that the model does not read, and of which languages."""
    notes = []
    for check in found.checks:
        if check.code == "E10":
            lost = np.isin(found.corpus.ids, check.documents)
            names = READ | UNREAD
            shares = [
                f"{names[code]} {lost[found.languages == code].mean():.0%}"
                for code in names
                if lost[found.languages == code].any()
            ]
            notes.append(f"{check.code}: {check.message} Told of: {', '.join(shares)}.")
    return notes
