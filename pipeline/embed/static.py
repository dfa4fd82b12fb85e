"""Static: the mean of the vectors of a text's pieces, from a table that was distilled elsewhere.

Model2Vec (doi:10.5281/zenodo.17270888) and StaticEmbedding of sentence-transformers. Some 200
times as fast as MiniLM; a piece means the same wherever it stands.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar

import numpy as np
from pydantic import Field

from pipeline.core.artifacts import Check, FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.embed.distinct import distinct_texts
from pipeline.embed.model_source import ModelSource
from pipeline.models.folder import ModelFolder
from pipeline.models.named import spoken_name
from pipeline.models.static_table import StaticTable, load_static

_TEXTS_AT_ONCE = 1000
"""The tokenizer's own objects take a hundred times the room of the pieces."""


class Static(Embedder):
    """Embed texts by the vectors of their pieces, from a table of Model2Vec or its like."""

    imports: ClassVar[tuple[str, ...]] = ("safetensors.numpy", "scipy.sparse", "tokenizers")

    model: ModelSource = Field(
        description="a folder of Model2Vec, or of sentence-transformers with StaticEmbedding; or "
        "the name of one that themeline model fetch has brought",
    )

    def reader(self, source: str) -> Callable[[str], bool]:
        return ModelFolder(self.model).reads

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        texts, inverse = distinct_texts(corpus)
        table = self._table(context)
        parts = []
        for part in _parts(texts):
            parts.append(table.vectors(part))
            done = sum(len(vectors) for vectors, _ in parts)
            context.progress(len(corpus) * done // max(len(texts), 1), len(corpus))
        vectors, mute = _joined(parts, table.dimensions)
        resolved = {"model": spoken_name(self.model), "dimensions": table.dimensions}
        return Vectors(vectors[inverse], resolved, _unknown_check(corpus, mute[inverse]))

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        table = self._table(context)
        return _joined(list(map(table.vectors, _parts(texts))), table.dimensions)[0]

    def _table(self, context: Context) -> StaticTable:
        return context.once(("static", self.model), partial(load_static, self.model))


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[at : at + _TEXTS_AT_ONCE] for at in range(0, len(texts), _TEXTS_AT_ONCE))


def _joined(
    parts: Sequence[tuple[FloatArray, FloatArray]], dimensions: int
) -> tuple[FloatArray, FloatArray]:
    none = np.zeros((0, dimensions), dtype=np.float32)
    vectors = np.concatenate([none, *(vectors for vectors, _ in parts)])
    return vectors, np.concatenate([none[:, 0], *(mute for _, mute in parts)])


def _unknown_check(corpus: Corpus, mute: FloatArray) -> tuple[Check, ...]:
    lost = tuple(corpus.ids[place] for place in np.flatnonzero(mute > 0.5))
    if not lost:
        return ()
    message = (
        f"Of {len(lost):,} of {len(corpus):,} documents the model knows less than half; their "
        "vectors say little."
    )
    advice = "Choose a model of their language for embed.model, or use lsa."
    return (Check("E02", "warning", message, advice, lost),)
