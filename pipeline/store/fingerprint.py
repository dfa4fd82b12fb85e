"""Recipes and keys: everything a result depends on, readable, and its sha256."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.core.contracts import Embedder, Namer
from pipeline.core.digests import sha256_of
from pipeline.core.errors import InputError, MachineError
from pipeline.core.method import Method
from pipeline.store.code import (
    Marks,
    code_digests,
    distribution_of,
    installed_version,
    marks_of,
    package_versions,
)

Recipe = dict[str, Any]
Reads = Callable[[str], bool]

SETTLED = 10**8
"""Nanoseconds after a write from which on the next one surely has another time."""


class Hashed(NamedTuple):
    """A source as it was hashed; of one that was ``fresh`` a change may leave the marks alone."""

    marks: Mapping[str, Marks]
    digest: str
    fresh: bool


_HASHED: dict[tuple[Path, frozenset[str]], Hashed] = {}
"""By the path, and the files of a folder that count."""


def recipe_of(
    method: Method,
    inputs: Mapping[str, str] | None = None,
    tools: Mapping[str, Method] | None = None,
) -> Recipe:
    """All that decides a method's result.

    ``inputs`` are the content digests of the artifacts it is given, ``tools`` the methods
    it calls (describe and assign embed words with the embedder). Where vectors of texts are kept
    from run to run, ``vectors`` is all that decides these, and ``other_vectors`` the same
    of methods that may be chosen instead; ``answers`` is all that decides those of a model.
    """
    own = _own_recipe(method)  # first, so that a model that changes meanwhile is found out
    kept = vectors_key(method)
    chosen = method.others() if isinstance(method, Embedder) else ()
    others = [key for other in chosen if (key := vectors_key(other))]
    return {
        **own,
        "tools": {name: _own_recipe(tool) for name, tool in (tools or {}).items()},
        "inputs": dict(inputs or {}),
        **({"vectors": kept} if kept else {}),
        **({"other_vectors": others} if others else {}),
        **({"answers": answers_key(method)} if isinstance(method, Namer) else {}),
    }


def answers_key(method: Namer) -> Recipe:
    """All that decides what a model answers to a question."""
    return {"method": method.name(), **method.answered_by()}


def vectors_key(method: Method) -> Recipe | None:
    """All that decides the vector that a method gives a text; None where the corpus has a say.

    Neither the names of our modules nor their code are in it.
    """
    decides = method.by_text() if isinstance(method, Embedder) else None
    if decides is None:
        return None
    names = {distribution_of(package) for package in decides.packages}
    return {
        "method": decides.method,
        "version": decides.version,
        "settings": dict(decides.settings),
        "files": {
            name: digest_of(file) if isinstance(file, Path) else file
            for name, file in decides.files.items()
        },
        "versions": {name: installed_version(name) for name in sorted(names)},
    }


def _own_recipe(method: Method) -> Recipe:
    code: dict[str, str] = {}
    versions: dict[str, str] = {}
    for part in (method, *method.components()):
        module = type(part).__module__
        code |= code_digests(module)
        versions |= package_versions(module, part.packages)
    return {
        "stage": method.stage,
        "method": method.name(),
        "parameters": method.parameters(),
        "sources": {n: digest_of(path, method.reader(n)) for n, path in method.sources().items()},
        "code": code,
        "versions": versions,
        "tools": {},
        "inputs": {},
    }


def key_of(recipe: Mapping[str, Any]) -> str:
    """The sha256 of a recipe: equal recipes have equal keys, whatever their order."""
    return hashlib.sha256(canonical(recipe)).hexdigest()


def canonical(value: Any) -> bytes:
    """JSON with one spelling for each value."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # names of files need not be text: Python spells their other bytes as lone surrogates
    return text.encode("utf-8", "surrogatepass")


def require_unchanged(
    recipe: Recipe, method: Method, tools: Mapping[str, Method] | None = None
) -> None:
    """Raise ``InputError`` where a source was written to since the recipe was made."""
    for name, path in method.sources().items():
        require_as_hashed(path, recipe["sources"][name], method.reader(name))
    for name, tool in (tools or {}).items():
        require_unchanged(recipe["tools"][name], tool)


def require_as_hashed(path: Path, digest: str, reads: Reads | None = None) -> None:
    """Raise ``InputError`` where a source was written to since ``digest_of`` gave its digest.

    One that was written to and has its old content back has changed, too: who read it between
    may have read anything.
    """
    with _readable(path):
        source = path, frozenset(_files(path, reads))
    before = _HASHED.get(source)
    same = digest_of(path, reads) == digest and source in _HASHED
    if not same or (before and before.marks != _HASHED[source].marks):
        raise InputError(
            f"{path}: was changed while it was being read, so what was read of it is not kept; "
            "run again once nothing writes to it"
        )


def digest_of(path: Path, reads: Reads | None = None) -> str:
    """The sha256 of a source: of a file's bytes, or of a folder's names and bytes.

    ``reads`` says of a file in a folder, by its path there, whether it counts; without it all do.
    A process hashes a source once, and again where anything was written to it.
    """
    with _readable(path):
        files = _files(path, reads)
        marks = {name: marks_of(file) for name, file in files.items()}
        source = path, frozenset(files)
        known = _HASHED.get(source)
        if known is None or known.fresh or known.marks != marks:
            fresh = time.time_ns() - max(map(_written, marks.values()), default=0) <= SETTLED
            known = Hashed(marks, _digest_of_files(files), fresh)
            _HASHED[source] = known
        return known.digest


def _files(path: Path, reads: Reads | None) -> dict[str, Path]:
    """The files of a folder that count, by their paths there; a file alone has no name."""
    if not path.is_dir():
        return {"": path}
    files = {p.relative_to(path).as_posix(): p for p in path.rglob("*") if p.is_file()}
    return {name: file for name, file in files.items() if reads is None or reads(name)}


def _digest_of_files(files: Mapping[str, Path]) -> str:
    if "" in files:
        return sha256_of(files[""])
    listing = {name: sha256_of(file) for name, file in files.items()}
    return hashlib.sha256(canonical(listing)).hexdigest()


def _written(marks: Marks) -> int:
    return max(marks.modified, marks.changed)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise MachineError(f"{error.filename}: cannot be read: {error.strerror}") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
