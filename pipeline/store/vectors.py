"""Vectors of texts, kept from run to run: ``<root>/vectors/<method>-<12 hex>/<n>-<16 hex>.npy``.

The folder is named after all that decides a text's vector, which ``key.json`` in it says; neither
the corpus nor our code is part of that, so vectors outlive both. A shard is written and flushed as
a draft and renamed into place under a name that holds its digest, so that a killed run leaves
whole shards only, and one that was damaged since is found out. A text is known by its digest: no
text is stored here.
"""

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.digests import sha256_of
from pipeline.core.durable import drafts, flush, flush_folder
from pipeline.store.adoption import folders_before, made_such, name_before
from pipeline.store.files import machine_errors, read_json, write_json
from pipeline.store.fingerprint import Recipe, key_of

FOLDER = "vectors"
KEY = "key.json"
DIGEST = 16
"""Bytes that tell texts apart: among 10**9 texts two are taken for one with odds of 10**-21."""

NAME = "[0-9]*-" + "[0-9a-f]" * 16 + ".npy"
Shard = NDArray[Any]
"""Records of one shard: ``text`` the digest of a text, ``vector`` its vector."""


class KeptVectors(Mapping[str, FloatArray]):
    """The vectors of those ``wanted`` texts that were embedded before.

    ``recipe`` is that of a method that keeps vectors; those that version 0.1 kept of the same
    kind are taken over. They are mapped into memory, not read. ``keep`` adds what is embedded
    now; it becomes known to the next who looks. Holding the store's lock is the caller's.

    ``damaged``  shards that were not as written, and are removed
    """

    def __init__(self, root: Path, recipe: Recipe, wanted: Iterable[str], limit: int) -> None:
        self._root, self._limit, self._key = root, limit, recipe["vectors"]
        self._folder = root / FOLDER / folder_name(self._key)
        with machine_errors("cannot take over the vectors that version 0.1 kept", root):
            for before in folders_before(root, self._folder, recipe):
                self._take_over(before)
        self.damaged: list[Path] = []
        texts = {_digest(text): text for text in wanted}
        self._places: dict[str, int] = {}
        self._shards: list[Shard] = []
        self._starts: list[int] = []
        self._used: set[Path] = set()
        for path in sorted(self._folder.glob(NAME)):
            self._take(path, texts)
        self._size = sum(stat.st_size for _, stat in _files(root))
        self._number = max(map(_number, self._folder.glob(NAME)), default=0)

    def __getitem__(self, text: str) -> FloatArray:
        place = self._places[text]
        shard = bisect_right(self._starts, place) - 1
        vector: FloatArray = self._shards[shard]["vector"][place - self._starts[shard]]
        return vector

    def __contains__(self, text: object) -> bool:
        return text in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def keep(self, texts: Sequence[str], vectors: FloatArray) -> None:
        """Write one shard; the oldest go where the limit is reached."""
        shard = np.empty(len(texts), _record(vectors.shape[1]))
        shard["text"] = np.frombuffer(b"".join(map(_digest, texts)), f"V{DIGEST}")
        shard["vector"] = vectors
        room = self._limit - shard.nbytes
        with machine_errors("cannot keep the vectors of what was embedded so far", self._root):
            if self._size > room:
                self._size = make_room(self._root, max(0, room), self._used)
            if room >= 0:
                self._number += 1
                self._size += shard.nbytes
                self._write(shard)

    def _take_over(self, before: Path) -> None:
        self._open_folder()
        for path in before.glob(NAME):
            path.rename(self._folder / path.name)
        flush_folder(self._folder)
        before.rmdir()

    def _open_folder(self) -> None:
        """See that the folder is there and says what its vectors are."""
        if not (self._folder / KEY).is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            with drafts(self._root) as draft:
                write_json(draft / KEY, self._key)
                (draft / KEY).rename(self._folder / KEY)

    def _write(self, shard: Shard) -> None:
        self._open_folder()
        with drafts(self._root) as draft:
            path = draft / "shard.npy"
            with path.open("wb") as file:
                np.save(file, shard, allow_pickle=False)
                file.flush()
                flush(file.fileno())
            path.rename(self._folder / f"{self._number:06d}-{sha256_of(path)[:16]}.npy")
            flush_folder(self._folder)

    def _take(self, path: Path, texts: Mapping[bytes, str]) -> None:
        """Learn what a shard knows of the wanted texts; remove it where it is damaged."""
        if not sha256_of(path).startswith(path.stem.partition("-")[2]):
            self.damaged.append(path)
            path.unlink()
            return
        shard: Shard = np.load(path, mmap_mode="r", allow_pickle=False)
        rows = {texts[digest]: row for row, digest in _digests(shard) if digest in texts}
        if rows:
            start = self._starts[-1] + len(self._shards[-1]) if self._shards else 0
            self._shards.append(shard)
            self._starts.append(start)
            self._places |= {text: start + row for text, row in rows.items()}
            self._used.add(path)


def folder_name(key: Recipe) -> str:
    """What the folder of the vectors of a key is called."""
    return f"{key['method']}-{key_of(key)[:12]}"


def are_of(folder: Path, recipes: Sequence[Recipe]) -> bool:
    """Whether a method of one of these recipes keeps its vectors in a folder.

    The recipes may be of version 0.1, and so may the folder, or it was taken over since.
    """
    later = [recipe["vectors"] for recipe in recipes if "vectors" in recipe]
    later += [key for recipe in recipes for key in recipe.get("other_vectors", ())]
    before = [recipe for recipe in recipes if "vectors" not in recipe]
    if folder.name in (*map(folder_name, later), *map(name_before, before)):
        return True
    key = _said_key(folder)
    return key is not None and any(made_such(recipe, key) for recipe in before)


def _said_key(folder: Path) -> Recipe | None:
    """What a folder says its vectors are; None where it says nothing that can be read."""
    try:
        key: Recipe = read_json(folder / KEY)
    except (OSError, ValueError):
        return None
    return key


def kept_rows(root: Path, recipe: Recipe) -> int:
    """How many texts are kept of a method, by the heads of the files; a damaged one has none."""
    folder = root / FOLDER / folder_name(recipe["vectors"])
    folders = (folder, *folders_before(root, folder, recipe))
    return sum(_rows(path) for each in folders for path in each.glob(NAME))


def _rows(path: Path) -> int:
    try:
        return len(np.load(path, mmap_mode="r", allow_pickle=False))
    except Exception:  # there is no end to what numpy raises of a damaged head
        return 0


def make_room(root: Path, limit: int, but: Iterable[Path] = ()) -> int:
    """Remove the oldest shards of all methods, so that ``limit`` bytes are left; what is left."""
    files = _files(root)
    size = sum(stat.st_size for _, stat in files)
    for path, stat in sorted(files, key=lambda file: (file[1].st_mtime_ns, file[0].name)):
        if size <= limit:
            break
        if path not in but:
            path.unlink()
            size -= stat.st_size
    return size


def _files(root: Path) -> list[tuple[Path, os.stat_result]]:
    return [(path, path.stat()) for path in (root / FOLDER).glob(f"*/{NAME}")]


def _record(dimensions: int) -> np.dtype[Any]:
    return np.dtype([("text", f"V{DIGEST}"), ("vector", "<f4", (dimensions,))])


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:DIGEST]


def _digests(shard: Shard) -> Iterator[tuple[int, bytes]]:
    return enumerate(value.tobytes() for value in shard["text"])


def _number(path: Path) -> int:
    return int(path.stem.partition("-")[0])
