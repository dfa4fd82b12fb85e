"""A whole run of very many titles."""

import shutil
from dataclasses import replace

from benchmarks.speed.corpora import read_all, write_texts
from benchmarks.speed.process import FailedError, measure
from benchmarks.speed.rows import Row, Target
from benchmarks.speed.setting import Setting
from benchmarks.speed.short_texts import HOW, short_texts
from benchmarks.speed.whole import gigabytes
from benchmarks.speed.whole_runs import run_command

TITLES, GIGABYTES = 350_000, 6.0
CONFIG = """\
name: titles
load: {path: titles.jsonl, text: text}
"""


def titles(setting: Setting) -> list[Row]:
    """Whether the run comes to its end, and what it takes."""
    folder, count = setting.folder / "titles", setting.share(TITLES)
    folder.mkdir()
    records = list(read_all(setting.required_corpora))
    write_texts(short_texts(records, count), folder / "titles.jsonl")
    del records  # see Measured.peak_mib
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    command = run_command(folder / "config.yaml", folder / "outputs")
    row = Row(f"whole run of {count:,} titles", setting.shown(command), notes=[f"Made of {HOW}."])
    measured, failure = [], []
    try:
        for _ in range(setting.runs):
            measured.append(measure(command))
            shutil.rmtree(folder / "outputs")
    except FailedError as error:
        failure = [str(error)]
    row = replace(row, measured=measured, notes=[*row.notes, *failure])
    targets = [Target(len(measured), "runs finished", "at least", setting.runs)]
    if measured:
        targets.append(Target(gigabytes(row), "GB", "at most", GIGABYTES))
    return [replace(row, targets=targets)]
