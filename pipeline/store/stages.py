"""The content-addressed stage store: ``<root>/<stage>/<method>-<12 hex>/``.

A result is written into a draft folder, flushed, given its manifest last and renamed into
place, so that a killed run leaves either a whole entry or none. When an entry is found, the
sizes of its files and the hashes of its descriptions are verified, when it is loaded all
hashes; a damaged entry is removed and computed again.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from pipeline.core.digests import sha256_of
from pipeline.core.durable import DRAFTS, drafts, flush_folder
from pipeline.store.code import CODE, recall, remember
from pipeline.store.files import (
    machine_errors,
    read_artifact,
    read_json,
    write_artifact,
    write_json,
)
from pipeline.store.fingerprint import Recipe, canonical, key_of
from pipeline.store.lock import locked

A = TypeVar("A")

MANIFEST = "manifest.json"

KINDS = (".json", ".npy", ".parquet")
"""How the files of a result end."""

DESCRIPTIONS = ("recipe.json", "notes.json")
"""Files that say how a result came about; its content is the rest."""


class Written(BaseModel):
    """What a file was when it was written."""

    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "Written":
        """Describe a file that was just written."""
        return cls(size=path.stat().st_size, sha256=sha256_of(path))


class Manifest(BaseModel):
    """What an entry holds: the key of its recipe, the digest of its content, its files."""

    key: str
    digest: str
    files: dict[str, Written]


class DamagedEntryError(Exception):
    """A stored result is not what was written; the message names the file."""


@dataclass(frozen=True)
class Entry:
    """One stored result. ``digest`` identifies its content, whatever made it."""

    folder: Path
    digest: str

    @property
    def name(self) -> str:
        """``<method>-<12 hex>``, as run.json and the plan call it."""
        return self.folder.name

    def recipe(self) -> Recipe:
        """What made the result."""
        recipe: Recipe = read_json(self.folder / "recipe.json")
        return recipe


@contextmanager
def held(root: Path) -> "Iterator[StageStore]":
    """A store to write to, free of what a killed run left; digests of code are kept beside it.

    Raises ``BusyError`` where another process holds it.
    """
    with locked(root):
        store = StageStore(root)
        store.sweep_drafts()
        recall(root / CODE)
        yield store
        remember(root / CODE)


class StageStore:
    """Stage results under one folder. Writing needs the lock (``pipeline.store.lock``)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, recipe: Recipe) -> Path:
        """Where the result of a recipe is or would be."""
        stage, method = str(recipe["stage"]), recipe["method"]
        return self.root / stage / f"{method}-{key_of(recipe)[:12]}"

    def find(self, recipe: Recipe) -> Entry | None:
        """The finished result of a recipe, or None.

        Raises ``DamagedEntryError`` where there is one whose files are missing or of wrong
        size, or whose descriptions differ from what was written.
        """
        folder = self.folder(recipe)
        manifest = _verified(folder)
        if manifest is None:
            return None
        if manifest.key != key_of(recipe):
            raise DamagedEntryError(f"{folder}: holds another result")
        return Entry(folder, manifest.digest)

    def entry(self, stage: str, name: str) -> Entry | None:
        """A finished entry by its name; None where it is missing or damaged."""
        folder = self.root / stage / name
        try:
            manifest = _verified(folder)
        except DamagedEntryError:
            return None
        return Entry(folder, manifest.digest) if manifest else None

    def load(self, entry: Entry, kind: type[A]) -> A:
        """Read a result.

        Raises ``DamagedEntryError`` where a byte differs from what was written.
        """
        manifest = _manifest(entry.folder)
        for name, file in manifest.files.items() if manifest else ():
            _verify_content(entry.folder / name, file)
        return read_artifact(entry.folder, kind)

    def put(self, recipe: Recipe, artifact: Any) -> Entry:
        """Store a result; an entry of the same recipe is replaced."""
        folder = self.folder(recipe)
        doing = f"cannot store the result of {recipe['stage']}"
        with machine_errors(doing, self.root), drafts(self.root) as draft:
            folder.parent.mkdir(parents=True, exist_ok=True)
            write_artifact(draft, artifact)
            write_json(draft / "recipe.json", recipe)
            files = {path.name: Written.of(path) for path in sorted(draft.iterdir())}
            digest = _content_digest(files)
            manifest = Manifest(key=key_of(recipe), digest=digest, files=files)
            write_json(draft / MANIFEST, manifest.model_dump())
            flush_folder(draft)
            if folder.exists():
                self.remove(folder)
            if folder.exists():  # for what somebody else has put there
                for name in (*files, MANIFEST):
                    (draft / name).rename(folder / name)
                flush_folder(folder)
            else:
                draft.rename(folder)
            flush_folder(folder.parent)
        return Entry(folder, digest)

    def remove(self, folder: Path) -> None:
        """Remove an entry, the manifest first, so that half an entry never looks whole.

        What somebody else has put into the folder stays there, and the folder with it.
        """
        with machine_errors("cannot remove a stored result", folder):
            (folder / MANIFEST).unlink(missing_ok=True)
            for path in written_in(folder):
                path.unlink()
            if not any(folder.iterdir()):
                folder.rmdir()

    def sweep_drafts(self) -> None:
        """Remove what killed runs left half-written."""
        for draft in self.root.glob(DRAFTS):
            shutil.rmtree(draft, ignore_errors=True)

    def entries(self) -> Iterator[Entry]:
        """Every finished entry, in a fixed order."""
        for stage in sorted(path.name for path in self.root.glob("*/")):
            yield from self.of_stage(stage)

    def of_stage(self, stage: str) -> Iterator[Entry]:
        """The finished entries of a stage, in a fixed order."""
        for manifest in sorted((self.root / stage).glob(f"*/{MANIFEST}")):
            entry = self.entry(stage, manifest.parent.name)
            if entry:
                yield entry


def written_in(folder: Path) -> list[Path]:
    """The files of a result or of kept vectors, of the kinds that are written there."""
    return [path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix in KINDS]


def _manifest(folder: Path) -> Manifest | None:
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        manifest = Manifest.model_validate(read_json(path))
    except ValueError:
        raise DamagedEntryError(f"{path} is not a manifest") from None
    if manifest.digest != _content_digest(manifest.files):
        raise DamagedEntryError(f"{path} differs from what was written")
    return manifest


def _verified(folder: Path) -> Manifest | None:
    """The manifest of an entry, once its files are found to be of the right size.

    The descriptions are read without being loaded, so their content is verified here.
    """
    manifest = _manifest(folder)
    for name, file in manifest.files.items() if manifest else ():
        _verify_size(folder / name, file)
        if name in DESCRIPTIONS:
            _verify_content(folder / name, file)
    return manifest


def _verify_size(path: Path, file: Written) -> None:
    size = path.stat().st_size if path.is_file() else None
    if size != file.size:
        found = "is missing" if size is None else f"has {size} bytes"
        raise DamagedEntryError(f"{path} {found}, {file.size} were written")


def _verify_content(path: Path, file: Written) -> None:
    if sha256_of(path) != file.sha256:
        raise DamagedEntryError(f"{path} differs from what was written")


def _content_digest(files: Mapping[str, Written]) -> str:
    content = {name: file.sha256 for name, file in files.items() if name not in DESCRIPTIONS}
    return hashlib.sha256(canonical(content)).hexdigest()
