"""Stories to tell: a small planted run and what a user's data can do to it."""

from dataclasses import replace

import numpy as np

from pipeline.core.artifacts import (
    Check,
    Keyword,
    Measure,
    Quality,
    Topic,
    Topics,
    Vectors,
)
from pipeline.core.changes import Change, Reason
from pipeline.core.corpus import Corpus, Dropped
from pipeline.core.provenance import Provenance, StageRecord
from pipeline.core.theme import Theme
from pipeline.report.identities import first_identities
from pipeline.report.results import Results
from samples import clustering_of, themes_of

SUBJECTS = ("harbour", "orchard", "railway", "theatre")

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "$\\frac{1}{0$ and $$",
    "=HYPERLINK(\"http://example.org\";\"click\")",
    "turned \u202eround\u202c again",
    "nul \x00 escape \x1b[31m bell \x07 end",
    "{{ 7 * 7 }} {% raw %}",
    "a;b, \"c\"\r\nd",
    "W" * 300,
    "&amp; &lt;b&gt; ' \"",
)  # fmt: skip

CHINESE = "深度学习中的表示与推理" * 4


def results(
    sizes=(12, 10, 8, 6),
    loose=4,
    n_themes=3,
    titles=None,
    labels=None,
    theme_names=None,
    dropped=(),
    checks=(),
    **more,
):
    """Topics of these sizes on a ring, ``loose`` documents without one, overlapping themes.

    Document d has theme t where d % (t + 2) == 0, its score being 1 / (t + 2); otherwise
    0.1. ``more`` replaces fields of the corpus.
    """
    n = sum(sizes) + loose
    of_topic = np.repeat(np.arange(len(sizes) + 1), [*sizes, loose]).astype(np.int32)
    topic = np.where(of_topic == len(sizes), -1, of_topic).astype(np.int32)
    names = tuple(theme_names or (f"Theme {chr(65 + t)}" for t in range(n_themes)))
    titles = tuple(titles or (f"Notes on the {_subject(t)}, part {d}" for d, t in enumerate(topic)))
    corpus = {
        "ids": tuple(f"{d:03d}" for d in range(n)),
        "titles": tuple(titles[d % len(titles)] for d in range(n)),
        "texts": tuple(f"Text {d} about the {_subject(t)}." for d, t in enumerate(topic)),
        "first_copy": np.arange(n, dtype=np.int32),
        "languages": ("en",) * n,
        "records": n + len(dropped),
        "dropped": tuple(dropped),
        "checks": tuple(checks),
    } | more
    return Results(
        name="planted",
        title="A planted run",
        corpus=Corpus(**corpus),
        map=Vectors(_ring(of_topic, len(sizes))),
        clustering=clustering_of(
            topic,
            strengths=(topic >= 0).astype(np.float32) * 0.75,
            seed_agreements=(0.9,),
            **_second(topic),
        ),
        topics=Topics(tuple(_topic(topic, t, labels) for t in range(len(sizes)))),
        themes=_themes(n, names),
        asked=tuple(Theme(name=name[:80], description=f"All of {name}") for name in names),
        quality=Quality(
            (Measure("silhouette", 0.25, "above 0 is good"), Measure("gap", None, "?"))
        ),
        checks=tuple(checks),
        provenance=PROVENANCE,
        identities=first_identities(topic),
    )


def _second(topic):
    """The first document of topic 1 comes near to topic 0, by a quarter of the votes."""
    place = int(np.flatnonzero(topic == 1)[0]) if (topic == 1).any() else 0
    here = np.arange(len(topic)) == place
    return {
        "second": np.where(here & (topic == 1), 0, -1).astype(np.int32),
        "second_shares": np.where(here & (topic == 1), 0.25, 0).astype(np.float32),
    }


def passages(parents, sizes=(12, 10, 8, 6), loose=4, **more):
    """The story with these parents, as numbers; those are called "On 0" and so on."""
    parents = tuple(map(str, parents))
    return results(
        sizes,
        loose,
        parents=parents,
        parent_titles=tuple(f"On {name}" for name in parents),
        records=len(set(parents)),
        **more,
    )


def hostile():
    """Every text that a user or the data can give is out to do harm."""
    evil = results(
        sizes=(10,) * len(HOSTILE),
        titles=HOSTILE,
        labels=HOSTILE,
        theme_names=[text[:80] for text in HOSTILE],
        dropped=[Dropped(text, text, text, text, text) for text in HOSTILE],
        checks=[Check("X01", "warning", text, text, (text,)) for text in HOSTILE],
        groups=dict.fromkeys(HOSTILE, HOSTILE * 10 + ("",) * 4),
    )
    config = {text: {"value": text} for text in HOSTILE}
    made = PROVENANCE.model_copy(update={"config": config, "command": HOSTILE[0]})
    return replace(evil, provenance=made, title=HOSTILE[0])


