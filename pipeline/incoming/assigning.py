"""Assign new documents to the topics and themes of a finished run, step by step."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.artifacts import BoolArray, Corpus
from pipeline.config import config_of
from pipeline.describe.stop_words import stop_words
from pipeline.engine import Engine
from pipeline.events import StepFinished, StepProgressed, StepStarted, Watcher
from pipeline.incoming.drift import Drift, sentences
from pipeline.incoming.growth import theme_growth, topic_growth
from pipeline.incoming.reading import Matched, ids_tell, match, part_of, read, settings_for
from pipeline.incoming.tables import Fresh, documents, fresh_documents, theme_documents
from pipeline.incoming.themes import theme_rows
from pipeline.incoming.topics import HeldOut, held_out, near
from pipeline.incoming.training import Training, training_of
from pipeline.incoming.vocabulary import new_words
from pipeline.incoming.write import write
from pipeline.method import Progress
from pipeline.nearest import ALONE
from pipeline.report.lettering import printable
from pipeline.report.wording import count
from pipeline.store.files import machine_errors
from pipeline.store.fingerprint import digest_of
from pipeline.store.lock import locked
from pipeline.store.runs import Run, next_folder

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Incoming:
    """New documents that were placed.

    folder           where the tables and drift.md are
    documents        one row per new document, with the columns of the run's table
    theme_documents  one row per new document and theme
    drift            whether the run still describes them, in numbers
    """

    folder: Path
    documents: "pd.DataFrame"
    theme_documents: "pd.DataFrame"
    drift: Drift

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to tell, the verdict last."""
        return sentences(self.drift)


@dataclass(frozen=True)
class _Placed:
    """What became of m new documents, of which those ``outside`` (m,) fit nowhere.

    ``held_out`` says what becomes of documents of the run in the same way.
    """

    documents: "pd.DataFrame"
    theme_documents: "pd.DataFrame"
    outside: BoolArray
    held_out: HeldOut


@machine_errors("cannot assign the documents")
def assign_documents(
    run: Run, file: Path, watch: Watcher, engine: Engine | None = None
) -> Incoming:
    """Place the documents of a file under the topics and themes of a finished run.

    ``engine`` runs what can be done in parts; None is this process.
    Writes ``<outputs>/<run>-assigned-001`` (-002, ...). Raises ``ConfigError`` where there is no
    such file or the run's embedder embeds no new texts, ``InputError`` where the file cannot be
    read as the run's was, ``MachineError`` where what the run left in the store is gone, and
    ``BusyError`` where another run holds the outputs folder.
    """
    started = datetime.now(UTC).isoformat(timespec="seconds")
    training, new, matched = _read(run, file, watch)
    outputs = run.folder.absolute().parent
    with locked(outputs / ".store"):
        placed = _place(training, new, matched, watch, engine)
        drift = _drift(training, new, matched, placed, file)
        folder = next_folder(outputs, f"{run.folder.name}-assigned")
        made = {"file": file.absolute().as_posix(), "sha256": digest_of(file), "started": started}
        write(
            folder,
            drift,
            placed.documents,
            placed.theme_documents,
            placed.outside,
            made,
            byte_order_mark=training.config.report.byte_order_mark,
        )
    return Incoming(folder, placed.documents, placed.theme_documents, drift)


def _read(run: Run, file: Path, watch: Watcher) -> tuple[Training, Corpus, Matched]:
    """The run, the new documents, and which of them the run has."""
    made_by = run.record["config"]
    settings = settings_for(made_by["load"], file)
    with _step(watch, "incoming load", settings["method"], file.name):
        new = read(settings)
    # what the run read, and the corrections that its tables have, may be gone by now
    needed = {key: value for key, value in made_by.items() if key != "overrides"}
    record = {**run.record, "config": {**needed, "load": settings}}
    training = training_of(run, config_of(record, run.folder.absolute().parent))
    by_id = ids_tell(settings) and ids_tell(made_by["load"])
    return training, new, match(training.corpus, new, by_id=by_id)


def _place(
    training: Training,
    new: Corpus,
    matched: Matched,
    watch: Watcher,
    engine: Engine | None,
) -> _Placed:
    """Topics and themes of the new documents; texts that the run has keep what they have there."""
    config = training.config
    texts = part_of(new, matched.fresh(new).tolist())
    why = count(len(texts), "text") + " new to the run"
    with _step(watch, "incoming embed", config.embed.name(), why):
        rows = training.embed(texts.full_texts, engine)
    with _step(watch, "incoming topics", "nearest", why):
        held = held_out(training.rows)
        fresh = Fresh(rows, near(rows, training.rows, engine or ALONE), held.border)
    with _step(watch, "incoming themes", config.assign.name(), why) as progress:
        themes = theme_rows(training, texts, rows, progress, engine or ALONE)
    source = matched.sources(new, len(training))
    table = fresh_documents(training, fresh, themes)
    outside = np.concatenate([np.zeros(len(training), dtype=np.bool_), fresh.outside])
    return _Placed(
        documents(training, new, table, source),
        theme_documents(training, new, themes, source),
        outside[source],
        held,
    )


def _drift(training: Training, new: Corpus, matched: Matched, placed: _Placed, file: Path) -> Drift:
    run, unseen = training.run, matched.unseen
    names = [theme.name for theme in training.config.themes]
    theme_tables = (run.theme_documents, placed.theme_documents)
    own = np.flatnonzero(training.corpus.first_copy == np.arange(len(training))).tolist()
    fresh = matched.fresh(new).tolist()
    usual = placed.held_out.topics(run.documents["topic"].to_numpy())
    left_out = stop_words(getattr(training.config.describe, "stop_words", "english"))
    return Drift(
        run=run.folder.name,
        file=printable(file.name),
        in_run=len(training),
        documents=len(new),
        dropped=new.dropped,
        known=int(matched.known.sum()),
        edited=int(matched.edited.sum()),
        unseen=int(unseen.sum()),
        outside=int(placed.outside.sum()),
        similarity=placed.held_out.border.similarity,
        expected=placed.held_out.border.expected,
        topics=topic_growth(run.documents, usual, placed.documents, unseen),
        themes=theme_growth(names, *theme_tables, unseen),
        words=new_words(part_of(training.corpus, own), part_of(new, fresh), left_out),
    )


@contextmanager
def _step(watch: Watcher, name: str, method: str, why: str) -> Iterator[Progress]:
    """Tell that a step starts, how far it is and that it is over."""
    watch(StepStarted(name, method, (why,)))
    clock = time.perf_counter()
    yield lambda done, total: watch(StepProgressed(name, done, total))
    watch(StepFinished(name, method, hit=False, seconds=time.perf_counter() - clock))
