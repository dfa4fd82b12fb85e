"""Whole runs of the large corpus, which several jobs are about."""

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.speed.corpora import write_large
from benchmarks.speed.process import Measured, measure
from benchmarks.speed.rows import Row
from benchmarks.speed.setting import Setting

THEMELINE = (sys.executable, "-m", "pipeline")
NAME = "large"
CONFIG = """\
name: large
load: {path: documents.jsonl, id: id, title: title, text: text, date: date}
themes: [Quantum physics, Machine learning, Galaxies and cosmology]
"""


@dataclass
class WholeRuns:
    """Runs with an empty store; one that was made in a call is not made again."""

    setting: Setting
    measured: dict[tuple[int, int], Measured] = field(default_factory=dict)
    records: dict[int, dict[str, Any]] = field(default_factory=dict)

    def config(self, documents: int) -> Path:
        """The config of a run of the first documents; it and their file are written once."""
        config = self.setting.folder / f"{NAME}-{documents}" / "config.yaml"
        if not config.is_file():
            config.parent.mkdir()
            folder = self.setting.required_corpora
            write_large(folder, documents, config.parent / "documents.jsonl")
            config.write_text(CONFIG, encoding="utf-8")
        return config

    def measure(self, documents: int, turn: int) -> Measured:
        """What the run takes in this turn. The run itself is removed, run.json is kept."""
        if (documents, turn) not in self.measured:
            outputs = self.setting.folder / "outputs-whole"
            command = run_command(self.config(documents), outputs)
            self.measured[documents, turn] = measure(command)
            self.records[documents] = record_of(outputs)
            shutil.rmtree(outputs)
        return self.measured[documents, turn]

    def row(self, documents: int) -> Row:
        """The runs of so many documents, as many as are asked for."""
        runs = [self.measure(documents, turn) for turn in range(self.setting.runs)]
        command = run_command(self.config(documents), self.setting.folder / "outputs-whole")
        return Row(f"whole run of {documents:,}", self.setting.shown(command), runs)


def run_command(config: Path, outputs: Path) -> Sequence[str]:
    """The command of a whole run."""
    return [*THEMELINE, "run", str(config), "--outputs", str(outputs)]


def record_of(outputs: Path) -> dict[str, Any]:
    """The run.json of the newest run."""
    text = (outputs / "latest" / "run.json").read_text(encoding="utf-8")
    record: dict[str, Any] = json.loads(text)
    return record


def embedding(record: dict[str, Any]) -> dict[str, Any]:
    """What a run.json says of the step that has the model read texts."""
    stages: list[dict[str, Any]] = record["stages"]
    return next(stage for stage in stages if stage["step"].startswith("embed"))
