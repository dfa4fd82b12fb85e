"""Embedding by the model: our minilm beside sentence-transformers, on the same texts."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from benchmarks.speed.corpora import abstracts
from benchmarks.speed.process import ROOT, Measured, report
from benchmarks.speed.rows import Row, Target
from benchmarks.speed.setting import Setting

TEXTS, TIMES_FASTER = 500, 2.2
SCRIPT = ROOT / "benchmarks" / "speed" / "reference" / "plain_encode.py"

Told = Sequence[tuple[Measured, dict[str, Any]]]
"""What each run took and printed."""


def exact(setting: Setting) -> list[Row]:
    """Both in turn, each in its own environment; loading the models is not timed."""
    texts, theirs = setting.folder / "texts.json", setting.folder / "theirs.npy"
    texts.write_text(json.dumps(abstracts(setting.required_corpora, TEXTS)), encoding="utf-8")
    plain = [setting.required_reference, str(SCRIPT), str(texts), str(theirs)]
    ours = [sys.executable, "-m", "benchmarks.speed.work.encode", str(texts), str(theirs)]
    runs = [(report(plain), report(ours)) for _ in range(setting.runs)]
    before, after = ([run[side] for run in runs] for side in (0, 1))
    longest = before[0][1]["longest"]
    reference = replace(
        _row("sentence-transformers, fp32", setting.shown(plain), before),
        notes=[f"It reads the first {longest} tokens of a text; minilm reads all of it."],
    )
    row = _row("minilm", setting.shown(ours), after)
    faster = Target(reference.seconds / row.seconds, "times as fast", "at least", TIMES_FASTER)
    figures = {**row.figures, **_achieved(after)}
    cosine = after[0][1]["least_cosine"]
    same = f"On texts that both read whole the cosine of their vectors is at least {cosine:.6f}."
    return [reference, replace(row, targets=[faster], figures=figures, notes=[same])]


def _row(what: str, command: str, told: Told) -> Row:
    measured = [run for run, _ in told]
    seconds = median(run.seconds for run in measured)
    tokens = told[0][1]["tokens"]
    figures = {"documents/s": TEXTS / seconds, "tokens/s": tokens / seconds}
    return Row(f"{what}, {TEXTS} abstracts", command, measured, figures=figures)


def _achieved(told: Told) -> dict[str, float]:
    """The arithmetic done a second, beside what the machine does in plain matrix products."""
    rate = median(printed["gflop"] / run.seconds for run, printed in told)
    machine = max(printed["matrix_gflops"] for _, printed in told)
    return {
        "GFLOP/s": rate,
        "GFLOP/s in products of 1024 x 1024": machine,
        "of that rate": rate / machine,
    }
