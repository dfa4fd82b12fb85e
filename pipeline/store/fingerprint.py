"""Recipes and keys: everything a result depends on, readable, and its sha256."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.method import Method
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
        "sources": {name: digest_of(path) for name, path in method.sources().items()},
        "code": code,
        "versions": versions,
        "tools": {name: recipe_of(tool) for name, tool in (tools or {}).items()},
        "inputs": dict(inputs or {}),
    }


def key_of(recipe: Mapping[str, Any]) -> str:
    """The sha256 of a recipe: equal recipes have equal keys, whatever their order."""
    return hashlib.sha256(canonical(recipe).encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON with one spelling for each value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes, or of the names and bytes of all files in a folder."""
    try:
        if path.is_dir():
            files = sorted(inner for inner in path.rglob("*") if inner.is_file())
            listing = {inner.relative_to(path).as_posix(): _sha256(inner) for inner in files}
            return hashlib.sha256(canonical(listing).encode()).hexdigest()
        return _sha256(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
