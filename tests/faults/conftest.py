"""What the children of these tests inherit: everything imported, and folders to begin in."""

import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.numerics import languages
from pipeline.running.plan import plan
from pipeline.store.code import code_digests

sys.path.insert(0, str(Path(__file__).parent.parent / "embed"))

IMPORTED = (
    *("bertopic", "matplotlib.pyplot", "pandas", "py3langid", "pyarrow.compute", "pyarrow.parquet"),
    *("scipy.sparse", "sklearn.cluster", "sklearn.decomposition", "threadpoolctl", "xlsxwriter"),
    *("onnxruntime", "snowballstemmer", "tokenizers", "matplotlib.backends.backend_svg"),
    *("pipeline.cli.commands", "pipeline.running.publish", "pipeline.predict", "pipeline.sweep"),
)
"""What commands import. Nothing is computed here, lest a thread be lost in a fork."""


@pytest.fixture(scope="session")
def places(tmp_path_factory):
    """Folders in which scenarios begin."""
    if sys.platform != "linux":
        pytest.skip("processes are forked, and their files limited, as Linux does it")
    for name in IMPORTED:
        import_module(name)
    languages._teller = cache(languages._teller)  # a model that takes half a second to read
    languages.languages(["read it"])
    languages.name_languages(["read it"])
    from scenarios import RUN, Places, Scenario

    found = Places(tmp_path_factory.mktemp("faults"))
    # these read all our modules, and compute nothing
    plan(load_config(found.new(Scenario(RUN)) / "config.yaml"))
    code_digests("pipeline.running.publish")
    return found
