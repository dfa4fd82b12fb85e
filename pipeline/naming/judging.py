"""Judging: whether an answer gives a name that can be used."""

from functools import cached_property

from pipeline.core.artifacts import Clustering, Topics, Vectors
from pipeline.core.context import Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.naming.answer import UnusableError, name_and_summary
from pipeline.naming.question import Question
from pipeline.naming.showing import levels_of
from pipeline.naming.words import Tongue, TopicWords


class Judging:
    """The judge of all answers of a run, which remembers the names that it let pass.

    No topic is called what another of its level is called: by the model, by the user, or by the
    describer, whose names are taken for as long as they may stay.
    """

    def __init__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        topics: Topics,
        embedder: Embedder,
        context: Context,
        names_in: str | None,
    ) -> None:
        self._corpus, self._embedder, self._context = corpus, embedder, context
        self._names_in = names_in
        levels = levels_of(corpus, vectors, clustering, topics)
        self._levels = {topic.level: level for level in levels for topic in level.topics}
        self._tongue = Tongue.of(corpus, names_in)
        self._taken = {(each.level, each.topic): each.label for each in topics.topics}
        self._taken |= {
            (clustering.level, topic): name for topic, name in context.given.items() if name
        }

    def __call__(self, question: Question, answer: str) -> tuple[str, str, str]:
        """The name and the summary of an answer, or both empty and why it cannot be used."""
        try:
            name, summary = name_and_summary(answer)
        except UnusableError as error:
            return "", "", str(error)
        words = self._words(question)
        why = self._same(question, name) or words.strange(name) or words.instructed(summary)
        if why:
            return "", "", why
        self._taken[question.place] = name
        return name, summary, ""

    @cached_property
    def foreign(self) -> bool:
        """Whether names are in a language of which it cannot be told what the documents say."""
        code, spoken = self._names_in, self._corpus.spoken
        if code is None or not spoken or code in spoken:
            return False
        return not (self._embedder.encodes and self._embedder.crosses_languages(self._corpus))

    def _same(self, question: Question, name: str) -> str:
        mine, alike = question.place, self._tongue.alike(name.casefold())
        for place, taken in self._taken.items():
            same_level = place[0] == mine[0] and place != mine
            if same_level and self._tongue.alike(taken.casefold()) == alike:
                return f'has the name of another topic ("{taken}")'
        return ""

    def _words(self, question: Question) -> TopicWords:
        level = self._levels[question.topic.level]
        return TopicWords(
            self._corpus,
            question.topic,
            level.members(question.topic.topic),
            level.centres[question.topic.topic],
            self._tongue,
            self._embedder,
            self._context,
            self.foreign,
        )
