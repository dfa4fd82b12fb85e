"""What is different, each once: numbers rising, documents by what they say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.corpus import Corpus
from pipeline.numerics.duplicates import distinct_documents, distinct_numbers


def corpus_of(texts, first_copy):
    n = len(texts)
    return Corpus(
        ids=tuple(map(str, range(n))),
        titles=("",) * n,
        texts=texts,
        first_copy=np.array(first_copy, dtype=np.int32),
    )


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_every_number_is_there_once_and_in_order(values):
    found = distinct_numbers(np.array(values, dtype=np.int64))
    assert found.tolist() == sorted(set(values))


def test_documents_stand_in_the_order_of_what_they_say_and_copies_are_found():
    texts = ("cats purr", "ships sail", "cats purr", "bread bakes")
    found, inverse = distinct_documents(corpus_of(texts, [0, 1, 0, 3]))
    assert sorted(found.tolist()) == [0, 1, 3]
    assert [found[each] for each in inverse] == [0, 1, 0, 3]
    turned = texts[::-1]
    again, _ = distinct_documents(corpus_of(turned, [0, 1, 2, 1]))
    assert [texts[document] for document in found] == [turned[document] for document in again]
