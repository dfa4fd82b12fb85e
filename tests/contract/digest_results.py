"""Print a digest of the result of every method: run in fresh processes by the tests."""

import hashlib
import sys
import tempfile
from pathlib import Path

import samples
from pipeline.store.files import write_artifact


def main() -> None:
    for stage, name in samples.METHODS:
        with tempfile.TemporaryDirectory(dir=sys.argv[1]) as folder:
            place = Path(folder)
            (place / "in").mkdir()
            (place / "out").mkdir()
            method = samples.build(stage, name, place / "in")
            write_artifact(place / "out", samples.call(method, stage))
            files = sorted((place / "out").iterdir())
            content = b"".join(path.name.encode() + path.read_bytes() for path in files)
        print(stage, name, hashlib.sha256(content).hexdigest())


main()
