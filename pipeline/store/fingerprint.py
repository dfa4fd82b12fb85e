"""Recipes and keys: everything a result depends on, readable, and its sha256."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.core.errors import InputError, MachineError
from pipeline.core.method import Method
from pipeline.store.code import code_digests, package_versions

Recipe = dict[str, Any]


def recipe_of(
    method: Method,
    inputs: Mapping[str, str] | None = None,
    tools: Mapping[str, Method] | None = None,
) -> Recipe:
    """All that decides a method's result.

    ``inputs`` are the content digests of the artifacts it is given, ``tools`` the methods
    it calls (describe and assign embed words with the embedder).
    """
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
        "sources": {n: digest_of(path, method.reads) for n, path in method.sources().items()},
        "code": code,
        "versions": versions,
        "tools": {name: recipe_of(tool) for name, tool in (tools or {}).items()},
        "inputs": dict(inputs or {}),
    }


def key_of(recipe: Mapping[str, Any]) -> str:
    """The sha256 of a recipe: equal recipes have equal keys, whatever their order."""
    return hashlib.sha256(canonical(recipe)).hexdigest()


def canonical(value: Any) -> bytes:
    """JSON with one spelling for each value."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # names of files need not be text: Python spells their other bytes as lone surrogates
    return text.encode("utf-8", "surrogatepass")


def digest_of(path: Path, reads: Callable[[str], bool] | None = None) -> str:
    """The sha256 of a source: of a file's bytes, or of a folder's names and bytes.

    ``reads`` says of a file in a folder, by its path there, whether it counts; without it all do.
    """
    try:
        if path.is_dir():
            files = {p.relative_to(path).as_posix(): p for p in path.rglob("*") if p.is_file()}
            counting = filter(reads, files) if reads else files
            listing = {name: sha256_of(files[name]) for name in counting}
            return hashlib.sha256(canonical(listing)).hexdigest()
        return sha256_of(path)
    except PermissionError as error:
        raise MachineError(f"{error.filename}: cannot be read: {error.strerror}") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
