"""Endpoint: vectors from a server that speaks OpenAI's protocol.

Ollama, vLLM, LM Studio, Infinity, text-embeddings-inference or a paid service. The texts leave this
process, and this machine only where the config allows it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from pipeline.core.artifacts import FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context, Keep
from pipeline.core.contracts import ByText, Embedder, sent_check
from pipeline.core.corpus import Corpus
from pipeline.core.errors import MachineError
from pipeline.core.method import Execution
from pipeline.embed.distinct import distinct_texts
from pipeline.models.address import Address, key_in, key_lacks, require_allowed, told_host
from pipeline.models.embeddings import EmbeddingServer
from pipeline.models.server import host_of
from pipeline.numerics.normalize import unit_rows

VERSION = 1
"""Of the vectors; see ``minilm``."""


AT_ONCE = 1000
"""Vectors that are kept together: each time a file is written."""


class Endpoint(Embedder):
    """Embed texts on a server of your own, or on one that you allow to see them."""

    imports: ClassVar[tuple[str, ...]] = ("urllib.request",)

    base_url: Address = Field(
        description="where the server is, with the version: http://localhost:11434/v1 is Ollama"
    )
    model: str = Field(min_length=1, max_length=500, description="what the server calls the model")
    dimensions: int | None = Field(
        None,
        ge=1,
        le=100_000,
        description="how long vectors are asked to be; not given: as they are",
    )
    prefix: str = Field(
        "",
        max_length=2000,
        description='what stands before every text, documents and themes alike, such as "query: "',
    )
    key_env: str | None = Execution(
        None,
        min_length=1,
        description="the environment variable that holds the key of the server, which the config "
        "never does",
    )
    allow_remote: bool = Execution(
        False, description="whether texts may be sent to another machine than this"
    )
    batch: int = Execution(64, ge=1, le=10_000, description="texts in one question")
    timeout: float = Execution(
        60.0, gt=0, le=3600, description="seconds in which an answer is to come"
    )
    retries: int = Execution(
        4, ge=0, le=20, description="how often the same is asked again where no answer comes"
    )

    @model_validator(mode="after")
    def _is_allowed(self) -> Self:
        require_allowed(self.base_url, self.allow_remote, "every text")
        return self

    def lacks(self) -> Iterator[str]:
        yield from super().lacks()
        yield from key_lacks(self.key_env, self.stage)

    def by_text(self) -> ByText:
        names = ("base_url", "model", "dimensions", "prefix")
        return ByText("endpoint", VERSION, {name: getattr(self, name) for name in names}, {}, ())

    @property
    def sent_to(self) -> str:
        return told_host(self.base_url)

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        texts, inverse = distinct_texts(corpus)
        vectors = self._read(texts, len(corpus), context)
        resolved = {"host": host_of(self.base_url), "dimensions": vectors.shape[1]}
        return Vectors(vectors[inverse], resolved, (sent_check(self.sent_to),))

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        return self._read(texts, len(texts), context.aside)

    @property
    def _server(self) -> EmbeddingServer:
        return EmbeddingServer(
            self.base_url,
            self.model,
            key_in(self.key_env),
            self.key_env or "",
            self.timeout,
            self.retries,
            dimensions=self.dimensions,
        )

    def _read(self, texts: Sequence[str], documents: int, context: Context) -> FloatArray:
        """The vectors of texts in their order, those that are not known asked for.

        A text without a word, which servers refuse, has none.
        """
        known, server = context.known, self._server
        rows: dict[int, FloatArray] = {
            place: known[text] for place, text in enumerate(texts) if text in known
        }
        spoken = [place for place, text in enumerate(texts) if text.strip()]
        fresh = [place for place in spoken if place not in rows]
        told = documents - len(rows)
        with _keeping(context.keep) as keep:
            for start in range(0, len(fresh), self.batch):
                places = fresh[start : start + self.batch]
                asked = [texts[place] for place in places]
                vectors = unit_rows(server.vectors([self.prefix + text for text in asked]))
                self._require_same(rows, vectors)
                rows |= dict(zip(places, vectors, strict=True))
                keep(asked, vectors)
                done = min(start + self.batch, len(fresh))
                context.progress(told * done // len(fresh), told)
        length = len(next(iter(rows.values()))) if rows else self.dimensions or 0
        found = np.zeros((len(texts), length), dtype=np.float32)
        for place, row in rows.items():
            found[place] = row
        return found

    def _require_same(self, rows: dict[int, FloatArray], vectors: FloatArray) -> None:
        before = next(iter(rows.values()), vectors[0])
        if len(before) != vectors.shape[1]:
            raise MachineError(
                f"{self.base_url}: vectors of the model {self.model!r} have {vectors.shape[1]} "
                f"dimensions, and those that it gave before {len(before)}: it is another model "
                "under the same name; give it another one on the server, or remove the kept "
                "vectors (themeline clean --vectors)"
            )


@contextmanager
def _keeping(keep: Keep) -> Iterator[Keep]:
    """Gather what is to be kept; what is there when something fails is kept, too."""
    texts: list[str] = []
    rows: list[FloatArray] = []

    def flush() -> None:
        if texts:
            keep(tuple(texts), np.concatenate(rows))
            texts.clear()
            rows.clear()

    def gather(more: Sequence[str], vectors: FloatArray) -> None:
        texts.extend(more)
        rows.append(vectors)
        if len(texts) >= AT_ONCE:
            flush()

    try:
        yield gather
    finally:
        flush()
