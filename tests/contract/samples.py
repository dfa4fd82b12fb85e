"""A small input for the method of every stage, and a way to call any method on it."""

import atexit
import os
from contextlib import ExitStack
from dataclasses import fields
from functools import cache
from pathlib import Path

import numpy as np

import pipeline
from pipeline.core.artifacts import (
    Clustering,
    Keyword,
    Themes,
    Topic,
    Topics,
    Vectors,
)
from pipeline.core.context import BY_ITSELF
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.discovery import STAGES, method_class, method_names
from pipeline.core.theme import Theme
from pipeline.numerics.neighbors import neighbors_of

_TESTS = Path(__file__).parent.parent
SEARCHED = os.pathsep.join(
    map(
        str,
        (
            _TESTS / "contract",
            _TESTS / "doubles",
            _TESTS / "models",
            Path(pipeline.__file__).parent.parent,
        ),
    )
)
"""Where a process of its own finds this module, the libraries that need a GPU, and the package."""

METHODS = [(stage, name) for stage in STAGES for name in method_names(stage)]

WORDS = {
    "cats": "cat kitten whisker purring feline paws milk",
    "ships": "ship harbour sail anchor captain ocean deck",
    "bread": "bread flour yeast oven dough baker crust",
}
THEMES = (
    Theme(name="Animals", keywords=("cat", "kitten", "feline")),
    Theme(name="Sea", description="Ships and harbours on the ocean."),
)


