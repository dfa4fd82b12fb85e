"""On the corpus that ships with the package, names say what sets topics apart."""

import numpy as np
import pytest
from described import corpus_of

from pipeline.core.artifacts import Vectors
from pipeline.core.threads import one_thread
from pipeline.describe.ctfidf import CTFIDF
from pipeline.load.page import Page
from samples import clustering_of

OF_THE_WHOLE_CORPUS = """
model models learning learn representation representations dynamics propose proposed results
method methods paper approach data show work study performance training task tasks experiments
novel new existing demonstrate using
"""


@pytest.fixture(scope="module")
def topics():
    from importlib.resources import files

    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    papers = Page(path=files("pipeline") / "data" / "papers.txt")()
    counts = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(
        papers.full_texts
    )
    with one_thread():
        reduced = normalize(TruncatedSVD(40, random_state=0).fit_transform(counts))
        fine = KMeans(15, n_init=3, random_state=0).fit_predict(reduced)
    corpus = corpus_of(papers.texts, papers.titles)
    vectors = Vectors(reduced.astype(np.float32))
    return CTFIDF()(corpus, vectors, clustering_of(fine), None).topics


def test_words_of_the_whole_corpus_do_not_name_a_topic_by_themselves(topics):
    phrases = [phrase for topic in topics for phrase in topic.label.casefold().split(" · ")]
    assert len(phrases) == 30
    assert not set(OF_THE_WHOLE_CORPUS.split()) & set(phrases)


def test_what_the_corpus_is_known_for_is_named(topics):
    labels = " ".join(topic.label for topic in topics)
    for name in ("anguage models", "einforcement learning", "3D"):
        assert name in labels


def test_most_names_are_phrases_and_few_are_shared(topics):
    phrases = [phrase for topic in topics for phrase in topic.label.casefold().split(" · ")]
    assert sum(" " in phrase or "-" in phrase for phrase in phrases) >= len(phrases) / 3
    assert len(set(phrases)) >= 0.9 * len(phrases)
