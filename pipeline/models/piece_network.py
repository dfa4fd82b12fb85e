"""The network of the Universal Sentence Encoder Multilingual v3, forwards.

Yang et al. (2020), arXiv:1907.04307. Word pieces get vectors, convolutions of widths 2, 3 and 5
look at their neighbours, the sum over a text goes through four dense layers. What a piece
contributes before its neighbours are seen depends on the piece alone, so it is computed once for
each distinct piece; the rest in tiles that fit the cache.

onnxruntime makes the products, each on one thread: a row comes out the same, bit by bit, whatever
stands beside it, which with the BLAS of numpy it does not. So a text has one vector.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.models.device import open_session
from pipeline.models.graph import OPSET
from pipeline.models.onnx_file import Element, model, node, outside, tensor
from pipeline.models.windows import Pieces, split

TILE = 1024
"""Word pieces, and empty places between texts, that are worked on together."""

GAP = 2
"""Empty places between texts, as far as the convolutions reach to either side."""

LONGEST = 1000
"""Pieces of a text in one tile; a longer one is cut, and at the cuts neighbours are not seen."""

WIDTHS = ((2, 0), (3, 1), (5, 2))
"""Of the convolutions: how many pieces, and how many of them before the piece itself."""

BLOCKS = 17
"""Piece p is row p // 17 of block p % 17 of the table, and each block has a scale of its own."""

SIZE, NARROW = 512, 256
EPSILON = 1e-12


@dataclass(frozen=True)
class _Rows:
    """What distinct pieces contribute, the last row being that of an empty place.

    embedded   (u + 1, SIZE)
    projected  for each width (u + 1, NARROW), its input
    moved      for each width and each of its places (u + 1, NARROW)
    """

    embedded: FloatArray
    projected: list[FloatArray]
    moved: list[list[FloatArray]]


class Product:
    """Rows times a matrix, in onnxruntime, on the thread that asks."""

    def __init__(self, matrix: FloatArray) -> None:
        import onnxruntime as ort

        graph = model(
            "product",
            [node("MatMul", ["rows", "matrix"], "found", {})],
            weights=[outside("matrix", matrix.shape)],
            inputs=[tensor("rows", Element.FLOAT, ["n", "inner"])],
            outputs=[tensor("found", Element.FLOAT, ["n", "outer"])],
            opset=OPSET,
        )
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._matrix = ort.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(matrix))
        options.add_external_initializers(["matrix"], [self._matrix])
        self._session = open_session(graph, options, "cpu")

    def __call__(self, rows: FloatArray) -> FloatArray:
        """The product of (n, inner) with the matrix: (n, outer)."""
        found: FloatArray = self._session.run(None, {"rows": np.ascontiguousarray(rows)})[0]
        return found


