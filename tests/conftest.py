"""What several tests share."""

import socket
from functools import cache

import pytest
from hypothesis import settings
from py3langid import langid

from embedding_server import playing

pytest_plugins = ["browsing", "tiny_bert"]

# How long an example takes depends on what else the machine does. More are tried by
# pytest --hypothesis-profile thorough
settings.register_profile("themeline", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("themeline")

# A run reads the model of languages whenever it tells them, and gives its memory back each time:
# half a second, hundreds of times over. Nothing writes into it.
langid._load_model_file = cache(langid._load_model_file)


@pytest.fixture
def loopback():
    """For tests of what talks to a server: one that runs here may be reached."""
    return "127.0.0.1"


@pytest.fixture
def server(loopback, monkeypatch):
    """A server that embeds and names; ``waits`` are the seconds that were waited for it."""
    with playing() as played:
        played.waits = []
        monkeypatch.setattr("pipeline.models.server.sleep", played.waits.append)
        yield played


@pytest.fixture(autouse=True)
def _no_network(request, monkeypatch):
    """Nothing here may reach out: a socket to anywhere but this process is an error."""
    here = {"127.0.0.1"} if "loopback" in request.fixturenames else set()

    def refuse(self, address):
        if self.family == getattr(socket, "AF_UNIX", None) or address[0] in here:
            return original(self, address)
        raise AssertionError(f"a test tried to reach {address}")

    original = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)
