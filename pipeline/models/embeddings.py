"""A server that embeds texts: ``POST BASE/embeddings`` with a model and texts gives a vector each.

https://platform.openai.com/docs/api-reference/embeddings
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.models.server import Server

MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True)
class EmbeddingServer(Server):
    """A server that embeds; ``dimensions`` of the vectors are left to it where they are None."""

    dimensions: int | None = None

    def vectors(self, texts: Sequence[str]) -> FloatArray:
        """The vectors of n texts: (n, dimensions), as the server gives them.

        Raises as ``ask`` does, and ``MachineError`` where it answers something else.
        """
        asked: dict[str, Any] = {"model": self.model, "input": list(texts)}
        asked["encoding_format"] = "float"
        if self.dimensions is not None:
            asked["dimensions"] = self.dimensions
        return self._read(self.ask("embeddings", asked, MOST_BYTES), len(texts))

    def _read(self, answer: bytes, texts: int) -> FloatArray:
        try:
            entries = json.loads(answer)["data"]
            ordered = sorted(entries, key=lambda entry: entry["index"])
            places = [entry["index"] for entry in ordered]
            rows = [entry["embedding"] for entry in ordered]
            lengths = {len(row) for row in rows}
            none = np.empty((0, 0), dtype=np.float32)
            values = np.array(rows, dtype=np.float32) if len(lengths) == 1 else none
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            start = self.without_key(answer.decode("utf-8", "replace"))[:80]
            raise self.fails(
                f"answers what holds no vectors ({start!r}); see that it "
                "is an embeddings endpoint of OpenAI's protocol"
            ) from None
        if places != list(range(texts)):
            raise self.fails(f"gives {len(places)} vectors for {texts} texts")
        if values.ndim != 2 or not values.shape[1]:
            told = ", ".join(map(str, sorted(lengths)))
            raise self.fails(f"gives vectors of different length ({told})")
        if not np.isfinite(values).all():
            bad = int((~np.isfinite(values)).any(axis=1).sum())
            raise self.fails(
                f"{bad} of {texts} vectors hold a value that is missing or "
                f"infinite; the model {self.model!r} cannot embed these texts"
            )
        if self.dimensions not in (None, values.shape[1]):
            raise self.refuses(
                f"gives vectors of {values.shape[1]} dimensions, asked for "
                f"{self.dimensions}; the model {self.model!r} cannot shorten them: leave "
                "embed.dimensions out"
            )
        return values
