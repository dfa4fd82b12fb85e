import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.near_duplicates import first_copies, near_duplicates


def triples(text):
    words = [*text.split(), "", ""]
    return {tuple(words[i : i + 3]) for i in range(max(1, len(text.split()) - 2))}


def similar(one, other):
    return len(triples(one) & triples(other)) / len(triples(one) | triples(other))


@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=12).map(" ".join), max_size=10),
    st.sampled_from([0.5, 0.6, 0.8, 1.0]),
)
def test_near_copies_are_exactly_those_of_comparing_all_pairs(texts, share):
    expected = {
        i for i in range(len(texts)) if any(similar(texts[i], t) >= share for t in texts[:i])
    }
    found = near_duplicates(texts, share)
    assert set(found.of) == expected
    assert found.searched == len(texts)
    assert all(similar(texts[i], texts[j]) >= share for i, j in found.of.items())


def test_scripts_without_spaces_are_compared_by_character():
    text = "深層学習による表現の変化を調べる研究である"
    assert near_duplicates([text, text.replace("調", "見")], 0.5).of == {1: 0}


def test_the_search_is_bounded_and_says_how_far_it_went():
    texts = [f"the same words in every text but for number {i}" for i in range(40)]
    assert near_duplicates(texts, 0.9, words=99).searched == 9
    assert 0 < near_duplicates(texts, 0.7, comparisons=20).searched < 40


def test_many_copies_of_one_text_are_cheap():
    texts = [" ".join(f"w{j}" for j in range(50)) + f" n{i}" for i in range(2000)]
    found = near_duplicates(texts, 0.8, comparisons=3000)
    assert len(found.of) == 1999


def test_first_copies_point_at_the_first():
    keys = [("a", "b"), ("a", "c"), ("a", "b"), ("a", "c"), ("", "")]
    assert np.array_equal(first_copies(keys), [0, 1, 0, 1, 4])