def leveled():
    """Four topics under two, each with a stability; those left over are nearest to the last."""
    told = results()
    labels = told.clustering.labels
    coarse = np.where(labels < 0, -1, labels // 2).astype(np.int32)
    wide = tuple(_topic(coarse, t, [f"Wide {t}"] * 2) for t in range(2))
    narrow = tuple(replace(topic, level=1) for topic in told.topics.topics)
    clustering = clustering_of(
        coarse,
        labels,
        level=1,
        strengths=told.clustering.strengths,
        stabilities=((0.97, 0.9), (0.9, 0.85, 0.7, 0.4)),
        nearest=np.where(labels < 0, 3, labels).astype(np.int32),
        **_second(labels),
    )
    return replace(told, clustering=clustering, topics=Topics((*wide, *narrow)))


def chinese():
    """Titles, labels and themes in a script that the figures' own font does not have."""
    labels = [f"{CHINESE[t:]} · 标签 {t}" for t in range(4)]
    names = ["机器学习", "自然语言处理" * 5, "強化学習 🤖"]
    return results(titles=(CHINESE,), labels=labels, theme_names=names)


def many():
    """Sixty topics with long names, thirty themes."""
    labels = [f"A rather long name of topic {t} · with its second part" for t in range(60)]
    return results(sizes=(4,) * 60, loose=10, n_themes=30, labels=labels)


GROWING, SHRINKING = (4, 8, 14, 20, 26), (18, 16, 13, 10, 7)
"""Documents of topics in each of five years of forty."""


def dated(**more):
    """Topic 0 grows from 2019 to 2023, topics 1 and 2 shrink; venue A has three of four of topic 1.

    Dates are days, months and years in turn; the ten documents without a topic have none.
    """
    courses = (GROWING, SHRINKING, SHRINKING)
    sizes = [sum(course) for course in courses]
    years = np.concatenate([np.repeat(np.arange(2019, 2024), course) for course in courses])
    days = [f"{year}-{d % 12 + 1:02d}-{d % 28 + 1:02d}" for d, year in enumerate(years)]
    dates = tuple(day[: (10, 7, 4)[d % 3]] for d, day in enumerate(days))
    second = range(sizes[0], sizes[0] + sizes[1])
    groups = {
        "venue": tuple(
            "A" if d in second and d % 4 else ("B", "C", "")[d // 7 % 3] for d in range(210)
        ),
        "key": tuple(f"k{d}" for d in range(210)),
        "source": ("web",) * 210,
    }
    return results(sizes=sizes, loose=10, **{"dates": dates + ("",) * 10, "groups": groups} | more)


VARIANTS = {
    "planted": results,
    "leveled": leveled,
    "no topics": lambda: results(sizes=(), loose=12),
    "no themes": lambda: results(n_themes=0),
    "nothing found": lambda: results(sizes=(), loose=3, n_themes=0),
    "one document": lambda: results(sizes=(), loose=1, n_themes=1),
    "one topic": lambda: results(sizes=(2,), loose=0, n_themes=1),
    "no documents": lambda: results(sizes=(), loose=0),
    "many": many,
    "hostile": hostile,
    "chinese": chinese,
    "dated": dated,
    "passages": lambda: passages(place // 4 for place in range(40)),
}

PROVENANCE = Provenance(
    themeline="0.1.0",
    run="planted-001",
    config={"name": "planted", "load": {"path": "notes.csv"}},
    seed=0,
    stages=(
        StageRecord(
            step="reduce",
            stage="reduce",
            method="umap",
            about="A neighbour graph laid out in few dimensions (McInnes et al. 2018).",
            key="umap-0123456789ab",
            why=(Reason("setting", change=Change("reduce", ("n_neighbors",), 15, 30)),),
            seconds=12.34,
            parameters={"n_neighbors": "auto", "seed": 0},
            resolved={"n_neighbors": 30},
        ),
    ),
    versions={"umap-learn": "0.5.12"},
    machine={"cores": 2},
    started="2026-01-02T03:04:05+00:00",
    command="themeline run config.yaml",
)


def _subject(topic):
    return SUBJECTS[topic % len(SUBJECTS)]


def _ring(of_topic, topics):
    angle = 2 * np.pi * of_topic / max(topics + 1, 2)
    centres = np.column_stack([np.cos(angle), np.sin(angle)]) * 10
    spread = np.random.default_rng(0).normal(0, 1, (len(of_topic), 2))
    return (centres + spread).astype(np.float32)


def _topic(topic, number, labels):
    members = np.flatnonzero(topic == number)
    name = labels[number] if labels else f"{_subject(number).capitalize()} · sights {number}"
    words = tuple(Keyword(f"word{number}{w}", 1 / (w + 1)) for w in range(3))
    return Topic(0, number, name, words, len(members), tuple(int(d) for d in members[:3]))


def _themes(n, names):
    document, theme = np.mgrid[:n, : len(names)]
    assigned = document % (theme + 2) == 0
    scores = np.where(assigned, 1 / (theme + 2), 0.1).astype(np.float32)
    best = np.where(assigned, scores, -1).argmax(axis=1) if names else np.zeros(n, int)
    primary = np.where(assigned.any(axis=1), best, -1).astype(np.int32)
    thresholds = np.full(len(names), 0.2, np.float32)
    return themes_of(names, scores, assigned, primary, thresholds)
