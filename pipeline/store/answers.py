"""Answers of models, kept from run to run: ``<root>/answers/<method>-<12 hex>/<32 hex>.json``.

The folder is named after all that decides an answer beside the question, which ``key.json`` in it
says, a file after the digest of its question. A file is written as a draft and renamed into place
with the digest of its content in it, so that a killed run leaves whole answers only, and one that
was damaged since is found out and asked for again. No key of a server is in any of them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.core.durable import drafts, flush_folder
from pipeline.core.named import Answered, Answers
from pipeline.store.files import machine_errors, read_json, write_json
from pipeline.store.fingerprint import Recipe, canonical, key_of

FOLDER = "answers"
KEY = "key.json"
NAME = "[0-9a-f]" * 32 + ".json"

_ANSWERED = TypeAdapter(Answered)


class KeptAnswers(Answers):
    """The answers that a naming method had before; ``recipe`` is the method's.

    ``asking`` is whether it may ask for more. ``damaged`` are files that were not as written, and
    are removed. Holding the store's lock is the caller's.
    """

    def __init__(self, root: Path, recipe: Recipe, *, asking: bool = True) -> None:
        self.asking = asking
        self._root, self._key = root, recipe["answers"]
        self._folder = root / FOLDER / folder_name(self._key)
        self.damaged: list[Path] = []
        super().__init__()
        for path in sorted(self._folder.glob(NAME)):
            if path.is_dir():
                continue  # no work of ours
            answered = _read(path)
            if answered is not None:
                super().keep(answered)
            elif asking:
                self.damaged.append(path)
                path.unlink()

    def keep(self, answered: Answered) -> None:
        """Write an answer; it is there whatever becomes of the run."""
        super().keep(answered)
        if not self.asking:
            return
        content = asdict(answered)
        with machine_errors("cannot keep what the model answered", self._root):
            self._folder.mkdir(parents=True, exist_ok=True)
            with drafts(self._root) as draft:
                if not (self._folder / KEY).is_file():
                    write_json(draft / KEY, self._key)
                    (draft / KEY).rename(self._folder / KEY)
                written = {"answered": content, "sha256": _digest(content)}
                write_json(draft / "answer.json", written)
                (draft / "answer.json").replace(self._folder / f"{answered.question}.json")
                flush_folder(self._folder)


def folder_name(key: Mapping[str, object]) -> str:
    """What the folder of the answers of a key is called."""
    return f"{key['method']}-{key_of(key)[:12]}"


def _read(path: Path) -> Answered | None:
    try:
        written = read_json(path)
        if written["sha256"] != _digest(written["answered"]):
            return None
        answered = _ANSWERED.validate_python(written["answered"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return answered if path.stem == answered.question else None


def _digest(content: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()
