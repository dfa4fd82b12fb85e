"""A language model names the topics: one on a server that speaks OpenAI's protocol.

Ollama, llama.cpp, vLLM, LM Studio or a paid service. The sentences that it is shown leave this
process, and this machine only where the config allows it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from pipeline.core.artifacts import Check, Clustering, Topic, Topics, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder, Namer
from pipeline.core.corpus import Corpus
from pipeline.core.language_names import language_code
from pipeline.core.method import Execution, Seed
from pipeline.core.named import Answered, Answers, NamedTopics, Naming
from pipeline.models.address import Address, key_in, key_lacks, require_allowed, told_host
from pipeline.models.chat import ChatServer
from pipeline.models.server import host_of, is_this_machine
from pipeline.naming.asking import Asked, Place, ask, gone_on, same_questions
from pipeline.naming.checks import named_by, not_asked, refused, spoken_to, unanswered, unchecked
from pipeline.naming.cost import LONGEST_QUESTION, most, of_questions
from pipeline.naming.judging import Judging
from pipeline.naming.question import Question, question_about
from pipeline.naming.showing import levels_of
from pipeline.numerics.name_test import with_found_by_name

VERSION = 1
"""Of the questions and of what is made of answers; raised by hand where they would be others."""

RETRIES = 2
"""How often the same is asked again where no answer comes."""


class LLM(Namer):
    """Name topics by a language model of your own, or by one that you allow to see sentences."""

    imports: ClassVar[tuple[str, ...]] = ("urllib.request", "snowballstemmer")

    base_url: Address = Field(
        description="where the server is, with the version: http://localhost:11434/v1 is Ollama"
    )
    model: str = Field(min_length=1, max_length=500, description="what the server calls the model")
    instructions: str = Field(
        "",
        max_length=2000,
        description="what it is to mind beside: who reads the names, what to call things",
    )
    names_in: str | None = Field(
        None,
        description="the language of names and summaries, by code or name (german); not given: "
        "that of the keywords",
    )
    max_requests: int = Field(
        100,
        ge=1,
        le=10_000,
        description="questions in a run at most; topics of the level shown come first",
    )
    max_tokens: int = Field(300, ge=20, le=100_000, description="tokens of an answer at most")
    allow_remote: bool = Field(
        False, description="whether sentences may be sent to another machine than this"
    )
    seed: int = Seed()
    key_env: str | None = Execution(
        None,
        min_length=1,
        description="the environment variable that holds the key of the server, which the config "
        "never does",
    )
    timeout: float = Execution(
        120.0, gt=0, le=3600, description="seconds in which an answer is to come"
    )

    @field_validator("names_in")
    @classmethod
    def _is_a_language(cls, given: str | None) -> str | None:
        return None if given is None else language_code(given)

    @model_validator(mode="after")
    def _is_allowed(self) -> Self:
        sent = "sentences of the documents"
        require_allowed(self.base_url, self.allow_remote, sent)
        return self

    def lacks(self) -> Iterator[str]:
        yield from super().lacks()
        yield from key_lacks(self.key_env, self.stage)

    @property
    def choice(self) -> str:
        characters = self.max_requests * (LONGEST_QUESTION + len(self.instructions))
        return most(self.max_requests, characters, self.max_tokens, self.sent_to)

    @property
    def sent_to(self) -> str:
        """The host that is sent sentences, and whose it is."""
        return told_host(self.base_url)

    def answered_by(self) -> Mapping[str, Any]:
        names = ("base_url", "model", "instructions", "names_in", "max_tokens", "seed")
        return {"version": VERSION, **{name: getattr(self, name) for name in names}}

    def questions(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        topics: Topics,
        given: Mapping[int, str],
    ) -> list[Question]:
        """What there is to ask, topics of the level shown first; of all, whatever is known.

        ``given`` are those of that level that the user names.
        """
        return [
            question_about(level, topic, self.instructions, self.names_in)
            for level in levels_of(corpus, vectors, clustering, topics)
            for topic in level.topics
            if topic.size and not (topic.level == clustering.level and topic.topic in given)
        ]

    def cost(self, questions: Sequence[Question], answers: Answers) -> str:
        """What a run would ask, in words, where some answers are known."""
        asked = questions[: self.max_requests]
        known = same_questions(asked, answers)
        fresh = [each for each in asked if each.place not in known]
        known |= gone_on(fresh, asked, answers)
        return of_questions(asked, known.keys(), self.max_requests, self.max_tokens, self.sent_to)

    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        topics: Topics,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> NamedTopics:
        every = self.questions(corpus, vectors, clustering, topics, context.given)
        questions = every[: self.max_requests]
        judging = Judging(corpus, vectors, clustering, topics, embedder, context, self.names_in)
        asked = ask(
            questions,
            context.answers,
            self._server.answer,
            judging,
            self.max_requests,
            context.progress,
        )
        checks = self._checks(every, asked, judging)

        def tried(named: Topics) -> tuple[Topic, ...]:
            if not (embedder.encodes and asked.answered):
                return named.topics
            return with_found_by_name(
                named,
                vectors,
                clustering,
                lambda labels: embedder.encode(labels, corpus, context.aside),
            ).topics

        # a describer that reads meanings has tried its own
        known = all(each.found_by_name is not None for each in topics.topics)
        described = topics.topics if known else tried(topics)
        by_words = {(each.level, each.topic): each for each in described}
        namings = tuple(
            _naming(place, each, by_words[place]) for place, each in sorted(asked.answered.items())
        )
        open_ = len(questions) - len(asked.answered)
        return NamedTopics(
            tried(Topics(tuple(_named(topic, asked) for topic in topics.topics))),
            tuple(checks),
            self.model,
            host_of(self.base_url),
            not is_this_machine(self.base_url),
            namings,
            {"host": host_of(self.base_url), **({"unanswered": open_} if open_ else {})},
        )

    def _checks(self, every: Sequence[Question], asked: Asked, judging: Judging) -> Iterator[Check]:
        questions = every[: self.max_requests]
        named = [each for each in asked.answered.values() if each.name]
        if asked.answered:
            yield named_by(self.model, self.sent_to, len(named), len(every))
        topics = {each.place: each.topic for each in questions}
        bad = [(topics[p], each.refused) for p, each in asked.answered.items() if each.refused]
        if bad:
            yield refused(bad)
        left = len(questions) - len(asked.answered)
        if asked.failure and left:
            yield unanswered(left, asked.failure, asked.stopped)
            left = 0
        if left or len(every) > len(questions):
            yield not_asked(left + len(every) - len(questions), self.max_requests)
        passed_over = dict.fromkeys(id_ for each in questions for id_ in each.passed_over)
        if passed_over:
            yield spoken_to(tuple(passed_over))
        if self.names_in and judging.foreign:
            yield unchecked(self.names_in)

    @property
    def _server(self) -> ChatServer:
        return ChatServer(
            self.base_url,
            self.model,
            key_in(self.key_env),
            self.key_env or "",
            self.timeout,
            RETRIES,
            self.stage,
            "what was answered is kept",
            "naming.max_tokens and the length of naming.instructions",
            max_tokens=self.max_tokens,
            seed=self.seed,
        )


def _named(topic: Topic, asked: Asked) -> Topic:
    answered = asked.answered.get((topic.level, topic.topic))
    return replace(topic, label=answered.name) if answered and answered.name else topic


def _naming(place: Place, answered: Answered, by_words: Topic) -> Naming:
    return Naming(
        *place,
        answered.name,
        answered.summary,
        answered.documents,
        answered.prompt,
        answered.answer,
        by_words.label,
        by_words.found_by_name,
    )
