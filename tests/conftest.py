"""What several tests share."""

import socket

import pytest

pytest_plugins = ["browsing"]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Nothing here may reach out: a socket to anywhere but this process is an error."""

    def refuse(self, address):
        if self.family == getattr(socket, "AF_UNIX", None):
            return original(self, address)
        raise AssertionError(f"a test tried to reach {address}")

    original = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)
