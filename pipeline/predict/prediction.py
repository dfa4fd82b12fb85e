"""Place new documents under the topics and themes of a finished run, batch by batch."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.changes import Reason
from pipeline.core.context import Progress
from pipeline.core.corpus import Dropped
from pipeline.core.engine import Engine
from pipeline.core.events import StepFinished, StepProgressed, StepStarted, Watcher
from pipeline.core.language_choice import told_among
from pipeline.load.boilerplate import boilerplate_of, with_more
from pipeline.load.look import Readable
from pipeline.load.mask import mask_of
from pipeline.load.masked import with_masked
from pipeline.load.passages import split_entries
from pipeline.predict.batch import nothing_placed, place
from pipeline.predict.batches import AT_ONCE, SPREAD, Batch, Cut, batches
from pipeline.predict.drift import Drift, sentences
from pipeline.predict.reading import (
    Known,
    count_usable,
    ids_tell,
    reader,
    settings_for,
    usable_of,
)
from pipeline.predict.spill import Parts
from pipeline.predict.tally import Gathering
from pipeline.predict.themes import texts_at_once
from pipeline.predict.training import Training, training_of
from pipeline.predict.write import Draft, drafted
from pipeline.report.lettering import printable
from pipeline.report.wording import count
from pipeline.resources.caches import CACHES, place_caches
from pipeline.running.logger import PREDICT, logged
from pipeline.runs.run import Run, next_folder
from pipeline.runs.settings import config_of
from pipeline.runs.tables import read_frame
from pipeline.store.files import machine_errors
from pipeline.store.fingerprint import digest_of, require_as_hashed
from pipeline.store.stages import held

if TYPE_CHECKING:
    import pandas as pd

ROLES = ("id", "title", "text", "date", "groups")
"""Settings of a reader of tables that name columns."""


@dataclass(frozen=True, repr=False)
class Prediction:
    """What became of new documents.

    folder  where the tables and drift.md are
    drift   whether the run still describes them, in numbers
    holds   what the folder lives as long as, where it is a temporary one
    """

    folder: Path
    drift: Drift
    holds: object = field(default=None, compare=False)

    @cached_property
    def documents(self) -> "pd.DataFrame":
        """One row per new document, with the columns of the run's table."""
        return self._table("documents")

    @cached_property
    def theme_documents(self) -> "pd.DataFrame":
        """One row per new document and theme."""
        return self._table("theme_documents")

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to tell, the verdict last."""
        return sentences(self.drift)

    def __repr__(self) -> str:
        return "\n".join((f"{self.folder.name}:", *self.sentences))

    def _repr_html_(self) -> str:
        told = "".join(f"<li>{escape(printable(each))}</li>" for each in self.sentences)
        return f"<p><strong>{escape(printable(self.folder.name))}</strong></p><ul>{told}</ul>"

    def _table(self, name: str) -> "pd.DataFrame":
        return read_frame(self.folder / f"{name}.parquet")


@machine_errors("cannot place the new documents")
def predict(
    run: Run,
    file: Path,
    watch: Watcher,
    engine: Engine | None = None,
    *,
    at_once: int | None = None,
    vectors: Path | None = None,
    columns: Mapping[str, Any] | None = None,
) -> Prediction:
    """Place the documents of a file under the topics and themes of a finished run.

    ``engine`` runs what can be done in parts; None is this process. They are read, placed and
    written about ``at_once`` at a time, by default more where others work, too. ``vectors`` is a
    Parquet file with theirs, of a run whose own were given, too. ``columns`` are those of the file
    by their roles, where it is a table that was not written like the run's. Writes
    ``<outputs>/<run>-predicted-001`` (-002, ...). Raises ``ConfigError`` where there is no
    such file or the run's embedder embeds no new texts, ``InputError`` where the file cannot be
    read as the run's was, ``MachineError`` where what the run left in the store is gone, and
    ``BusyError`` where another run holds the outputs folder.
    """
    watch = logged(PREDICT, watch)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    made_by = run.record.config["load"]
    settings = settings_for(made_by, file)
    if columns is not None:
        read = {name: value for name, value in settings.items() if name not in ROLES}
        settings = {**read, **columns}
    source, digest = reader(settings), digest_of(file)
    with _step(watch, "predict load", settings["method"], file.name):
        documents = count_usable(source)
    training = training_of(run, config_of(run, settings), vectors)
    cut = Cut(at_once or (SPREAD if engine else AT_ONCE), texts_at_once(len(training)))
    known = Known(training.corpus, by_id=ids_tell(settings) and ids_tell(made_by))
    outputs, mark = run.folder.absolute().parent, training.config.report.byte_order_mark
    place_caches(outputs / ".store" / CACHES)
    with held(outputs / ".store"), drafted(outputs / ".store", byte_order_mark=mark) as draft:
        why = count(documents, "document")
        if training.sent_to:
            why += f", sent to {training.sent_to}"
        with _step(watch, "predict place", training.config.embed.name(), why, documents) as reached:
            gathering = _place_all(training, source, known, draft, cut, reached, engine)
        drift = gathering.drift(file)
        require_as_hashed(file, digest)
        made = {"file": file.absolute().as_posix(), "sha256": digest, "started": started}
        folder = next_folder(outputs, f"{run.folder.name}-predicted")
        draft.finish(folder, drift, gathering.outside, made)
    return Prediction(folder, drift)


def _place_all(
    training: Training,
    source: Readable,
    known: Known,
    draft: Draft,
    cut: Cut,
    reached: Callable[[int], None],
    engine: Engine | None,
) -> Gathering:
    """Place and write all documents of a file; what there is to tell of them.

    ``reached`` is called with the documents that are done.
    """
    gathering, nothing = Gathering(training), nothing_placed(training)
    parts = Parts(draft.parts, len(training.config.themes))

    def refuse(record: Dropped) -> None:
        draft.refuse(record)
        gathering.refuse(record)

    reading = source.read()
    entries = usable_of(source, reading)
    found = None if source.boilerplate == "keep" else boilerplate_of(training.corpus)
    if found is not None:
        entries = with_more(entries, found, source.min_characters)
    mask = mask_of(source.mask, training.corpus)
    if mask.asked:
        entries = with_masked(entries, mask, found, source.min_characters)
    if source.split is not None:
        entries = split_entries(entries, source.split, source.min_characters, found, mask)
    among = told_among(training.config.language)
    for batch in batches(entries, reading.groups, known, cut, refuse, found, mask, among):
        earlier = parts.rows(batch.matched.repeated, nothing)
        placed = place(training, batch, earlier, _within(batch, len(parts), reached), engine)
        draft.append(placed)
        parts.add(placed)
        gathering.add(batch, placed)
        reached(len(parts))
    return gathering


def _within(batch: Batch, before: int, reached: Callable[[int], None]) -> Progress:
    """The progress of a batch that follows so many documents, as documents of the file."""
    return lambda done, total: reached(before + len(batch.new) * done // total)


@contextmanager
def _step(
    watch: Watcher, name: str, method: str, why: str, documents: int = 0
) -> Iterator[Callable[[int], None]]:
    """Tell that a step starts, how many of its documents are done and that it is over."""
    watch(StepStarted(name, method, (Reason("asked", (why,)),)))
    clock = time.perf_counter()
    yield lambda done: watch(StepProgressed(name, done, documents))
    watch(StepFinished(name, method, hit=False, seconds=time.perf_counter() - clock))
