"""No command talks to another machine, and none leaves anything in the home folder."""

import os
import shutil
import subprocess
import sys

import pytest

import planted

CONFIG = """\
name: planted
load: {path: planted.csv, id: id, title: title, text: body, date: day}
embed: {parts: [{method: minilm}, {method: lsa, weight: 0.3}], method: joined}
reduce: {method: pca, n_components: 6}
map: {method: pca}
themes:
  - {name: Food, keywords: [bread, flour, oven, recipe]}
"""
COMMANDS = (
    ("run", "config.yaml"),
    ("run", "config.yaml", "--set", "describe.n_keywords=5"),
    ("compare", "planted-001", "planted-002"),
    ("predict", "latest", "new.csv"),
    ("show", "latest"),
    ("verify", "latest"),
)


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    """All commands in a folder of their own, with another home: what they did with sockets."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed, which sees the sockets that libraries open")
    probe = ["strace", "-f", "--seccomp-bpf", "-o", os.devnull, sys.executable, "-c", ""]
    if subprocess.run(probe).returncode:
        pytest.skip("strace may not watch processes here, as in some containers")
    folder, home = tmp_path_factory.mktemp("network"), tmp_path_factory.mktemp("home")
    planted.write_csv(folder / "planted.csv", planted.rows())
    planted.write_csv(folder / "new.csv", planted.rows(per_topic=2, seed=9))
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    environment = {**os.environ, "HOME": str(home)}
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR", "ORT_DISABLE_TELEMETRY"):
        environment.pop(name, None)
    calls = []
    for command in COMMANDS:
        trace = folder / "trace.txt"
        watched = [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-e",
            "trace=socket,connect,sendto",
            "-o",
            str(trace),
        ]
        done = subprocess.run(
            [*watched, sys.executable, "-m", "pipeline", *command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)
        calls += [(command[0], line) for line in trace.read_text(encoding="utf-8").splitlines()]
    return calls, home


def test_no_command_opens_a_socket_to_another_machine(traced):
    calls, _ = traced
    assert not [call for call in calls if "AF_INET" in call[1]]


def test_nothing_is_left_in_the_home_folder_but_what_matplotlib_knows_of_fonts(traced):
    _, home = traced
    files = [path for path in home.rglob("*") if path.is_file()]
    assert all(path.name.startswith("fontlist-") for path in files), files
