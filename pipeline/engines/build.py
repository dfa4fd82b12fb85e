"""What the code that runs here is made of, so that two machines can be held together."""

import hashlib
import sys
from functools import cache
from pathlib import Path

from pipeline.store.code import installed_version

PACKAGE = Path(__file__).resolve().parent.parent
LIBRARIES = ("numpy", "onnxruntime", "scikit-learn", "scipy", "tokenizers")
"""What results depend on."""


@cache
def build() -> dict[str, str]:
    """Python, Themeline (the first digits of the sha256 of its code) and libraries, by name."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {
        "Python": python,
        "Themeline": digest.hexdigest()[:12],
        **{name: installed_version(name) for name in LIBRARIES},
    }
