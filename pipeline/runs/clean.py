"""Which stored stage results no finished run needs any more."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.durable import DRAFTS
from pipeline.runs.run import Run, is_finished, run_folders
from pipeline.store.answers import FOLDER as ANSWERS
from pipeline.store.answers import folder_name as answers_folder
from pipeline.store.files import machine_errors
from pipeline.store.stages import Entry, StageStore, written_in
from pipeline.store.vectors import FOLDER as VECTORS
from pipeline.store.vectors import are_of


@dataclass(frozen=True)
class Stored:
    """A result in the store, whole or not, and its bytes."""

    folder: Path
    size: int


@dataclass(frozen=True)
class Survey:
    """What an outputs folder keeps in its store.

    named       results that finished runs were made from
    unnamed     all other results: of runs that were deleted or interrupted, of sweeps, damaged
    drafts      what killed runs left half-written
    unfinished  run folders without a whole run.json, whose results count as unnamed
    """

    named: tuple[Stored, ...]
    unnamed: tuple[Stored, ...]
    drafts: tuple[Stored, ...]
    unfinished: tuple[Path, ...]


@machine_errors("cannot look through the outputs folder")
def survey(outputs: Path, keep: int | None = None, *, vectors: bool = True) -> Survey:
    """Look through an outputs folder; hold its lock meanwhile.

    ``keep`` counts only the newest so many runs of each name; None counts all. The kept vectors
    of texts are needed where a counted run used the method that made them, and ``vectors``; kept
    answers of models where one named its topics by them.
    """
    store = StageStore(outputs / ".store")
    found = run_folders(outputs)
    finished = {name: list(filter(is_finished, runs)) for name, runs in found.items()}
    names = named_results(finished | _renamed(outputs, found), keep)
    embedded = [entry.recipe() for entry in _entries(store, names, "embed")]
    naming = [entry.recipe() for entry in _entries(store, names, "naming")]
    answered = {answers_folder(recipe["answers"]) for recipe in naming}
    needed: list[Stored] = []
    others: list[Stored] = []
    for folder in _results(store.root):
        stage, name = folder.parent.name, folder.name
        if stage == VECTORS:
            whole = vectors and are_of(folder, embedded)
        elif stage == ANSWERS:
            whole = name in answered
        else:
            whole = (stage, name) in names and store.entry(stage, name) is not None
        (needed if whole else others).append(_measured(folder))
    drafts = [_measured(draft) for draft in sorted(store.root.glob(DRAFTS))]
    unfinished = [run.folder for n, runs in found.items() for run in runs if run not in finished[n]]
    return Survey(tuple(needed), tuple(others), tuple(drafts), tuple(unfinished))


def _renamed(outputs: Path, found: Mapping[str, Sequence[Run]]) -> dict[str, list[Run]]:
    """Finished runs that somebody gave another name."""
    known = {run.folder for runs in found.values() for run in runs}
    others = [folder for folder in sorted(outputs.iterdir()) if folder not in known]
    # latest points at a run that is counted by its name
    runs = [Run(folder) for folder in others if folder.is_dir() and not folder.is_symlink()]
    return {run.folder.name: [run] for run in runs if is_finished(run)}


def _entries(store: StageStore, names: Iterable[tuple[str, str]], wanted: str) -> Iterator[Entry]:
    """The results of one stage among all, those that are whole."""
    for stage, name in sorted(names):
        entry = store.entry(stage, name) if stage == wanted else None
        if entry:
            yield entry


def named_results(
    runs: Mapping[str, Sequence[Run]], keep: int | None = None
) -> set[tuple[str, str]]:
    """Stage and name of every result that the runs were made from.

    ``runs`` are given by name, the oldest first; ``keep`` counts only the newest so many.
    """
    counted = [run for each in runs.values() for run in each[-keep if keep else None :]]
    return {(made.stage, made.key) for run in counted for made in run.record.stages}


def remove(outputs: Path, found: Survey) -> None:
    """Remove what no run needs; hold the lock since before the survey. Run folders stay."""
    store = StageStore(outputs / ".store")
    for result in found.unnamed:
        store.remove(result.folder)
    store.sweep_drafts()


def size_of(stored: Iterable[Stored]) -> int:
    """Bytes in all."""
    return sum(each.size for each in stored)


def _results(root: Path) -> Iterator[Path]:
    """Folders that are called like results; whatever else lies there is not ours to remove."""
    for folder in sorted(root.glob("*/*")):
        ours = re.fullmatch(r"\A.+-[0-9a-f]{12}", folder.name) and folder.is_dir()
        ours = ours and not folder.is_symlink() and not folder.parent.name.startswith(".")
        if ours and written_in(folder):
            yield folder


def _measured(folder: Path) -> Stored:
    return Stored(folder, sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()))
