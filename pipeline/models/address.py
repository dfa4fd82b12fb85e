"""Where a server is and what tells it who asks, as a config says: its address and its key.

A key stands in an environment variable alone. What is sent leaves this machine only where the
config allows it.
"""

import os
import re
from collections.abc import Iterator
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from pipeline.models.server import host_of, is_this_machine

_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d+)?", re.ASCII)


def _checked(given: str) -> str:
    try:
        parts = urlsplit(given)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
        known &= given.isascii() and given.isprintable() and " " not in given
        # the library takes a name after ] or behind % for a part of the host, which it is not
        known &= _HOST.fullmatch(parts.netloc.rpartition("@")[2]) is not None
        _ = parts.port, (parts.hostname or "").encode("idna")
    except ValueError:
        known = False
    if not known:
        raise ValueError(f"{given!r} is no address; expected http://HOST:PORT/v1 or https://...")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError(
            "holds more than an address; give the key in an environment variable (key_env)"
        )
    return given.rstrip("/")


Address = Annotated[str, AfterValidator(_checked)]
"""The address of a server, with the version: http://localhost:11434/v1."""


def require_allowed(base_url: str, allow_remote: bool, sent: str) -> None:
    """Raise ``ValueError`` where another machine would be sent what the config does not allow.

    ``sent`` is what: "every text".
    """
    if not allow_remote and not is_this_machine(base_url):
        raise ValueError(
            f"base_url: {host_of(base_url)} is another machine, and {sent} would be sent there; "
            "set allow_remote: true where that is allowed"
        )


def told_host(base_url: str) -> str:
    """The host in an address, and whose it is."""
    where = "this machine" if is_this_machine(base_url) else "another machine"
    return f"{host_of(base_url)}, which is {where}"


def key_in(variable: str | None) -> str:
    """The key that an environment variable holds; "" for none."""
    return os.environ.get(variable, "").strip() if variable else ""


def key_lacks(variable: str | None, section: str) -> Iterator[str]:
    """What is wrong with the variable that a section of the config names, the key never shown."""
    if not variable:
        return
    key = key_in(variable)
    if not key:
        yield f"the environment variable {variable} ({section}.key_env), which is not set"
    elif not (key.isascii() and key.isprintable()):
        yield (
            f"a key in the environment variable {variable} ({section}.key_env), which holds what "
            "no key has, such as a line end within"
        )
