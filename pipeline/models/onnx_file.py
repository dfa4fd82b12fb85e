"""The file of an ONNX model, as far as a graph of ours needs it: bytes without the onnx package.

A message of Protocol Buffers is its fields, one after the other, each behind a number that
says which it is (https://protobuf.dev/programming-guides/encoding). Those numbers are from
onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

import struct
from collections.abc import Iterable, Sequence
from enum import IntEnum

Attribute = int | float | Sequence[int]

FORMAT = 10  # the newest file format that every supported onnxruntime reads
_FLOAT, _INT, _INTS = 1, 2, 7  # kinds of attribute
_VARINT, _BYTES, _FOUR_BYTES = 0, 2, 5  # how a field is written
_EXTERNAL = 1  # where the values of a tensor are: not in the file


class Element(IntEnum):
    """What a tensor holds."""

    FLOAT = 1
    INT64 = 7


def node(kind: str, inputs: Iterable[str], output: str, attributes: dict[str, Attribute]) -> bytes:
    """One operator of the graph, by the names of its inputs and of its only output."""
    return (
        b"".join(_text(1, name) for name in inputs)
        + _text(2, output)
        + _text(4, kind)
        + b"".join(_message(5, _attribute(*given)) for given in sorted(attributes.items()))
    )


def tensor(name: str, element: Element, axes: Iterable[str]) -> bytes:
    """An input or output of the graph; its axes have names and any length."""
    shape = b"".join(_message(1, _text(2, axis)) for axis in axes)
    kind = _message(1, _number(1, element) + _message(2, shape))
    return _text(1, name) + _message(2, kind)


def outside(name: str, shape: Iterable[int]) -> bytes:
    """A float32 weight that the graph names and the session is given apart."""
    place = _text(1, "location") + _text(2, "given to the session")
    dimensions = b"".join(_number(1, length) for length in shape)
    kind = _number(2, Element.FLOAT)
    return dimensions + kind + _text(8, name) + _message(13, place) + _number(14, _EXTERNAL)


def model(
    name: str,
    nodes: Iterable[bytes],
    weights: Iterable[bytes],
    inputs: Iterable[bytes],
    outputs: Iterable[bytes],
    opset: int,
) -> bytes:
    """The whole file of a graph whose operators are those of one version of the standard."""
    graph = (
        b"".join(_message(1, part) for part in nodes)
        + _text(2, name)
        + b"".join(_message(5, part) for part in weights)
        + b"".join(_message(11, part) for part in inputs)
        + b"".join(_message(12, part) for part in outputs)
    )
    standard = _text(1, "") + _number(2, opset)
    return _number(1, FORMAT) + _message(7, graph) + _message(8, standard)


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        given, kind = _tag(2, _FOUR_BYTES) + struct.pack("<f", value), _FLOAT
    elif isinstance(value, int):
        given, kind = _number(3, value), _INT
    else:
        given, kind = b"".join(_number(8, number) for number in value), _INTS
    return _text(1, name) + given + _number(20, kind)


def _text(field: int, value: str) -> bytes:
    return _message(field, value.encode())


def _message(field: int, content: bytes) -> bytes:
    return _tag(field, _BYTES) + _varint(len(content)) + content


def _number(field: int, value: int) -> bytes:
    return _tag(field, _VARINT) + _varint(value)


def _tag(field: int, written: int) -> bytes:
    return _varint(field << 3 | written)


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; a negative number as its 64-bit complement."""
    rest, written = value % 2**64, bytearray()
    while rest > 0x7F:
        written.append(rest & 0x7F | 0x80)
        rest >>= 7
    written.append(rest)
    return bytes(written)
