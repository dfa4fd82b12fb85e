"""Vectors made elsewhere: matched to the documents, or refused with the numbers."""

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.embed.lsa import LSA
from pipeline.embed.precomputed import Precomputed
from pipeline.store.fingerprint import key_of, recipe_of

ROWS = np.array([[3.0, 4.0], [0.0, -2.0], [1.0, 0.0]])
UNIT = np.array([[0.6, 0.8], [0, -1], [1, 0]], dtype=np.float32)
TEXTS = ["one", "two", "three"]


@pytest.fixture
def npy(tmp_path):
    def write(values):
        np.save(tmp_path / "vectors.npy", values)
        return Precomputed(path=tmp_path / "vectors.npy")

    return write


@pytest.fixture
def table(tmp_path):
    def write(columns, **parameters):
        pd.DataFrame(columns).to_parquet(tmp_path / "vectors.parquet")
        return Precomputed(path=tmp_path / "vectors.parquet", **parameters)

    return write


def checks_of(vectors):
    return {check.code: check for check in vectors.checks}


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "int8", ">f4"])
def test_rows_are_scaled_to_unit_length(npy, corpus_of, dtype):
    vectors = npy(ROWS.astype(dtype))(corpus_of(TEXTS))
    assert vectors.values.dtype == np.float32
    np.testing.assert_allclose(vectors.values, UNIT, atol=1e-6)
    assert vectors.checks == ()


@pytest.mark.parametrize("form", ["lists", "columns"])
def test_a_table_is_matched_by_id(table, corpus_of, form):
    order = [2, 0, 1]
    ids = [f"d{i}" for i in order]
    if form == "lists":
        given = {"title": list("abc"), "vector": list(ROWS[order])}
    else:
        given = {"x": ROWS[order, 0], "y": ROWS[order, 1]}
    vectors = table({"key": ids, **given}, id="key")(corpus_of(TEXTS))
    np.testing.assert_allclose(vectors.values, UNIT, atol=1e-6)


def test_whole_numbers_are_ids_too(table, corpus_of):
    corpus = corpus_of(["one", "two"], groups={})
    object.__setattr__(corpus, "ids", ("7", "12"))
    values = table({"id": [12, 7], "v": [[1.0, 0.0], [0.0, 1.0]]})(corpus).values
    assert values.tolist() == [[0, 1], [1, 0]]


def test_a_wrong_number_of_rows_is_refused_with_both_numbers(npy, corpus_of):
    with pytest.raises(InputError, match=r"3 rows for 2 documents; write a \.parquet"):
        npy(ROWS)(corpus_of(TEXTS[:2]))


def test_rows_for_dropped_records_are_explained(npy, corpus_of):
    corpus = corpus_of(TEXTS[:2], records=3, dropped=(Dropped("line 3", "d2", "empty text"),))
    with pytest.raises(InputError, match="3 records, of which 1 were dropped"):
        npy(ROWS)(corpus)


def test_vectors_of_dropped_records_are_left_out_and_counted(table, corpus_of):
    corpus = corpus_of(TEXTS[:2], records=3, dropped=(Dropped("line 3", "d2", "empty text"),))
    vectors = table({"id": ["d0", "d1", "d2"], "v": list(ROWS)})(corpus)
    np.testing.assert_allclose(vectors.values, UNIT[:2], atol=1e-6)
    assert "1 vectors belong to dropped records" in checks_of(vectors)["E07"].message


def test_vectors_of_records_that_were_not_drawn_are_left_out(table, npy, corpus_of):
    corpus = corpus_of(TEXTS[:2], records=3)
    vectors = table({"id": ["d0", "d1", "far"], "v": list(ROWS)})(corpus)
    np.testing.assert_allclose(vectors.values, UNIT[:2], atol=1e-6)
    assert "1 vectors belong to records that were dropped or not drawn" in (
        checks_of(vectors)["E07"].message
    )
    with pytest.raises(InputError, match=r"0 were dropped .* and 1 were not drawn"):
        npy(ROWS)(corpus)


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (["d0", "d1", "x"], r"1 documents have no vector \(d2\); 1 vectors have no document \(x\)"),
        (
            ["d0", "d1", "d1"],
            r"1 ids occur more than once \(d1\); 1 documents have no vector \(d2\)",
        ),
        (["d0", "d1", None], "1 of 3 ids are missing"),
        ([0.5, 1.5, 2.5], "ids are double"),
    ],
)
def test_ids_that_do_not_match_are_counted_and_named(table, corpus_of, ids, message):
    with pytest.raises(InputError, match=message):
        table({"id": ids, "v": list(ROWS)})(corpus_of(TEXTS))


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"key": TEXTS, "v": list(ROWS)}, "no column 'id'; its columns are key, v"),
        ({"id": TEXTS, "v": [[1.0], [1.0, 2.0], [1.0]]}, "have 1 to 2 dimensions"),
        ({"id": TEXTS, "v": [[1.0], None, [1.0]]}, "1 of 3 vectors are missing"),
        ({"id": TEXTS, "v": [[], [], []]}, "expected"),
        ({"id": TEXTS, "v": [["a"], ["b"], ["c"]]}, "lists of string|lists of large_string"),
        ({"id": TEXTS, "v": list(ROWS), "w": list(ROWS)}, r"2 columns hold lists \(v, w\)"),
        ({"id": TEXTS, "x": [0.1, 0.2, 0.3], "year": [1, 2, 3]}, "year hold no floating-point"),
        ({"id": TEXTS}, "holds only ids"),
    ],
)
def test_other_columns_are_refused(table, corpus_of, columns, message):
    with pytest.raises(InputError, match=message):
        table(columns)(corpus_of(TEXTS))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.arange(3.0), r"shape \(3,\), expected"),
        (np.zeros((3, 0)), r"shape \(3, 0\), expected"),
        (np.array([["a"], ["b"], ["c"]]), "holds <U1, expected real numbers"),
        (np.array([[{}], [{}], [{}]]), "not a .npy file of numbers"),
    ],
)
def test_other_arrays_are_refused(npy, corpus_of, values, message):
    with pytest.raises(InputError, match=message):
        npy(values)(corpus_of(TEXTS))


