"""Topics that a model gave names to, and what was asked and answered about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.artifacts import Strings, Topics


@dataclass(frozen=True)
class Naming:
    """How a topic came by its name; ``level`` and ``topic`` say which.

    name       what the model calls it; empty where the describer's name stays
    summary    a sentence of the model about it; empty with ``name``
    documents  ids of the documents that the model was shown of it
    prompt     what it was asked, as one text
    answer     what it said
    by_words   the describer's name
    found_by_words
               what ``Topic.found_by_name`` was for that one
    """

    level: int
    topic: int
    name: str
    summary: str
    documents: Strings
    prompt: str
    answer: str
    by_words: str = ""
    found_by_words: float | None = None


@dataclass(frozen=True)
class NamedTopics(Topics):
    """Topics whose names are a model's, those of the describer where ``namings`` has none.

    model, host  who named them, and where that runs
    remote       whether that is another machine
    resolved     ``unanswered``: how many topics are to be asked about again
    """

    model: str = ""
    host: str = ""
    remote: bool = False
    namings: tuple[Naming, ...] = ()
    resolved: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """What a model answered about a topic, as it is kept from run to run.

    question   digest of what it was asked
    depth      how many levels the topic is below the one shown
    members    what tells the topic's documents, see ``pipeline.naming.members``
    documents, prompt, answer, name, summary
               as in ``Naming``
    refused    why the answer cannot be used; empty where it gave the name
    before     the question whose answer it is, where the topic has gone on since
    """

    question: str
    depth: int
    members: Strings
    documents: Strings
    prompt: str
    answer: str
    name: str
    summary: str
    refused: str
    before: str = ""


class Answers:
    """The answers that are known, kept for as long as this object lives."""

    asking = True
    """Whether a model may be asked for more."""

    def __init__(self, known: Sequence[Answered] = ()) -> None:
        self._known = {answered.question: answered for answered in known}

    @property
    def known(self) -> Mapping[str, Answered]:
        """The answers by the digests of their questions."""
        return self._known

    def keep(self, answered: Answered) -> None:
        """Remember an answer as soon as it is there."""
        self._known[answered.question] = answered
