"""What several tests share."""

import socket

import pytest
from hypothesis import settings

pytest_plugins = ["browsing"]

# How long an example takes depends on what else the machine does. More are tried by
# pytest --hypothesis-profile thorough
settings.register_profile("themeline", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("themeline")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Nothing here may reach out: a socket to anywhere but this process is an error."""

    def refuse(self, address):
        if self.family == getattr(socket, "AF_UNIX", None):
            return original(self, address)
        raise AssertionError(f"a test tried to reach {address}")

    original = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)