class HashEmbedder(Embedder):
    """Adds up one pseudo-random direction per word: fast, fixed, and words mean something."""

    def __call__(self, corpus, context=BY_ITSELF):
        return Vectors(self.encode(corpus.full_texts, corpus))

    def encode(self, texts, corpus, context=BY_ITSELF):
        rows = np.zeros((len(texts), 16), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(".", " ").replace(",", " ").split():
                seed = int.from_bytes(word.encode()[:8].ljust(8, b"\0"), "little")
                row += np.random.default_rng(seed).normal(size=16).astype(np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=rows, where=lengths > 0)


def corpus(per_topic=12):
    """Three plain topics of equal size."""
    draw = np.random.default_rng(7)
    texts = [
        " ".join(draw.choice(words.split(), size=9)) + f" number {number}."
        for words in WORDS.values()
        for number in range(per_topic)
    ]
    n = len(texts)
    return Corpus(
        ids=tuple(str(i + 1) for i in range(n)),
        titles=("",) * n,
        texts=tuple(texts),
        first_copy=np.arange(n, dtype=np.int32),
        languages=("en",) * n,
        records=n,
    )


def clustering_of(*levels, **changes):
    """A clustering with these labels, level by level; those left over are nearest to topic 0."""
    rows = np.array(levels, dtype=np.int32).reshape(len(levels), -1)
    labels = rows[changes.get("level", 0)]
    outside = labels < 0
    plain = {
        "labels": labels,
        "strengths": np.where(outside, 0, 1).astype(np.float32),
        "levels": rows,
        "nearest": np.where(outside & (labels.max(initial=-1) >= 0), 0, labels).astype(np.int32),
        "distances": np.where(outside, 2, 1).astype(np.float32),
        "reasons": tuple("too far away" if without else "" for without in outside),
        "second": np.full(len(labels), -1, dtype=np.int32),
        "second_shares": np.zeros(len(labels), dtype=np.float32),
    }
    return Clustering(**plain | changes)


def themes_of(names, scores, assigned, primary, thresholds, **changes):
    """Themes whose evidence is the first character of each text, and no words."""
    n, t = scores.shape
    plain = {
        "named": assigned.copy(),
        "margins": np.full(n, 0.25, dtype=np.float32),
        "evidence": np.where(assigned[..., None], (0, 1), -1).astype(np.int32),
        "words": ((),) * (n * t),
        "keywords": (("word",),) * t,
        "judged": np.zeros((n, t), dtype=np.int8),
        "signals": np.zeros((n, t, 1), dtype=np.float32),
        "signal_names": ("meaning",),
    }
    given = {"names": tuple(names), "scores": scores, "assigned": assigned, "primary": primary}
    return Themes(**given, thresholds=thresholds, **plain | changes)


def inputs(stage):
    """The artifacts and tools that a method of this stage is called with."""
    texts = corpus()
    embedder = HashEmbedder()
    vectors = embedder(texts)
    near = neighbors_of(vectors.values, 20)
    labels = np.repeat(np.arange(3, dtype=np.int32), len(texts) // 3)
    clustering = clustering_of(labels)
    return {
        "load": (),
        "embed": (texts,),
        "neighbors": (vectors,),
        "reduce": (vectors, near),
        "cluster": (vectors, near),
        "describe": (texts, vectors, clustering, embedder),
        "naming": (texts, vectors, clustering, topics_of(labels), embedder),
        "assign": (texts, vectors, embedder),
        "evaluate": (texts, vectors, clustering, topics_of(labels), _themes(len(texts))),
    }[stage]


def build(stage, name, folder: Path, **parameters):
    """A method with its required parameters filled in."""
    kind = method_class(stage, name)
    given = {**_required(stage, name, folder), **parameters}
    if "themes" in kind.model_fields:
        given.setdefault("themes", THEMES)
    return kind.model_validate(given)


def call(method, stage):
    """The artifact of a method on the sample input."""
    return method(*inputs(stage), context=BY_ITSELF)


def arrays(artifact):
    """Every array of an artifact by name."""
    values = {field.name: getattr(artifact, field.name) for field in fields(artifact)}
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def _required(stage, name, folder):
    if stage == "load":
        return _load_source(name, folder)
    if name == "precomputed":
        path = folder / "vectors.npy"
        np.save(path, HashEmbedder()(corpus()).values)
        return {"path": path}
    if name == "transformer":
        from tiny_models import write_family

        model = folder / "model"
        return {"model": model if model.exists() else write_family(model, "bert")}
    if name == "static":
        from tiny_static import write_static

        if not (folder / "static").exists():
            write_static(folder / "static")
        return {"model": folder / "static"}
    if name in ("endpoint", "llm"):
        return {"base_url": _server(), "model": "some-model"}
    if name == "joined":
        return {"parts": [{"method": "lsa", "n_components": 5}, {"method": "lsa", "weight": 2.0}]}
    return {}


_OPEN = ExitStack()
atexit.register(_OPEN.close)


@cache
def _server():
    """The address of a server that embeds texts and names topics, while this process lives."""
    from embedding_server import playing

    return _OPEN.enter_context(playing()).base_url


SPELLED = {
    "bibtex": "@article{{{id}, abstract = {{{text}}}}}\n",
    "captions": "00:00:01.000 --> 00:00:02.000\n{text}\n\n",
    "chat": "12/05/2023, 10:11 - Jane Doe: {text}\n",
    "endnote": "%0 Journal Article\n%M {id}\n%X {text}\n\n",
    "medline": "PMID- {id}\nAB  - {text}\n\n",
    "ris": "TY  - JOUR\nID  - {id}\nAB  - {text}\nER  - \n\n",
    "wos": "PT J\nUT {id}\nAB {text}\nER\n\n",
}
"""How the formats that are one record after the other spell one."""


def _load_source(name, folder):
    import json

    import pyarrow as pa
    import xlsxwriter
    from pyarrow import parquet

    rows = [{"id": i, "text": t} for i, t in zip(corpus().ids, corpus().texts, strict=True)]
    if name == "delimited":
        path = folder / "texts.csv"
        path.write_text("id,text\n" + "".join(f"{r['id']},{r['text']}\n" for r in rows))
    elif name == "jsonl":
        path = folder / "texts.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    elif name == "json":
        path = folder / "texts.json"
        path.write_text(json.dumps({"count": len(rows), "results": rows}))
    elif name == "parquet":
        path = folder / "texts.parquet"
        parquet.write_table(pa.Table.from_pylist(rows), path)
    elif name == "lines":
        path = folder / "lines.txt"
        path.write_text("".join(f"{row['text']}\n" for row in rows))
    elif name in SPELLED:
        path = folder / f"texts.{name}"
        path.write_text("".join(SPELLED[name].format(**row) for row in rows))
    elif name == "sheet":
        path = folder / "texts.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet()
            for number, row in enumerate([{"id": "id", "text": "text"}, *rows]):
                sheet.write_row(number, 0, row.values())
    elif name == "mail":
        path = folder / "texts.mbox"
        mails = (f"Message-ID: <{r['id']}>\nSubject: {r['id']}\n\n{r['text']}\n" for r in rows)
        path.write_text("".join(f"From a@b Mon Jan  1 00:00:00 2024\n{mail}\n" for mail in mails))
    elif name == "statistics":
        import pandas as pd
        import pyreadstat

        path = folder / "texts.sav"
        pyreadstat.write_sav(pd.DataFrame(rows), path)
    elif name == "folder":
        path = folder / "texts"
        path.mkdir(exist_ok=True)
        for row in rows:
            (path / f"{int(row['id']):02d}.txt").write_text(row["text"])
    else:
        path = folder / "page.txt"
        lines = (f"Title {row['id']}\n{row['text']} {row['text']} And so on." for row in rows)
        path.write_text("\n".join(lines))
    return {"path": path}


def topics_of(labels):
    sizes = np.bincount(labels)
    words = [value.split() for value in WORDS.values()]
    return Topics(
        tuple(
            Topic(0, topic, w[0], tuple(Keyword(x, 1.0) for x in w), int(size), (topic,))
            for topic, (w, size) in enumerate(zip(words, sizes, strict=True))
        )
    )


def _themes(n):
    scores = np.tile(np.array([[0.9, 0.1]], dtype=np.float32), (n, 1))
    assigned = scores > 0.5
    primary = np.zeros(n, dtype=np.int32)
    thresholds = np.full(2, 0.5, np.float32)
    return themes_of(("Animals", "Sea"), scores, assigned, primary, thresholds)
