"""Every command in a folder of its own: what is there before it, and what it may leave behind."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from forking import ended

import planted

CONFIG = planted.CONFIG + "report: {figures: [svg]}\n"

MODEL = CONFIG.replace(
    "{method: lsa, n_components: 20}", "{method: minilm, model_dir: tiny, window: 8}"
)


CORRECTIONS = """\
run: planted-001
overrides: {topics: [{topic: 0, name: Kitchen}]}
judgements: [{id: ki00, theme: Food, belongs: yes}]
themes: [{name: Sailing, keywords: [harbour]}]
"""


@dataclass(frozen=True)
class Scenario:
    """A command, and the commands that came before it in its folder.

    writes   whether it writes anything into the folder
    again    exit codes of the same command, after one that was cut off: 2 is for one that never
             writes over a file, where the file was whole already
    """

    arguments: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    config: str = CONFIG
    writes: bool = True
    again: tuple[int, ...] = (0,)

    def prepare(self, folder: Path) -> None:
        """Fill an empty folder."""
        if "model_dir" in self.config:
            from tiny_bert import write_model

            (folder / "tiny").mkdir()
            write_model(folder / "tiny")
        planted.write_project(folder, self.config)
        planted.write_csv(folder / "new.csv", planted.rows(per_topic=3, seed=9))
        (folder / "corrections.yaml").write_text(CORRECTIONS, encoding="utf-8")
        (folder / "temporary").mkdir()
        for command in self.before:
            done = ended(command, folder)
            assert done.code == 0, done.output


RUN = ("run", "config.yaml")
OTHER = (*RUN, "--set", "cluster.n_topics=3")
TWICE = (RUN, OTHER)

SCENARIOS = {
    "run": Scenario(RUN),
    "run with a model": Scenario(RUN, config=MODEL),
    "run, changed": Scenario(OTHER, (RUN,)),
    "run, unchanged": Scenario(RUN, (RUN,)),
    "predict": Scenario(("predict", "latest", "new.csv"), (RUN,)),
    "compare": Scenario(("compare", "planted-001", "planted-002"), TWICE),
    "sweep": Scenario(("sweep", "config.yaml", "--try", "cluster.n_topics=3,5"), (RUN,)),
    "replay": Scenario(("replay", "latest"), (RUN,)),
    "clean": Scenario(("clean",), (RUN, ("sweep", "--try", "cluster.n_topics=3,5"))),
    "init": Scenario(("init", "planted.csv", "-o", "mine.yaml"), again=(0, 2)),
    "init --demo": Scenario(("init", "--demo", "-o", "demo")),
    "review": Scenario(("review", "--theme", "Food"), (RUN,), again=(0, 2)),
    "apply": Scenario(("apply", "corrections.yaml", "--yes"), (RUN,)),
    "export": Scenario(("export", "latest", "--to", "latentscope"), (RUN,)),
    "plan": Scenario(("plan",), (RUN,), writes=False),
    "check": Scenario(("check",), writes=False),
    "methods": Scenario(("methods",), writes=False),
    "schema": Scenario(("schema",), writes=False),
    "explain": Scenario(("explain", "ki00"), (RUN,), writes=False),
    "runs": Scenario(("runs",), (RUN,), writes=False),
    "show": Scenario(("show", "latest"), (RUN,), writes=False),
    "verify": Scenario(("verify", "latest"), (RUN,), writes=False),
}
WRITING = [name for name, scenario in SCENARIOS.items() if scenario.writes]


class Places:
    """Folders in which a scenario may begin, each a copy of one that was prepared once."""

    def __init__(self, root: Path) -> None:
        self._root, self._count = root, 0
        self._prepared: dict[tuple[object, ...], Path] = {}

    def new(self, scenario: Scenario) -> Path:
        """A folder as the scenario asks for."""
        known = (scenario.before, scenario.config)
        if known not in self._prepared:
            prepared = self._prepared[known] = self._next()
            prepared.mkdir()
            scenario.prepare(prepared)
        folder = self._next()
        shutil.copytree(self._prepared[known], folder, symlinks=True)
        return folder

    def _next(self) -> Path:
        self._count += 1
        # of one length, as paths are told in words
        return self._root / f"{self._count:06d}"
