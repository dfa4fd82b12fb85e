"""Corpora with known topics, and an embedder without a model, for the tests of describers."""

import hashlib
from typing import ClassVar

import numpy as np

from pipeline.core.artifacts import Vectors
from pipeline.core.context import BY_ITSELF
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from samples import clustering_of

PLANTED = {
    "splatting": (
        "We render dynamic scenes with Gaussian splatting.",
        "Gaussian splatting makes novel views of dynamic scenes.",
        "Faster Gaussian splatting for large scenes.",
        "Our model renders dynamic scenes in real time.",
        "Compressed Gaussian splatting needs less memory.",
    ),
    "robots": (
        "A robot arm learns grasping from human demonstrations.",
        "Robot arms imitate human demonstrations.",
        "Grasping with a robot arm under contact forces.",
        "Imitation from human demonstrations for robot arms.",
        "Our model plans grasping for two robot arms.",
    ),
    "language": (
        "Large language models (LLMs) hallucinate facts.",
        "LLMs answer questions; large language models reason.",
        "Probing large language models for facts.",
        "Our model compresses large language models.",
        "Prompting LLMs changes what large language models say.",
    ),
}
BOILERPLATE = "Extensive results demonstrate that the proposed method is effective."


class HashEmbedder(Embedder):
    """A fixed pseudo-random direction per word, added up; counts its calls."""

    def __call__(self, corpus, context=BY_ITSELF):
        return Vectors(self.encode(corpus.full_texts, corpus))

    def encode(self, texts, corpus, context=BY_ITSELF):
        return np.stack([_direction(text) for text in texts])


class MuteEmbedder(HashEmbedder):
    """Has vectors for documents only."""

    encodes: ClassVar[bool] = False

    def encode(self, texts, corpus, context=BY_ITSELF):
        raise NotImplementedError


def _direction(text):
    total = np.zeros(24)
    for word in text.lower().split():
        seed = int.from_bytes(hashlib.sha256(word.strip(".,();").encode()).digest()[:4])
        total += np.random.default_rng(seed).normal(size=24)
    return (total / max(np.linalg.norm(total), 1e-9)).astype(np.float32)


def corpus_of(texts, titles=None, first_copy=None, languages=()):
    n = len(texts)
    return Corpus(
        ids=tuple(str(number) for number in range(n)),
        titles=tuple(titles or [""] * n),
        texts=tuple(texts),
        first_copy=np.array(range(n) if first_copy is None else first_copy, dtype=np.int32),
        languages=tuple(languages),
    )


def planted():
    """15 documents in three topics that share one sentence of boilerplate."""
    texts = [f"{text} {BOILERPLATE}" for topic in PLANTED.values() for text in topic]
    return corpus_of(texts), clustering_of(np.repeat([0, 1, 2], 5))


def described(method, corpus, clustering, embedder=None):
    embedder = embedder or HashEmbedder()
    vectors = Vectors(
        np.stack([_direction(text) for text in corpus.full_texts])
        if len(corpus)
        else np.zeros((0, 24), dtype=np.float32)
    )
    return method(corpus, vectors, clustering, embedder)
