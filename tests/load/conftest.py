import re

import pytest

import pipeline.load.inspect
from pipeline.core.errors import InputError


@pytest.fixture(scope="module")
def without_languages():
    """The language model takes half a second to load; most tests do not look at it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            pipeline.load.inspect, "language_teller", lambda among: lambda texts: ("",) * len(texts)
        )
        yield


@pytest.fixture
def write(tmp_path):
    """Write a file and return its path."""

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def refusal(tmp_path):
    """The message with which a loader refuses its input, without the folder."""

    def refusal(loader):
        with pytest.raises(InputError) as caught:
            loader()
        return re.sub(re.escape(f"{tmp_path}") + r"[/\\]", "", str(caught.value))

    return refusal
