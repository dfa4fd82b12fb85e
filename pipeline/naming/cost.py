"""Cost: what is asked of a model, in requests and tokens, for those who plan a run."""

from collections.abc import Collection, Sequence
from math import ceil

from pipeline.naming.question import LONGEST_ANSWER, REPAIR, Question

CHARACTERS = 3
"""Of a token, about: English has more, other languages fewer."""

LONGEST_QUESTION = 9_000
"""Characters of a question without instructions of the user."""

AGAIN = LONGEST_ANSWER + len(REPAIR) + 200
"""Characters that asking again adds."""


def most(requests: int, characters: int, max_tokens: int, sent_to: str) -> str:
    """What so many requests with so many characters in all take at most."""
    return (
        f"at most {requests:,} {'request' if requests == 1 else 'requests'}, "
        f"{ceil(characters / CHARACTERS):,} tokens of questions and "
        f"{requests * max_tokens:,} of answers, to {sent_to}"
    )


def of_questions(
    questions: Sequence[Question],
    known: Collection[tuple[int, int]],
    max_requests: int,
    max_tokens: int,
    sent_to: str,
) -> str:
    """What is asked where some answers are known; each may be asked again once."""
    fresh = [each for each in questions[:max_requests] if each.place not in known]
    if not fresh:
        return "no request, as every answer is kept"
    requests = min(2 * len(fresh), max_requests)
    lengths = [sum(len(each["content"]) for each in one.messages) for one in fresh]
    again = sorted((length + AGAIN for length in lengths), reverse=True)[: requests - len(fresh)]
    return most(requests, sum(lengths) + sum(again), max_tokens, sent_to)
