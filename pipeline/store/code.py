"""Digests of code as it runs: syntax trees without docstrings and comments.

A method's result depends on its module and on every ``pipeline`` module that it imports,
however indirectly, and on the versions of the outside packages that those import.
"""

import ast
import hashlib
import json
import re
import sys
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, packages_distributions
from pathlib import Path
from typing import NamedTuple

from pipeline.core.durable import whole

PACKAGE = Path(__file__).resolve().parent.parent


class Marks(NamedTuple):
    """What changes when a file does; any write moves the time of its inode's last change.

    ``modified`` and ``changed`` are in nanoseconds.
    """

    path: str
    size: int
    modified: int
    changed: int
    inode: int


class ModuleCode(NamedTuple):
    """What was found in a module's file, and the marks that the file had."""

    marks: Marks
    digest: str
    ours: list[str]
    outside: list[str]


CODE = "code.json"
"""The file of a store that keeps what was found."""

_FOUND: dict[str, ModuleCode] = {}

DISTRIBUTIONS = {
    "PIL": "pillow",
    "sklearn": "scikit-learn",
    "umap": "umap-learn",
    "yaml": "pyyaml",
}
"""Distributions whose import package has another name."""

MISSING = "not installed"


def code_digests(module: str) -> dict[str, str]:
    """The sha256 of the syntax tree of a module and of all of ours that it imports."""
    return {name: _parsed(name)[0] for name in sorted(_reached(module))}


def package_versions(module: str, further: tuple[str, ...] = ()) -> dict[str, str]:
    """The versions of Python and of the outside packages behind a module's result."""
    imported = {name for reached in _reached(module) for name in _parsed(reached)[2]}
    names = {distribution_of(name) for name in imported} | set(further)
    versions = {name: installed_version(name) for name in sorted(names)}
    return {"python": f"{sys.version_info.major}.{sys.version_info.minor}"} | versions


def marks_of(path: Path) -> Marks:
    """The marks of a file as it is now."""
    stat = path.stat()
    return Marks(str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def recall(path: Path) -> None:
    """Take from a file what was found in modules before, as long as these are the same files.

    What cannot be read, or was found by another Python, counts for nothing.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["python"] == sys.version:
            modules = kept["modules"].items()
            _FOUND.update(
                {name: ModuleCode(Marks(*marks), *found) for name, (marks, *found) in modules}
            )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return


def remember(path: Path) -> None:
    """Write down what was found in modules, where that is not written already."""
    modules = dict(sorted(_FOUND.items()))
    text = json.dumps({"python": sys.version, "modules": modules})
    if path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text:
        return
    with whole(path) as draft:
        draft.write_text(text, encoding="utf-8")


@cache
def installed_version(distribution: str) -> str:
    """The installed version of a distribution, ``MISSING`` where there is none."""
    try:
        found = Distribution.from_name(distribution)
    except PackageNotFoundError:
        return MISSING
    # ``found.version`` parses all of its metadata, and the whole README is in there
    stated = re.search(r"^Version: *(\S+)", found.read_text("METADATA") or "", re.MULTILINE)
    return stated[1] if stated else found.version


@cache
def distribution_of(package: str) -> str:
    """The distribution that an import package is from: by its usual name, where that is installed.

    Builds for a GPU have other names (onnxruntime-gpu, cuml-cu12) and the same import package.
    """
    usual = DISTRIBUTIONS.get(package, package)
    if installed_version(usual) != MISSING:
        return usual
    return min(packages_distributions().get(package, [usual]))


@cache
def _reached(module: str) -> frozenset[str]:
    found, waiting = set[str](), [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_parsed(name)[1])
    return frozenset(found)


@cache
def _parsed(module: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """A module's digest, the modules of ours it imports, and the outside packages."""
    path = _file(module)
    if path is None:
        raise LookupError(f"{module} has no source file under {PACKAGE}")
    marks, known = marks_of(path), _FOUND.get(module)
    if known is None or known.marks != marks:
        digest, ours, outside = _parse(path)
        known = _FOUND[module] = ModuleCode(marks, digest, sorted(ours), sorted(outside))
    return known.digest, frozenset(known.ours), frozenset(known.outside)


def _parse(path: Path) -> tuple[str, frozenset[str], frozenset[str]]:
    tree = ast.parse(path.read_bytes())
    ours, outside = set[str](), set[str]()
    for node in ast.walk(tree):
        _drop_docstring(node)
        _drop_description(node)
        for name in _imported(node):
            (ours if name.partition(".")[0] == "pipeline" else outside).add(name)
    digest = hashlib.sha256(ast.dump(tree).encode()).hexdigest()
    tops = {name.partition(".")[0] for name in outside} - sys.stdlib_module_names
    return digest, frozenset(name for name in ours if _file(name)), frozenset(tops)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        inner = [f"{node.module}.{alias.name}" for alias in node.names]
        return [node.module, *(name for name in inner if _file(name))]
    return []


def _drop_docstring(node: ast.AST) -> None:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        node.body = [
            statement
            for statement in node.body
            if not (
                isinstance(statement, ast.Expr)
                and isinstance(statement.value, ast.Constant)
                and isinstance(statement.value.value, str)
            )
        ]


def _drop_description(node: ast.AST) -> None:
    """Leave out ``Field(description=...)``: words for people, like a docstring."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Field", "Execution"):
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != "description"]


@cache
def _file(module: str) -> Path | None:
    first, *rest = module.split(".")
    if first != PACKAGE.name:
        return None
    path = PACKAGE.joinpath(*rest)
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if candidate.is_file()), None)
