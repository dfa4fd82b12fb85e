"""What runs in a process of Ray: a function, on batches that are sent there and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from traceback import format_exception
from typing import TYPE_CHECKING, Any

from pipeline.core.errors import MachineError
from pipeline.core.threads import one_thread
from pipeline.engines.build import build

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Parcel:
    """One batch, or what became of it, in a row of a dataset: Ray Data looks not into it."""

    content: Any
    error: Exception | None = None


class Worker:
    """A function at work in a process of Ray."""

    def __init__(self, function: Sequence[Any], expected: Mapping[str, str]) -> None:
        self._sent, self._expected = function[0], expected

    def __call__(self, rows: "pd.DataFrame") -> "pd.DataFrame":
        """Run the function on the batches of a task."""
        import pandas as pd

        with one_thread():
            return pd.DataFrame({"parcel": [self._done(parcel) for parcel in rows["parcel"]]})

    def _done(self, parcel: Parcel) -> Parcel:
        try:
            return Parcel(self._function(parcel.content))
        except Exception as error:  # it is raised where the results are awaited
            error.add_note("".join(format_exception(error)))
            return Parcel(None, error)

    @cached_property
    def _function(self) -> Callable[[Any], Any]:
        import ray

        require_same(build(), self._expected)
        function: Callable[[Any], Any] = ray.get(self._sent)
        return function


def require_same(found: Mapping[str, str], expected: Mapping[str, str]) -> None:
    """See that a worker computes what the machine would that asks it."""
    other = sorted(name for name in expected if found[name] != expected[name])
    if other:
        name = other[0]
        raise MachineError(
            f"a worker of the Ray cluster has {name} {found[name]}, this machine {expected[name]}; "
            "install the same version of Themeline and the same requirements.lock on all of them"
        )
