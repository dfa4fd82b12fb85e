"""The source instead of the subject: it is noticed, put as a possibility, and the advice works."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_mutual_info_score

import pipeline.load.inspect
import samples
from pipeline.cluster.kmeans import KMeans
from pipeline.core.artifacts import Keyword, Topic
from pipeline.core.corpus import Corpus
from pipeline.describe.ctfidf import CTFIDF
from pipeline.embed.lsa import LSA
from pipeline.evaluate.source import source_checks
from pipeline.load.inspect import inspect
from pipeline.load.records import Options, Record, Records

PLAYS = {
    "The Weir": ("HERON", "MARLOW", "ODETTE"),
    "The Lantern": ("QUILLON", "BASTIAN", "ISMENE"),
    "The Orchard": ("TALBOT", "VERENA", "CORIN"),
    "The Ferry": ("ANSELM", "LUDMILA", "PEREGRINE"),
}
SUBJECTS = {
    "war": ["sword", "battle", "armour", "siege", "banner", "soldier"],
    "love": ["heart", "kiss", "letter", "rose", "sigh", "promise"],
    "money": ["coin", "debt", "ledger", "merchant", "purse", "interest"],
    "weather": ["storm", "thunder", "rain", "cloud", "frost", "wind"],
}


def scenes(count=60):
    """Plays, subjects and scenes: in each three speak, name each other, and are of one subject."""
    draw = np.random.default_rng(5)
    found = []
    for number in range(count):
        play, subject = list(PLAYS)[number % 4], list(SUBJECTS)[number // 4 % 4]
        lines = []
        for turn in range(8):
            speaker = PLAYS[play][turn % 3]
            others = [name.title() for name in PLAYS[play] if name != speaker]
            word = draw.choice(SUBJECTS[subject])
            lines.append(f"{speaker}.\nSpeak, {others[turn % 2]}, of the {word}, good {others[0]}.")
        found.append((play, subject, "\n".join(lines)))
    return found


def posts(count=80):
    """Who is spoken to, subjects and posts of a chat: of each person one post of each subject."""
    draw = np.random.default_rng(5)
    for number in range(count):
        who, subject = f"10-19-30sUser{number % 4}", list(SUBJECTS)[number // 4 % 4]
        words = " and ".join(draw.permutation(SUBJECTS[subject])[:2])
        yield who, subject, f"{who} {who}: {words}, {who}"


def corpus(texts, **groups):
    n = len(texts)
    return Corpus(
        ids=tuple(map(str, range(n))),
        titles=("",) * n,
        texts=tuple(texts),
        first_copy=np.arange(n, dtype=np.int32),
        groups=groups,
    )


def labelled(values):
    names = sorted(set(values))
    return samples.clustering_of([names.index(value) for value in values])


def topics(*keywords):
    return [
        Topic(0, number, words[0], tuple(Keyword(word, 1.0) for word in words), 1, (0,))
        for number, words in enumerate(keywords)
    ]


NOTHING = topics(("sword", "siege"), ("heart", "kiss"), ("coin", "debt"), ("storm", "rain"))


def checks(texts, labels, shown=NOTHING, **groups):
    return {each.code: each for each in source_checks(corpus(texts, **groups), labels, shown)}


def test_topics_that_are_the_plays_are_noticed():
    play, subject, texts = zip(*scenes(), strict=True)
    (check,) = checks(texts, labelled(play), play=play).values()
    assert (check.code, check.severity) == ("Q20", "warning")
    assert "nearly the values of 'play': their adjusted mutual information is 1.00" in check.message
    assert "4 of 4 topics have 80% or more" in check.message
    assert (
        "information is 1.00" in check.message and "You may be seeing the source" in check.message
    )
    assert "set load.mask: names; 60 of 60 texts" in check.advice
    assert checks(texts, labelled(subject), play=play) == {}


def test_topics_that_are_the_whole_documents_of_passages_are_noticed():
    play, _, texts = zip(*scenes(), strict=True)
    passages = replace(corpus(texts), parents=play, parent_titles=play)
    (told,) = source_checks(passages, labelled(play), NOTHING)
    assert (told.code, told.severity) == ("Q20", "warning")
    assert "nearly the values of 'parent'" in told.message


def test_a_category_that_the_topics_find_is_told_and_no_warning():
    _, subject, texts = zip(*scenes(), strict=True)
    told = checks(["plain words"] * len(texts), labelled(subject), category=subject)
    assert told["Q20"].severity == "info"
    assert "If 'category' is where texts are from" in told["Q20"].message
    assert "look at one value at a time" in told["Q20"].advice


def test_chance_and_too_few_values_are_no_likeness():
    draw = np.random.default_rng(3)
    play, _, texts = zip(*scenes(), strict=True)
    found = labelled(play)
    assert checks(texts, found, play=tuple(draw.permutation(play))) == {}
    assert checks(texts, found, play=tuple(map(str, range(60)))) == {}
    assert checks(texts, found, play=(*play[:8], *[""] * 52)) == {}
    assert checks(texts, found, play=("one",) * 60) == {}


def test_topics_that_are_handles_are_noticed():
    who, subject, texts = zip(*posts(), strict=True)
    assert checks(texts, labelled(who))["Q21"].advice == "Set load.mask: handles."
    assert "Q21" not in checks(texts, labelled(subject))


def test_topics_named_after_who_speaks_are_noticed():
    _, subject, texts = zip(*scenes(), strict=True)
    shown = topics(("Heron", "good Marlow", "siege"), ("heart", "kiss"), *[("coin",)] * 2)
    told = checks(texts, labelled(subject), shown)["Q22"]
    assert told.message.startswith("“Heron” is named mostly after people that the texts name")
    assert "(Heron, good Marlow)" in told.message
    assert checks(texts, labelled(subject), topics(("Heron", "coin", "debt"), *[("x",)] * 3)) == {}


def found(records, column, mask):
    """The subjects, and the corpus, topics and keywords that are found with a mask."""
    sources, subjects, texts = zip(*records, strict=True)
    read = [
        Record(f"line {number}", str(number), text, groups=(source,))
        for number, (source, text) in enumerate(zip(sources, texts, strict=True))
    ]
    texts = inspect(Records(read, (column,)), Options(path=Path(), mask=mask))
    embedder = LSA(n_components=10)
    vectors = embedder(texts)
    labels = KMeans(n_topics=4)(vectors)
    shown = CTFIDF()(texts, vectors, labels, embedder).topics
    return subjects, texts, labels, shown


@pytest.mark.usefixtures("without_languages")
@pytest.mark.parametrize(
    ("records", "column", "raised", "mask"),
    [
        (scenes, "play", {"Q20", "Q22"}, "names"),
        (posts, "recipient", {"Q21"}, "handles"),
    ],
)
def test_the_advice_turns_topics_from_the_source_to_the_subject(records, column, raised, mask):
    told, agreement = {}, {}
    for chosen in ((), mask):
        subjects, texts, labels, shown = found(records(), column, chosen)
        told[chosen] = {each.code: each.advice for each in source_checks(texts, labels, shown)}
        agreement[chosen] = adjusted_mutual_info_score(subjects, labels.labels)
    assert raised <= set(told[()]) and not told[mask]
    assert all(f"set load.mask: {mask}" in told[()][code].replace("Set", "set") for code in raised)
    assert agreement[()] < 0.2 and agreement[mask] > 0.8


@pytest.fixture
def without_languages(monkeypatch):
    monkeypatch.setattr(
        pipeline.load.inspect, "language_teller", lambda among: lambda texts: ("",) * len(texts)
    )
