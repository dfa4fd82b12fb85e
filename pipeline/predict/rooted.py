"""An embedder that stays in the space of the documents that new ones are held against."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import InstanceOf

from pipeline.core.artifacts import FloatArray, Learned, Vectors
from pipeline.core.context import BY_ITSELF, Context, Memory
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.method import Method


class Rooted(Embedder):
    """An embedder that keeps to the space of one corpus, whichever it is asked about.

    Assigners ask for the same themes every time: what was asked is remembered. ``learned`` is what
    embedders learned of the corpus, as in a context.
    """

    embedder: InstanceOf[Embedder]
    corpus: InstanceOf[Corpus]
    memory: InstanceOf[Memory]
    learned: Mapping[InstanceOf[Method], InstanceOf[Learned]] = {}

    @property
    def encodes(self) -> bool:
        return self.embedder.encodes

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        return Vectors(self.encode(corpus.full_texts, corpus, context))

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        asked, ours = tuple(texts), replace(context, memory=self.memory, learned=self.learned)
        return self.memory.once(asked, lambda: self.embedder.encode(asked, self.corpus, ours))
