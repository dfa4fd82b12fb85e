"""A run that is killed at random moments and resumed ends with the bytes of one that was not."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.process import ROOT, measure
from benchmarks.speed.rows import Row, Target
from benchmarks.speed.whole_runs import WholeRuns, record_of, run_command

KILLS, SEED = 5, 9
LATEST = 0.9
"""The share of what is left in which a kill may come: no two runs are equally fast."""
TABLES = (".csv", ".parquet")
LOG = ".store/log.jsonl"


def resume(runs: WholeRuns) -> list[Row]:
    """Kill a run five times, let the last one end, and compare its results with a whole run's."""
    setting, outputs = runs.setting, runs.setting.folder / "outputs-killed"
    whole, expected = runs.measure(setting.documents, 0), runs.records[setting.documents]
    command = run_command(runs.config(setting.documents), outputs)
    killed = list(_killed(command, outputs, lambda done: left(whole.seconds, expected, done)))
    ended, record = measure(command), record_of(outputs)
    shutil.rmtree(outputs)
    apart = different(record, expected)
    lasted = ", ".join(f"{seconds:.0f} s ({step})" for seconds, step in killed)
    notes = [f"Killed after {lasted}; a run that is let be takes {whole.seconds:.0f} s."]
    notes += [f"Different: {', '.join(apart[:10])}."] if apart else []
    what = f"of {len(contents(record))} results and tables different"
    targets = [
        Target(len(killed), "runs killed", "at least", KILLS),
        Target(len(apart), what, "at most", 0),
    ]
    what = f"run of {setting.documents:,}, killed before and resumed"
    return [Row(what, setting.shown(command), [ended], targets, notes=notes)]


def left(seconds: float, record: Mapping[str, Any], done: Collection[str]) -> float:
    """What is left of the seconds of a whole run after the steps that are done."""
    spent: float = sum(stage["seconds"] for stage in record["stages"] if stage["step"] in done)
    return seconds - spent


def contents(record: Mapping[str, Any]) -> dict[str, str]:
    """The digest of every step's result and of every table, by name, from a run.json."""
    stages = {stage["step"]: stage["digest"] for stage in record["stages"]}
    files = record["files"].items()
    tables = {name: file["sha256"] for name, file in files if name.endswith(TABLES)}
    return stages | tables


def different(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """What has not the same bytes in two runs, or is in one only."""
    found, expected = contents(one), contents(other)
    names = sorted({*found, *expected})
    return [name for name in names if found.get(name) != expected.get(name)]


def _killed(
    command: Sequence[str], outputs: Path, seconds_left: Callable[[Collection[str]], float]
) -> Iterator[tuple[float, str]]:
    """Kill runs at moments drawn from what is left: how long each lasted, and its last step.

    Ends early where a run comes to its end, as on a machine that others have left meanwhile.
    """
    draw = random.Random(SEED)  # noqa: S311  moments, no secrets
    done: set[str] = set()
    for _ in range(KILLS):
        pause = draw.uniform(0, LATEST * seconds_left(done))
        (outputs / LOG).unlink(missing_ok=True)  # so that it tells of this run
        if not kill(command, pause) or (outputs / "latest").exists():
            return
        started, finished = _steps(outputs)
        done.update(finished)
        yield pause, started[-1] if started else "starting"


def kill(command: Sequence[str], pause: float) -> bool:
    """Whether a run was still going on after the pause, and was killed."""
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(pause)
    except subprocess.TimeoutExpired:
        return True
    finally:
        process.kill()
        process.wait()
    return False


def _steps(outputs: Path) -> tuple[list[str], list[str]]:
    """The steps that were started and those that were finished, by the log of a run."""
    log = outputs / LOG
    lines = log.read_text(encoding="utf-8").split("\n")[:-1] if log.is_file() else []
    events = [json.loads(line) for line in lines]
    started, finished = (
        [event["step"] for event in events if event["event"] == kind]
        for kind in ("StepStarted", "StepFinished")
    )
    return started, finished
