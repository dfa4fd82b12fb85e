"""Distilled embedding beside exact: how much faster, and what is left of the topics."""

import sys
from dataclasses import replace
from statistics import mean
from typing import Any

from benchmarks.speed.process import report
from benchmarks.speed.rows import Row, Target
from benchmarks.speed.whole_runs import WholeRuns

SAMPLE, TIMED, HELD_OUT = 5000, 2000, 10_000
TIMES_FASTER, AMI_SHARE = 15.0, 0.93


def distilled(runs: WholeRuns) -> list[Row]:
    """The step on the whole corpus; the model's rate on some documents; k-means on both."""
    setting = runs.setting
    path = runs.config(setting.documents).parent / "documents.jsonl"
    works = [sys.executable, "-m"]
    sample = str(max(50, setting.share(SAMPLE)))
    ours = [*works, "benchmarks.speed.work.distil", str(path), sample, str(setting.folder)]
    sizes = [str(setting.share(TIMED)), str(setting.share(HELD_OUT))]
    exact = [*works, "benchmarks.speed.work.hold_out", str(path), str(setting.folder), *sizes]
    embedded = [report(ours) for _ in range(setting.runs)]
    held, found = report(exact)
    documents = embedded[0][1]["documents"]
    model = Row(f"minilm on {found['timed']:,}", setting.shown(exact), [held])
    row = Row(f"distilled on {documents:,}", setting.shown(ours), [run for run, _ in embedded])
    scaled = model.processor_seconds / found["timed"] * documents
    ami = {side: mean(found[f"ami_{side}"]) for side in ("exact", "distilled")}
    times, share = scaled / row.processor_seconds, ami["distilled"] / ami["exact"]
    targets = [
        Target(times, "times less processor time", "at least", TIMES_FASTER),
        Target(share, "of the AMI of exact vectors", "at least", AMI_SHARE),
    ]
    figures = {f"AMI on {side} vectors": value for side, value in ami.items()}
    sampled = f"The model read a sample of {embedded[0][1]['subsample']:,}."
    notes = [sampled, _how(found, scaled, documents)]
    return [model, replace(row, targets=targets, figures=figures, notes=notes)]


def _how(found: dict[str, Any], scaled: float, documents: int) -> str:
    return (
        f"Exact embedding of all {documents:,} is not run but scaled: {scaled:,.0f} processor "
        f"seconds, from {found['timed']:,} documents drawn at random. AMI: k-means with "
        f"{found['clusters']} clusters on {found['held_out']:,} random documents that the model "
        f"did not read, mean of {len(found['ami_exact'])} seeds."
    )
