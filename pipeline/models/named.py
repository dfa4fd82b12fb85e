"""Models by name: found in the cache of Hugging Face, at the revision that the lock holds.

The lock is a file beside the config. It names the revision of each model that was fetched and the
sha256 of its files, so that the same config reads the same model on another machine.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from pipeline.core.digests import sha256_of
from pipeline.core.durable import whole
from pipeline.core.errors import InputError
from pipeline.models.folder import ModelFolder

LOCK = "models.lock.json"

NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
"""What the name of a model looks like: its owner's and its own."""


class Locked(BaseModel):
    """One model in the lock: its revision, and the sha256 of the files that are read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    revision: str
    files: Mapping[str, str]


def find_model(name: str, beside: Path) -> Path:
    """The folder of a model of this name; ``beside`` is the folder of the config.

    Raises ``LookupError`` where no such model was fetched, and ``InputError`` where the lock
    cannot be read or what is in the cache is not what it holds.
    """
    locked = read_lock(beside / LOCK).get(name)
    folder = _cached(name, locked.revision if locked else None)
    if folder is None:
        at = f" at the revision {locked.revision} of {beside / LOCK}" if locked else ""
        raise LookupError(f"no model {name}{at} in the cache of Hugging Face, {_cache()}")
    if locked:
        require_locked(name, locked, folder, beside / LOCK)
    return folder


def require_locked(name: str, locked: Locked, folder: Path, lock: Path) -> None:
    """Raise ``InputError`` unless the files of a model are those that the lock holds."""
    found = digests(folder)
    differing = sorted(
        file for file in {*found, *locked.files} if found.get(file) != locked.files.get(file)
    )
    if differing:
        raise InputError(
            f"{lock}: {len(differing)} of {len(locked.files)} files of {name} are not those that "
            f"it holds ({', '.join(differing[:3])}); themeline model fetch {name} brings them "
            "again, or remove its entry to take what is there"
        )


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of the files of a model that are read, by their paths in its folder."""
    return {name: sha256_of(path) for name, path in ModelFolder(folder).files.items()}


def read_lock(path: Path) -> dict[str, Locked]:
    """The models of a lock; none where there is no such file."""
    if not path.is_file():
        return {}
    try:
        return _LOCK.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(
            f"{path}: is no lock of models ({_first_line(error)}); remove it, and themeline model "
            "fetch writes it again"
        ) from None


def write_lock(path: Path, models: Mapping[str, Locked]) -> None:
    """Write the lock, by name."""
    kept = {name: models[name].model_dump() for name in sorted(models)}
    with whole(path) as draft:
        draft.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def spoken_name(folder: Path) -> str:
    """What a model is called: its name and revision in the cache, or the name of its folder."""
    above = folder.parent
    if above.name != "snapshots" or not above.parent.name.startswith("models--"):
        return folder.name
    name = above.parent.name.removeprefix("models--").replace("--", "/")
    return f"{name}@{folder.name[:12]}"


def _cached(name: str, revision: str | None) -> Path | None:
    kept = _cache() / f"models--{name.replace('/', '--')}"
    newest = kept / "refs" / "main"
    if revision is None and newest.is_file():
        revision = newest.read_text(encoding="utf-8").strip()
    folder = kept / "snapshots" / (revision or "none")
    return folder if folder.is_dir() else None


def _cache() -> Path:
    from huggingface_hub.constants import HF_HUB_CACHE

    return Path(HF_HUB_CACHE)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


_LOCK = TypeAdapter(dict[str, Locked])
