"""A server that answers: ``POST BASE/chat/completions`` with a model and messages gives a text.

https://platform.openai.com/docs/api-reference/chat
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.models.server import Server

MOST_BYTES = 256 * 1024
"""An answer of a name and a sentence takes less than a hundredth of it."""

KEY_TOLD = 8
"""Characters from which on a key is taken out of an answer: a shorter one may be a word."""

Message = dict[str, str]
"""Of ``role`` (system, user, assistant), ``content``."""


@dataclass(frozen=True)
class ChatServer(Server):
    """A server that answers, as much the same each time as it can.

    max_tokens  of an answer
    seed        where its random choices start
    """

    max_tokens: int = 300
    seed: int = 0

    def answer(self, messages: Sequence[Message]) -> str:
        """What the model says next; its likeliest words.

        Raises as ``ask`` does, and ``MachineError`` where the server answers something else.
        """
        asked: dict[str, Any] = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "seed": self.seed,
            "max_tokens": self.max_tokens,
            "stream": False,
        }
        answer = self.ask("chat/completions", asked, MOST_BYTES)
        try:
            said = json.loads(answer)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            said = None
        if not isinstance(said, str):
            start = self.without_key(answer.decode("utf-8", "replace"))[:80]
            raise self.fails(
                f"answers what holds no message ({start!r}); see that it speaks OpenAI's protocol "
                "there (chat/completions)"
            )
        told = said.encode("utf-8", "replace").decode()  # half a character is none
        return self.without_key(told) if len(self.key) >= KEY_TOLD else told