@pytest.mark.parametrize("suffix", ["npy", "parquet"])
def test_a_damaged_file_is_refused(tmp_path, corpus_of, suffix):
    path = tmp_path / f"vectors.{suffix}"
    path.write_bytes(b"neither of them")
    with pytest.raises(InputError, match=f"not a .*{suffix}.*file|not a Parquet file"):
        Precomputed(path=path)(corpus_of(TEXTS))


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e300])
def test_values_that_are_no_float32_are_refused_with_the_documents(npy, corpus_of, bad):
    rows = ROWS.copy()
    rows[1, 0] = bad
    with pytest.raises(InputError, match=r"1 of 3 vectors .*\(documents d1\)"):
        npy(rows)(corpus_of(TEXTS))


def test_lengths_far_from_one_lose_nothing(npy, corpus_of):
    values = npy(ROWS * [[1e37], [1e-37], [1]])(corpus_of(TEXTS)).values
    np.testing.assert_allclose(values, UNIT, atol=1e-6)


def test_zero_vectors_are_named(npy, corpus_of):
    vectors = npy(ROWS * [[1], [0], [1]])(corpus_of(TEXTS))
    check = checks_of(vectors)["E05"]
    assert (check.severity, check.documents) == ("warning", ("d1",))
    assert checks_of(npy(ROWS * 0)(corpus_of(TEXTS)))["E05"].severity == "problem"


def test_copies_get_the_first_vector_and_are_named_if_theirs_differed(npy, corpus_of):
    vectors = npy(ROWS)(corpus_of(TEXTS, first_copy=[0, 1, 1]))
    assert np.array_equal(vectors.values[2], vectors.values[1])
    assert checks_of(vectors)["E06"].documents == ("d2",)


def test_new_texts_cannot_be_embedded(npy, corpus_of):
    method = npy(ROWS)
    assert not method.encodes
    with pytest.raises(NotImplementedError, match="cannot embed new texts"):
        method.encode(["text"], corpus_of(TEXTS))


def test_another_format_is_refused_when_the_config_is_read(tmp_path):
    (tmp_path / "vectors.csv").write_text("1,2")
    with pytest.raises(ValidationError, match=r"vectors\.csv ends in '\.csv'; expected \.npy"):
        Precomputed(path=tmp_path / "vectors.csv")


def test_new_texts_are_embedded_by_what_made_the_file(tmp_path, corpus_of):
    corpus, made = corpus_of(SENTENCES), LSA(n_components=3)
    np.save(tmp_path / "v.npy", made(corpus).values)
    method = Precomputed(path=tmp_path / "v.npy", encoder={"method": "lsa", "n_components": 3})
    assert method.encodes
    assert method(corpus).checks == ()
    new = ["a ship with bread", "cats"]
    assert np.array_equal(method.encode(new, corpus), made.encode(new, corpus))


def test_an_encoder_that_did_not_make_the_file_is_found_out(tmp_path, corpus_of):
    corpus = corpus_of(SENTENCES)
    np.save(tmp_path / "v.npy", np.random.default_rng(0).normal(size=(len(SENTENCES), 3)))
    encoder = {"method": "lsa", "n_components": 3}
    (check,) = Precomputed(path=tmp_path / "v.npy", encoder=encoder)(corpus).checks
    assert (check.code, check.severity) == ("E13", "problem")
    encoder["n_components"] = 4
    with pytest.raises(
        InputError, match=r"vectors of 3 dimensions, and embed\.encoder \(lsa\) mak"
    ):
        Precomputed(path=tmp_path / "v.npy", encoder=encoder)(corpus)


def test_what_the_encoder_is_decides_the_result(tmp_path):
    np.save(tmp_path / "v.npy", ROWS)
    plain = Precomputed(path=tmp_path / "v.npy")
    one, other = (
        Precomputed(path=tmp_path / "v.npy", encoder={"method": "lsa", "n_components": n})
        for n in (3, 4)
    )
    keys = {key_of(recipe_of(method)) for method in (plain, one, other)}
    assert len(keys) == 3
    named = Precomputed(path=tmp_path / "v.npy", encoder="lsa")
    assert named.encoder.method == LSA()


@pytest.mark.parametrize("name", ["precomputed", "joined", "nothing"])
def test_what_cannot_embed_new_texts_is_no_encoder(tmp_path, name):
    np.save(tmp_path / "v.npy", ROWS)
    with pytest.raises(ValidationError, match="cannot be a part; expected one of auto"):
        Precomputed(path=tmp_path / "v.npy", encoder={"method": name})


SENTENCES = [
    "a ship sails on the sea",
    "the ship and the sail",
    "bread from the oven",
    "an oven for bread",
    "cats sleep all day",
    "a day of cats and ships",
    "bread and sea",
    "the cats of the oven",
]