class PieceNetwork:
    """The weights of the network, and its forward pass."""

    def __init__(self, weights: Mapping[str, FloatArray]) -> None:
        rows = len(weights["q1"])
        self._table = np.empty((BLOCKS * rows, SIZE), np.uint8)
        for block in range(BLOCKS):
            self._table[block::BLOCKS] = weights[f"q{block + 1}"]
        self._scale, self._least = weights["scale"], weights["lo"]
        self._w = {name: weights[name] for name in weights if not name.startswith("q")}
        products = ("cnn_W", "d0", "d1", "d2", "d3", "p1", "p3", *(f"w2_{w}" for w, _ in WIDTHS))
        self._by = {name: Product(weights[name]) for name in products}
        names = [str(width) for width, _ in WIDTHS]
        self._projection = Product(np.hstack([weights[f"proj{name}"] for name in names]))
        joined = (
            np.concatenate([weights[f"{kind}{name}"] for name in names])
            for kind in ("proj_b", "ln_g", "ln_b")
        )
        self._projection_bias, self._gain, self._bias = joined
        self._places = [
            [Product(part) for part in np.split(weights[f"w1_{width}"], width)]
            for width, _ in WIDTHS
        ]

    def vectors(self, texts: Sequence[Pieces]) -> FloatArray:
        """The vectors of texts, given their pieces and the marks around these.

        Gives (texts, 512), rows of unit length.
        """
        if not texts:
            return np.zeros((0, SIZE), np.float32)
        windows = [split(text, LONGEST) for text in texts]
        flat = list(chain.from_iterable(windows))
        different, inverse = np.unique(np.concatenate(flat), return_inverse=True)
        rows = self._rows(different)
        lengths = np.array([len(window) for window in flat])
        places = np.split(inverse.astype(np.intp), np.cumsum(lengths)[:-1])
        sums = np.concatenate(
            [self._sums([places[i] for i in tile], rows) for tile in _tiles(lengths)]
        )
        firsts = np.cumsum([0, *map(len, windows)])[:-1]
        totals = np.add.reduceat(sums, firsts, axis=0)
        return self._head(totals, np.array([len(text) for text in texts], np.float32)[:, None])

    def _rows(self, pieces: NDArray[np.int32]) -> _Rows:
        block = pieces % BLOCKS
        embedded = np.zeros((len(pieces) + 1, SIZE), np.float32)
        embedded[:-1] = self._table[pieces]
        embedded[:-1] *= self._scale[block, None]
        embedded[:-1] += self._least[block, None]
        inner = self._projection(embedded[:-1]) + self._projection_bias
        normal = _normalized(inner) * self._gain + self._bias
        projected = []
        for number, _ in enumerate(WIDTHS):
            part = np.zeros((len(pieces) + 1, NARROW), np.float32)
            part[:-1] = normal[:, number * NARROW : (number + 1) * NARROW]
            projected.append(part)
        moved = [
            [place(part) for place in places]
            for part, places in zip(projected, self._places, strict=True)
        ]
        return _Rows(embedded, projected, moved)

    def _sums(self, texts: Sequence[NDArray[np.intp]], rows: _Rows) -> FloatArray:
        """Of the texts of a tile, given by the rows of their pieces, the sums over these."""
        empty = len(rows.embedded) - 1
        size = sum(map(len, texts)) + GAP * len(texts)
        index = np.full(size + 2 * GAP, empty, np.intp)
        starts, place = [], GAP
        for text in texts:
            index[place : place + len(text)] = text
            starts.append(place - GAP)
            place += len(text) + GAP
        here = index[GAP:-GAP]
        gaps = here == empty
        features = np.empty((size, SIZE + len(WIDTHS) * NARROW), np.float32)
        features[:, :SIZE] = rows.embedded[here]
        padded = np.zeros((size + 2 * GAP, NARROW), np.float32)
        for number, (width, before) in enumerate(WIDTHS):
            hidden = padded[GAP:-GAP]
            hidden[:] = self._w[f"b1_{width}"]
            for step in range(width):
                first = GAP - before + step
                hidden += rows.moved[number][step][index[first : first + size]]
            np.maximum(hidden, 0, out=hidden)
            hidden += rows.projected[number][here]
            hidden[gaps] = 0
            beside = np.lib.stride_tricks.sliding_window_view(padded, (width, NARROW))[:, 0]
            beside = beside[GAP - before : GAP - before + size].reshape(size, width * NARROW)
            seen = self._by[f"w2_{width}"](beside) + self._w[f"b2_{width}"]
            columns = slice(SIZE + number * NARROW, SIZE + (number + 1) * NARROW)
            features[:, columns] = np.maximum(seen, 0) + hidden
        normal = _normalized(features)
        normal[gaps] = 0
        summed = np.add.reduceat(normal, starts, axis=0)
        counts = np.array([len(text) for text in texts], np.float32)[:, None]
        return np.asarray(summed * self._w["ln_g"] + counts * self._w["ln_b"])

    def _head(self, sums: FloatArray, counts: FloatArray) -> FloatArray:
        """From the sums over the n pieces of each text to its vector."""
        by = self._by
        added = by["cnn_W"](sums) + counts * self._w["cnn_b"]
        mean = (added / np.sqrt(counts)).astype(np.float32)
        first: FloatArray = np.maximum(by["d0"](mean), 0)
        second: FloatArray = np.maximum(np.add(by["d1"](first), by["p1"](mean)), 0)
        third: FloatArray = np.maximum(by["d2"](second), 0)
        found = np.tanh(by["d3"](third) + by["p3"](second))
        length = np.sqrt(np.maximum((found * found).sum(axis=1, keepdims=True), EPSILON))
        return np.asarray(found / length, dtype=np.float32)


def _tiles(lengths: NDArray[np.intp]) -> Iterator[list[int]]:
    """Positions of texts that share a tile, in their order."""
    tile: list[int] = []
    filled = 0
    for position, length in enumerate(lengths.tolist()):
        if tile and filled + length + GAP > TILE:
            yield tile
            tile, filled = [], 0
        tile.append(position)
        filled += length + GAP
    yield tile


def _normalized(rows: FloatArray) -> FloatArray:
    """The rows less their means, with a variance of 1."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", centred, centred) / rows.shape[1]
    return np.asarray(centred / np.sqrt(variance + EPSILON)[:, None])
