"""Asking: what is known first, then one question after the other, for as long as answers come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.core.context import Progress
from pipeline.core.errors import ConfigError, MachineError
from pipeline.core.named import Answered, Answers
from pipeline.models.chat import Message
from pipeline.naming.members import paired
from pipeline.naming.question import Question, spoken

IN_A_ROW = 3
"""Questions without an answer after which no more is asked."""

Place = tuple[int, int]
Say = Callable[[Sequence[Message]], str]
"""What a model says to messages; raises ``ConfigError`` or ``MachineError``."""

Judge = Callable[[Question, str], tuple[str, str, str]]
"""From an answer to a name and a summary, or both empty and why it cannot be used."""


@dataclass
class Asked:
    """What came of the questions.

    answered  by level and number of the topic
    failure   what the server did last in place of an answer; empty where it always gave one
    stopped   whether questions were left out because of it
    """

    answered: dict[Place, Answered] = field(default_factory=dict)
    failure: str = ""
    stopped: bool = False


def same_questions(questions: Sequence[Question], answers: Answers) -> dict[Place, Answered]:
    """What was answered to the very same questions."""
    known = answers.known
    return {each.place: known[each.digest] for each in questions if each.digest in known}


def gone_on(
    questions: Sequence[Question], asked: Sequence[Question], answers: Answers
) -> dict[Place, Answered]:
    """Names that topics had before, by topics that have gone on since.

    A name is taken over once, by a topic of the same kind of level; what is ``asked`` now is the
    name of that topic alone.
    """
    taken = {each.digest for each in asked} | {each.before for each in answers.known.values()}
    left = [each for each in answers.known.values() if each.name and each.question not in taken]
    found: dict[Place, Answered] = {}
    for depth in sorted({each.depth for each in questions}):
        ones = [each for each in questions if each.depth == depth]
        others = [each for each in left if each.depth == depth]
        pairs = paired([each.members for each in ones], [each.members for each in others])
        found |= {ones[one].place: others[other] for one, other in pairs.items()}
    return found


def ask(
    questions: Sequence[Question],
    answers: Answers,
    say: Say,
    judge: Judge,
    most: int,
    progress: Progress,
) -> Asked:
    """Find an answer to every question, each kept as soon as it is there.

    What was answered before is first, so that names that topics have stay theirs. At most so many
    requests are sent; after a refusal, or ``IN_A_ROW`` failures, no more.
    """
    found = Asked(same_questions(questions, answers))
    fresh = [each for each in questions if each.place not in found.answered]
    before = gone_on(fresh, questions, answers)
    for question in questions:
        same = found.answered.get(question.place)
        if same:  # what the user calls other topics may have changed since
            name, summary, why = judge(question, same.answer)
            found.answered[question.place] = replace(same, name=name, summary=summary, refused=why)
    for question in fresh:
        _take_over(found, question, before.get(question.place), answers, judge)
    sent = failures = 0
    for number, question in enumerate(fresh, len(questions) - len(fresh) + 1):
        twin = next((each for each in found.answered.values() if _is_twin(each, question)), None)
        _take_over(found, question, twin, answers, judge)
        if question.place in found.answered:
            continue
        if not answers.asking or found.stopped or sent >= most:
            continue
        asking = _Asking(say, judge, most - sent)
        try:
            found.answered[question.place] = asking.about(question)
            answers.keep(found.answered[question.place])
            failures = 0
        except (ConfigError, MachineError) as error:
            failures += 1
            found.failure = str(error)
            found.stopped = isinstance(error, ConfigError) or failures == IN_A_ROW
        sent += asking.sent
        progress(number, len(questions))
    return found


def _is_twin(answered: Answered, question: Question) -> bool:
    """Whether it is the same documents, as a topic that does not split is on two levels."""
    return bool(answered.name) and answered.members == question.members


def _take_over(
    found: Asked, question: Question, other: Answered | None, answers: Answers, judge: Judge
) -> None:
    """Take the answer to another question, where it names the topic still."""
    if other is None or question.place in found.answered:
        return
    name, summary, why = judge(question, other.answer)
    if why:
        return
    mine = replace(
        other,
        question=question.digest,
        depth=question.depth,
        members=question.members,
        before=other.question if other.depth == question.depth else "",
        name=name,
        summary=summary,
    )
    found.answered[question.place] = mine
    answers.keep(mine)


@dataclass
class _Asking:
    """Asking about one topic, at most twice; ``sent`` counts the requests."""

    say: Say
    judge: Judge
    most: int
    sent: int = 0

    def about(self, question: Question) -> Answered:
        messages: tuple[Message, ...] = question.messages
        while True:
            self.sent += 1
            answer = self.say(messages)
            name, summary, why = self.judge(question, answer)
            if not why or self.sent == min(2, self.most):
                break
            messages = question.again(answer, why)
        return Answered(
            question.digest,
            question.depth,
            question.members,
            question.documents,
            spoken(messages),
            answer,
            name,
            summary,
            why,
        )
