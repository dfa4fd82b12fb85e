"""What the tests of every method share."""

import pytest


@pytest.fixture(autouse=True)
def _servers_of_ours(loopback):
    """One method asks a server, which runs here."""
