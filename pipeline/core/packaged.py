"""Files of installed packages that are read and not imported, such as the weights of models."""

from importlib.util import find_spec
from pathlib import Path

from pipeline.core.digests import sha256_of
from pipeline.core.errors import MachineError


def packaged_file(package: str, name: str, digest: str, install: str) -> Path:
    """A file of an installed package, which is not imported; ``digest`` is its sha256.

    Raises ``MachineError`` where the package or the file is missing, or it is not the published
    one; ``install`` is told as what mends that.
    """
    path = packaged_folder(package, "a model", install) / name
    verify(path, digest, f"install it again ({install} --force-reinstall)")
    return path


def packaged_folder(package: str, holds: str, way_out: str) -> Path:
    """The folder of an installed package, which is not imported."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MachineError(
            f"the package {package}, which holds {holds}, is not installed; {way_out}"
        )
    return Path(spec.submodule_search_locations[0])


def verify(path: Path, expected: str, way_out: str) -> None:
    """Raise ``MachineError`` unless a file has this sha256."""
    if not path.is_file():
        raise MachineError(f"{path}: no such file; {way_out}")
    found = sha256_of(path)
    if found != expected:
        raise MachineError(
            f"{path}: the file is damaged or not the published one: its sha256 is {found}, "
            f"expected {expected}; {way_out}"
        )
