"""``themeline init --demo``: the papers that ship with Themeline, and a config for them."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from pipeline.core.errors import ConfigError, MachineError
from pipeline.core.method import exists

SHIPPED = {"config.yaml": "demo.yaml", "papers.txt": "papers.txt"}
"""What a demo is made of, and what that is called in the package."""


def write_demo(output: Path) -> Iterator[str]:
    """Write a config and its corpus beside it, and say so, line by line.

    ``output`` is the config, or a folder for both. Raises ``ConfigError`` where one of them is
    there already (nothing is overwritten), ``MachineError`` where they cannot be written.
    """
    config = output if output.suffix in (".yaml", ".yml") else output / "config.yaml"
    written = {config: "config.yaml", config.parent / "papers.txt": "papers.txt"}
    there = [str(path) for path in written if exists(path)]
    if there:
        raise ConfigError(
            f"{' and '.join(there)} {'exist and are' if there[1:] else 'exists and is'} not "
            "overwritten; choose another folder: themeline init --demo --output FOLDER"
        )
    try:
        config.parent.mkdir(parents=True, exist_ok=True)
        for path, name in written.items():
            path.write_bytes((files("pipeline") / "data" / SHIPPED[name]).read_bytes())
    except OSError as error:
        raise MachineError(
            f"{config.parent}: cannot be written: {error.strerror}; choose another place: "
            "themeline init --demo --output FOLDER"
        ) from error
    yield f"{config} and {config.parent / 'papers.txt'} are written: 241 papers, four themes"
    yield f"look through the config, then: themeline run {config}"
