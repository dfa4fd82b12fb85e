"""Neither handles nor what is masked names a topic: they tell who speaks, not what of."""

import re
from dataclasses import replace

import numpy as np
import pytest
from described import HashEmbedder, corpus_of, described
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.context import BY_ITSELF
from pipeline.describe.ctfidf import CTFIDF
from pipeline.describe.keybert import KeyBERT
from pipeline.describe.mmr import MMR
from pipeline.load.mask import Mask
from samples import clustering_of

every_method = pytest.mark.parametrize("kind", [CTFIDF, KeyBERT, MMR])

FORMED = [f"{who} the tea is warm, {who}" for who in ("@maple_tree", "10-19-30sUser17") * 3]
FORUM = [f"as u/river-otter said to user{number % 3}: the kettle sings" for number in range(6)]
CHAT = 3 * [
    "fox_99: coffee again, owl7\nowl7: and milk\nfox_99: coffee, owl7\nowl7: milk",
    "owl7: more coffee\nfox_99: with milk, owl7?\nowl7: yes fox_99\nfox_99: coffee and milk",
]
IRC = [f"[10:{n}] <badger> ferry and island\n[10:{n}] <heron> sail" for n in range(10, 16)]


@every_method
def test_no_keyword_and_no_label_holds_a_handle(kind):
    texts = [*FORMED, *FORUM, *CHAT, *IRC]
    corpus = corpus_of(texts, titles=[f"@oak_{number % 2} asks" for number in range(len(texts))])
    topics = described(kind(), corpus, clustering_of(np.repeat([0, 1, 2, 3], 6))).topics
    said = " ".join(
        word for topic in topics for word in (topic.label, *(k.word for k in topic.keywords))
    ).casefold()
    assert all(word in said for word in ("tea", "kettle", "coffee", "ferry"))
    people = ("maple", "user", "otter", "fox", "owl", "badger", "heron", "oak", "10-19")
    assert not [name for name in people if name in said]


@given(
    seed=st.integers(0, 99),
    secret=st.sampled_from(["elsinore", "Großmutter", "don't", "user17x"]),
)
@settings(max_examples=15)
def test_what_is_masked_reaches_neither_embedder_nor_keywords(seed, secret):
    draw = np.random.default_rng(seed)
    words = ["tea", "kettle", "coffee", "ferry", "sail", "island", secret, secret]
    texts, titles = ([" ".join(draw.permutation(words)) for _ in range(12)] for _ in range(2))
    mask = Mask((re.escape(secret),))
    corpus = replace(
        corpus_of(texts, titles), masked=mask.parts(texts), masked_titles=mask.parts(titles)
    )
    heard = []

    class Listening(HashEmbedder):
        def encode(self, texts, corpus, context=BY_ITSELF):
            heard.extend(texts)
            return super().encode(texts, corpus)

    embedder = Listening()
    embedder(corpus)
    topics = described(KeyBERT(), corpus, clustering_of(np.repeat([0, 1], 6)), embedder).topics
    said = [word for t in topics for word in (t.label, *(each.word for each in t.keywords))]
    assert len(heard) > 12 and said
    assert not [text for text in (*heard, *said) if secret.casefold() in text.casefold()]
    assert all(secret in text for text in (*corpus.texts, *corpus.titles))


@every_method
def test_a_topic_of_handles_only_is_called_by_its_number(kind):
    corpus = corpus_of([*(f"@maple_{n} u/oak_{n}" for n in range(6)), *FORUM])
    topics = described(kind(), corpus, clustering_of(np.repeat([0, 1], 6))).topics
    assert (topics[0].label, topics[0].keywords) == ("Topic 0", ())
