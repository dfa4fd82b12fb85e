"""What the folders of pipeline/ are and import: read from the code, told in architecture.md."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "pipeline"
BEGIN: Final = "<!-- written by `python -m docs` from here -->"
END: Final = "<!-- to here -->"


def layers() -> list[list[str]]:
    """The folders from top to bottom, as the import contract of pyproject.toml has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    ordered = next(each["layers"] for each in contracts if each["type"] == "layers")
    return [[name.strip().removeprefix("pipeline.") for name in row.split("|")] for row in ordered]


def imports() -> dict[str, list[str]]:
    """The other folders that each folder imports, in the order of the layers."""
    order = [folder for layer in layers() for folder in layer]
    found = {folder: _imported(folder) for folder in order}
    return {
        folder: [other for other in order if other != folder and other in found[folder]]
        for folder in order
    }


def about(folder: str) -> str:
    """The first line of a folder's docstring, without its own name in front."""
    module = ast.parse((PACKAGE / folder / "__init__.py").read_text("utf-8"))
    first = (ast.get_docstring(module) or "").partition("\n")[0].replace("``", "")
    own = re.compile(rf"(the )?{folder}: ", re.IGNORECASE)
    told = own.sub("", first, count=1)
    return told[:1].upper() + told[1:]


def page() -> str:
    """architecture.md with its table as the code is now."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{_table()}\n{END}{after}"


def _table() -> str:
    rows = [
        f"| `{folder}/` | {about(folder)} | {', '.join(others) or 'none'} |"
        for folder, others in imports().items()
    ]
    return "\n".join(["| folder | what it is | what it imports |", "|---|---|---|", *rows, ""])


def _imported(folder: str) -> set[str]:
    """The folders of pipeline/ that the modules of a folder import, anywhere in them."""
    modules = (PACKAGE / folder).rglob("*.py")
    return {name for path in modules for name in _named(ast.parse(path.read_text("utf-8")))}


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            whole = [alias.name for alias in node.names]
        else:
            continue
        parts = (name.split(".") for name in whole)
        yield from (part[1] for part in parts if part[0] == "pipeline" and part[1:])
