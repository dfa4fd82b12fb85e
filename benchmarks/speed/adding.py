"""A few documents more, placed under a run's topics, or in a run of the corpus that grew."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.speed.process import Measured, measure
from benchmarks.speed.rows import Row, Target
from benchmarks.speed.whole_runs import THEMELINE, WholeRuns, embedding, record_of, run_command

ADDED, SHARE, OF_WHOLE = 1000, 0.25, "of the whole run's time"


def adding(runs: WholeRuns) -> list[Row]:
    """A run without the last documents, these placed under it, then a run with them."""
    setting = runs.setting
    documents, added = setting.documents, setting.share(ADDED)
    whole = runs.row(documents)
    before = setting.folder / "outputs-before"
    command = run_command(runs.config(documents - added), before)
    first = Row(f"whole run of {documents - added:,}", setting.shown(command), [measure(command)])
    placed = _placed(runs, documents, added, before, whole.seconds)
    grown = setting.folder / "outputs-grown"
    command = run_command(runs.config(documents), grown)
    row = Row(
        f"run with {added:,} documents added",
        setting.shown(command),
        _added(command, before, grown, setting.runs),
    )
    read = texts_kept(grown) - texts_kept(before)
    share = Target(row.seconds / whole.seconds, OF_WHOLE, "at most", SHARE)
    model = Target(read, "texts read by the model", "at most", added)
    row = replace(row, targets=[share, model], notes=[_how(grown)])
    for outputs in (before, grown):
        shutil.rmtree(outputs)
    return [whole, first, placed, row]


def _placed(runs: WholeRuns, documents: int, added: int, before: Path, whole: float) -> Row:
    """The last documents under the topics and themes that the run has."""
    setting = runs.setting
    corpus = (runs.config(documents).parent / "documents.jsonl").read_text(encoding="utf-8")
    file = setting.folder / "added.jsonl"
    file.write_text("\n".join(corpus.rstrip("\n").split("\n")[-added:]), encoding="utf-8")
    command = [*THEMELINE, "predict", "latest", str(file), "--outputs", str(before)]
    measured = [measure(command) for _ in range(setting.runs)]
    row = Row(f"{added:,} documents placed under it", setting.shown(command), measured)
    return replace(row, targets=[Target(row.seconds / whole, OF_WHOLE, "at most", SHARE)])


def _added(command: Sequence[str], before: Path, grown: Path, runs: int) -> list[Measured]:
    """What the later run takes, from the same state every time."""
    measured = []
    for _ in range(runs):
        shutil.rmtree(grown, ignore_errors=True)
        shutil.copytree(before, grown, symlinks=True)
        measured.append(measure(command))
    return measured


def _how(grown: Path) -> str:
    """Which method embedded the corpus, and what of it the model reads every time."""
    resolved = embedding(record_of(grown))["resolved"]
    if resolved["method"] == "minilm":
        return "The model reads every text."
    return (
        f"Distilled: of all documents the model reads a sample of {resolved['subsample']:,}, and "
        f"those without a known word; the {resolved['words']:,} words it reads in every run, "
        "and they are not counted."
    )


def texts_kept(outputs: Path) -> int:
    """Of how many texts the model's vectors are kept: of all it has read in this folder."""
    import numpy as np

    shards = (outputs / ".store" / "vectors").glob("*/*.npy")
    return sum(len(np.load(shard, mmap_mode="r", allow_pickle=False)) for shard in shards)
