"""What new documents are held against: the texts, the vectors and the tables of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.config import Config
from pipeline.core.artifacts import FloatArray, Learned, Vectors
from pipeline.core.context import Context, Memory
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.engine import Engine
from pipeline.core.errors import ConfigError, MachineError
from pipeline.core.method import Method
from pipeline.core.threads import one_thread, usable_cores
from pipeline.embed.precomputed import Precomputed
from pipeline.engines.local import Local
from pipeline.predict.rooted import Rooted
from pipeline.predict.topics import HeldOut, held_out
from pipeline.predict.vectors import GivenVectors
from pipeline.running.flow import steps
from pipeline.runs.results import required_result, stored_result
from pipeline.runs.run import Run

if TYPE_CHECKING:
    import pandas as pd

PROBES, ALIKE = 10, 0.999
"""Texts of the run that are embedded again, and the cosine with what they were at least."""


@dataclass(frozen=True)
class Training:
    """A finished run of n documents.

    config  that made it; its ``load`` may read another file
    rows    (n, d) float32, unit length or all zero
    memory  what embedding loaded or learned, for as long as documents come
    learned what its methods learned of the corpus, as far as its version kept it
    given   the vectors of new documents, where these come with the file
    """

    run: Run
    config: Config
    corpus: Corpus
    rows: FloatArray
    memory: Memory = field(default_factory=Memory)
    learned: Mapping[Method, Learned] = field(default_factory=dict)
    given: GivenVectors | None = None

    def __len__(self) -> int:
        return len(self.corpus)

    @property
    def sent_to(self) -> str:
        """The machine that new texts are sent to, empty where they stay in this process."""
        return "" if self.given else self.config.embed.sent_to

    @property
    def documents(self) -> "pd.DataFrame":
        """The run's table of documents, which has the last word on their topics."""
        return self.run.documents

    @cached_property
    def embedder(self) -> Embedder:
        """The run's embedder, which encodes in the space of its documents alone."""
        return Rooted(
            embedder=self.config.embed,
            corpus=self.corpus,
            memory=self.memory,
            learned=self.learned,
        )

    @cached_property
    def held_out(self) -> HeldOut:
        """What becomes of documents of the run that are placed by the others."""
        return held_out(self.rows, Local(usable_cores()))

    def embed(self, new: Corpus, engine: Engine | None = None) -> FloatArray:
        """The vectors of m new documents among the run's: (m, d), unit length or all zero.

        Raises ``ConfigError`` where the embedder cannot make them and they are not given,
        ``MachineError`` where it no longer gives the vectors that the run has, ``InputError``
        where the given ones are not of these documents.
        """
        method, texts = self.config.embed, new.full_texts
        if not texts:
            return np.zeros((0, self.rows.shape[1]), dtype=np.float32)
        if self.given is not None:
            return self.given.of(new)
        if not method.encodes:
            raise ConfigError(
                f"{self.run.folder.name}: embed.method {method.name()} cannot embed new texts, "
                f"and {len(texts):,} are new to the run; give their vectors (--vectors FILE), or "
                "run again with what made those of the run named as embed.encoder"
            )
        exact = np.flatnonzero(method.exact(self.corpus))
        probes = exact[np.linspace(0, len(exact) - 1, min(len(exact), PROBES)).astype(np.intp)]
        again = tuple(self.corpus.full_texts[place] for place in probes)
        context = Context(engine=engine, memory=self.memory, learned=self.learned)
        rows = method.encode((*texts, *again), self.corpus, context)
        self._demand_same(rows[len(texts) :], self.rows[probes])
        return rows[: len(texts)]

    def _demand_same(self, now: FloatArray, before: FloatArray) -> None:
        there = before.any(axis=1)
        with one_thread():
            cosines = np.einsum("ij,ij->i", now[there], before[there])
        if len(cosines) and cosines.min() < ALIKE:
            raise MachineError(
                f"{self.run.folder.name}: embedded again, texts of the run come out with a cosine "
                f"of {cosines.min():.3f} to their vectors there, where {ALIKE} is the least: the "
                "libraries, the machine or Themeline are others; run the config into a new "
                "--outputs folder and name that run"
            )


def training_of(run: Run, config: Config, given: Path | None = None) -> Training:
    """What a run left in the store and in its folder; ``given`` holds vectors of new documents.

    Raises ``MachineError`` where a part of it is gone or damaged, and ``ConfigError`` where the
    run's vectors were not given either.
    """
    embedder = config.embed
    if given is not None and not isinstance(embedder, Precomputed):
        raise ConfigError(
            f"--vectors {given}: {run.folder.name} made its vectors itself (embed.method "
            f"{embedder.name()}), and makes those of new documents, too; leave it out"
        )
    corpus = required_result(run, "load", Corpus)
    vectors = required_result(run, "embed", Vectors)
    if tuple(run.documents["id"]) != corpus.ids:
        raise MachineError(
            f"{run.folder / 'documents.parquet'}: its {len(run.documents):,} documents are not "
            f"the {len(corpus):,} that the run read; themeline run writes it again"
        )
    rows = np.asarray(vectors.values)
    if given is None or not isinstance(embedder, Precomputed):
        return Training(run, config, corpus, rows, learned=_learned(run, config))
    beside = GivenVectors(given, embedder.id, rows.shape[1])
    return Training(run, config, corpus, rows, given=beside)


def _learned(run: Run, config: Config) -> dict[Method, Learned]:
    """What the methods of a run learned of its corpus."""
    learning = [step for step in steps(config) if step.method.learns]
    found = {step.method: stored_result(run, step.name, Learned) for step in learning}
    return {method: learned for method, learned in found.items() if learned is not None}
