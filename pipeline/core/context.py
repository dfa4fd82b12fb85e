"""What a run hands to every method beside its inputs, so that all are called alike."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pipeline.core.artifacts import FloatArray, Learned, Vectors
from pipeline.core.engine import Engine
from pipeline.core.method import Method
from pipeline.core.named import Answers

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with (done, total) as a long stage moves on."""

Keep = Callable[[Sequence[str], FloatArray], None]
"""Called with texts and their vectors, a row each, as soon as these are there."""


def silent(done: int, total: int) -> None:
    """The progress nobody watches."""


def unkept(texts: Sequence[str], vectors: FloatArray) -> None:
    """What becomes of vectors that nobody keeps."""


class Memory:
    """What one call made and others need again: a loaded model, a space learned from a corpus.

    Whoever makes several calls holds it for as long as they go on. It is sent to another process
    empty: what is needed there is made there.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under a key before, or else is made now."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def __reduce__(self) -> tuple[type["Memory"], tuple[()]]:
        return Memory, ()


@dataclass(frozen=True)
class Context:
    """Who watches a call, who helps with it, and what is known before.

    A method takes of it what it has a use for; without any of it the result is the same.

    progress  is told (done, total) as a long call moves on
    engine    runs what can be done in parts; None is this process, on the threads of the method
    known     vectors of texts that were embedded before: they are not embedded again
    keep      is given texts and their vectors as they come, so that a killed run goes on there
    parts     the vectors of a composite's parts, in their order, where these are steps of their
              own; without them it makes them itself
    memory    what other calls made; None where each call is by itself
    learned   what methods learned of the corpus before; without it they learn it again
    answers   what a model answered before: it is not asked that again
    only      the documents that are asked about, None for all: of others a result may lack evidence
    given     what the user calls topics of the default level, by their numbers; empty for a topic
              that is not to be shown, below 0 one that the user makes. No model is asked about them
    """

    progress: Progress = silent
    engine: Engine | None = None
    known: Mapping[str, FloatArray] = field(default_factory=dict)
    keep: Keep = unkept
    parts: tuple[Vectors, ...] = ()
    memory: Memory | None = None
    learned: Mapping[Method, Learned] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    only: range | None = None
    given: Mapping[int, str] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What another call made under a key, or else is made now."""
        return self.memory.once(key, make) if self.memory else make()

    @property
    def remembering(self) -> "Context":
        """The same, with a memory of its own where it has none: for calls that call again."""
        return self if self.memory else replace(self, memory=Memory())

    @property
    def aside(self) -> "Context":
        """The context of a call on the way: it is helped, and neither watched nor kept."""
        return Context(engine=self.engine, memory=self.memory, learned=self.learned)


BY_ITSELF = Context()
"""The context of a call that is no part of a run."""
