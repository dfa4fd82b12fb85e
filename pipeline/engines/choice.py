"""Choose an engine as the config asks, and stop it when all is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Literal

from pipeline.core.engine import Engine
from pipeline.core.threads import usable_cores

NEEDS = "pip install 'themeline[ray]'"

EngineName = Literal["local", "ray"]


def missing(name: EngineName) -> str | None:
    """What an engine lacks on this machine, and how to mend it."""
    if name == "ray" and find_spec("ray") is None:
        return f"engine 'ray' needs ray, which is not installed: {NEEDS}"
    return None


@contextmanager
def running(name: EngineName, address: str, threads: int) -> Iterator[Engine | None]:
    """An engine for as long as it is needed; None where each method uses its own threads.

    ``threads`` are those of this machine, 0 for all.
    """
    if name == "local":
        yield None
        return
    from pipeline.engines.ray import Ray

    engine = Ray(address, threads or usable_cores())
    try:
        yield engine
    finally:
        engine.stop()
