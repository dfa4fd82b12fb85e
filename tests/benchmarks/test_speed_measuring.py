"""What a process took, whether targets hold, and how it is told."""

import json
import resource
import sys
from dataclasses import replace

import pytest

from benchmarks.speed import __main__ as command
from benchmarks.speed.process import KIB, FailedError, Measured, measure, report
from benchmarks.speed.rows import Row, Target
from benchmarks.speed.setting import Setting
from benchmarks.speed.table import table

MIB = 2**20


@pytest.mark.parametrize(
    ("found", "kind", "holds"),
    [
        (4.6, "at most", True),
        (4.61, "at most", False),
        (2.2, "at least", True),
        (2.19, "at least", False),
    ],
)
def test_a_target_holds_up_to_its_bound(found, kind, holds):
    target = Target(found, "times", kind, 4.6 if kind == "at most" else 2.2)
    assert target.holds is holds
    assert target.verdict.endswith(": holds" if holds else ": **missed**")


def test_the_table_says_medians_ranges_targets_and_commands():
    measured = [Measured(3, 5, 100), Measured(1, 6, 300), Measured(2, 7, 200)]
    target = Target(2 / 60, "min", "at most", 8)
    row = Row("a | b", "python run", measured, [target], {"texts/s": 12.345}, ["By lot."])
    text = table("whole", [row])
    assert "| a \\| b | 2 | 1 to 3 | 6 | 200 | 0.0333 min (at most 8): holds |" in text
    assert "- a | b: `python run`: 12.3 texts/s\n  - By lot.\n" in text


def test_a_row_without_a_run_still_says_what_was_missed():
    unfinished = Target(0, "runs finished", "at least", 3)
    row = Row("titles", "python run", targets=[unfinished], notes=["killed by signal 9"])
    assert "| titles |  |  |  |  | 0 runs finished (at least 3): **missed** |" in table("x", [row])
    assert row.as_json()["medians"] == {}


def test_json_holds_every_run_the_medians_and_the_verdicts():
    row = Row(
        "run", "python", [Measured(1, 2, 3), Measured(3, 4, 5)], [Target(5, "s", "at most", 4)]
    )
    told = json.loads(json.dumps(row.as_json()))
    assert [run["seconds"] for run in told["measured"]] == [1, 3]
    assert told["medians"] == {"seconds": 2, "processor_seconds": 3, "peak_mib": 4}
    assert told["targets"] == [
        {"found": 5, "what": "s", "kind": "at most", "bound": 4, "holds": False}
    ]


def test_memory_and_processor_time_are_those_of_the_process_and_its_children():
    inner = f"bytearray({200 * MIB}); sum(range(10**7))"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    found = measure([sys.executable, "-c", outer])
    # a process takes over the peak of the one that starts it, which may have run many tests
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / 1024
    assert 200 <= found.peak_mib < max(1000, own + 300)
    assert 0.05 < found.processor_seconds


def test_a_process_that_fails_says_how_and_what_it_said():
    with pytest.raises(FailedError, match="exit code 3: no room"):
        measure(
            [sys.executable, "-c", "import sys; print('no room', file=sys.stderr); sys.exit(3)"]
        )
    with pytest.raises(FailedError, match="killed by signal 9"):
        measure([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"])


def test_a_work_tells_its_own_seconds():
    printed = json.dumps({"seconds": 0.5, "processor_seconds": 0.25, "tokens": 7})
    measured, told = report([sys.executable, "-c", f"print('hello'); print({printed!r})"])
    assert (measured.seconds, measured.processor_seconds, told) == (0.5, 0.25, {"tokens": 7})
    assert measured.peak_mib > 0


def test_commands_are_shown_without_the_folders_of_the_machine(tmp_path):
    setting = Setting(tmp_path, reference="/elsewhere/bin/python")
    shown = setting.shown([sys.executable, "-m", "pipeline", f"{tmp_path}/a b/config.yaml"])
    assert shown == "python -m pipeline 'FOLDER/a b/config.yaml'"
    assert setting.shown(["/elsewhere/bin/python", "x"]) == "reference-python x"


def test_numbers_set_for_the_whole_corpus_shrink_with_it(tmp_path):
    setting = Setting(tmp_path)
    assert (setting.scaled, setting.share(30_000)) == (False, 30_000)
    small = replace(setting, documents=1200)
    assert (small.scaled, small.share(30_000), small.share(10)) == (True, 300, 1)


def test_jobs_that_lack_something_are_skipped_with_the_option_that_is_missing(
    monkeypatch, capsys, tmp_path
):
    chosen = ["--only", "exact", "titles", "--json", str(tmp_path / "speed.json")]
    monkeypatch.setattr(sys, "argv", ["speed", *chosen])
    with pytest.raises(SystemExit) as end:
        command.main()
    printed = capsys.readouterr().out
    assert end.value.code == 0
    assert "exact, which needs --corpora FOLDER and --reference-python PYTHON" in printed
    assert "titles, which needs --corpora FOLDER\n" in printed
    assert json.loads((tmp_path / "speed.json").read_text())["jobs"] == {}
