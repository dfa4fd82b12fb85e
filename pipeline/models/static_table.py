"""A static model: one vector for each piece of the vocabulary, and nothing else.

As Model2Vec (doi:10.5281/zenodo.17270888) and StaticEmbedding of sentence-transformers keep it:
``tokenizer.json``, and a table in ``model.safetensors``; the former may have a weight for each
piece, and pieces that share a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray
from pipeline.core.errors import ConfigError, MachineError
from pipeline.models.folder import AGAIN, TOKENIZER, WEIGHTS, ModelFolder
from pipeline.models.tensors import Tensors, read_tensors
from pipeline.models.tokenizer import load_tokenizer, pieces_known, unknown_piece
from pipeline.numerics.normalize import unit_rows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TABLE, OF_SENTENCE_TRANSFORMERS = "embeddings", "embedding.weight"
"""What the two call the table."""


@dataclass(frozen=True)
class StaticTable:
    """A loaded model of v pieces.

    table    (rows, dimensions) float32
    row_of   (v,) the row of each piece
    weights  (v,) what each piece counts; 0 for one that does not
    """

    tokenizer: "Tokenizer"
    table: FloatArray
    row_of: NDArray[np.int64]
    weights: FloatArray

    @property
    def dimensions(self) -> int:
        """Of the vectors."""
        return int(self.table.shape[1])

    def vectors(self, texts: Sequence[str]) -> tuple[FloatArray, FloatArray]:
        """The vector of each of n texts, and which share of its pieces counts for nothing.

        (n, dimensions) of unit length, all zero where no piece counts; (n,) in [0, 1], 1 for a
        text without pieces.
        """
        from scipy.sparse import csr_matrix

        encodings = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        pieces = [np.array(each.ids, dtype=np.int64) for each in encodings]
        ends = np.cumsum([0, *map(len, pieces)])
        every = np.concatenate([np.empty(0, dtype=np.int64), *pieces])
        counts = self.weights[every]
        said = csr_matrix((counts, self.row_of[every], ends), shape=(len(pieces), len(self.table)))
        said.sum_duplicates()  # a row that is added a hundred times is rounded a hundred times
        mute = np.array([np.mean(self.weights[p] == 0) if len(p) else 1.0 for p in pieces])
        return unit_rows(np.asarray(said @ self.table, dtype=np.float32)), mute.astype(np.float32)


def load_static(path: Path) -> StaticTable:
    """Load the model in a folder.

    Raises ``MachineError`` where a file is missing or damaged, ``ConfigError`` where the folder
    holds a model of another kind.
    """
    folder = ModelFolder(path).static
    if folder is None:
        raise ConfigError(
            f"{path}: holds no static model (Model2Vec, or StaticEmbedding of "
            "sentence-transformers); for a transformer use embed.method transformer"
        )
    for name in (TOKENIZER, WEIGHTS):
        if not (folder / name).is_file():
            raise MachineError(f"{folder / name}: no such file; {AGAIN}")
    tokenizer = load_tokenizer(folder / TOKENIZER)
    size = pieces_known(tokenizer)
    with read_tensors(folder / WEIGHTS) as tensors:
        name = TABLE if TABLE in tensors.names else OF_SENTENCE_TRANSFORMERS
        if name not in tensors.names:
            raise MachineError(f"{folder / WEIGHTS}: holds no table named {TABLE}; {AGAIN}")
        table = tensors(name)
        given = _optional(tensors, "weights")
        shared = _optional(tensors, "mapping")
    odd = table.ndim != 2 or any(each is not None and each.ndim != 1 for each in (given, shared))
    if odd:
        raise MachineError(
            f"{folder / WEIGHTS}: its tensors have other shapes than a table; {AGAIN}"
        )
    row_of = np.arange(size) if shared is None else shared.astype(np.int64)
    weights = np.ones(size, dtype=np.float32) if given is None else given.astype(np.float32)
    sizes = (len(row_of), len(weights), int(row_of.max(initial=-1)) + 1)
    if min(sizes[:2]) < size or sizes[2] > len(table) or row_of.min(initial=0) < 0:
        raise MachineError(
            f"{folder / WEIGHTS}: its table has {len(table):,} rows for {size:,} pieces of "
            f"{TOKENIZER}, which ask for {sizes[2]:,}; {AGAIN}"
        )
    unknown = unknown_piece(tokenizer)
    if name == TABLE and unknown is not None:  # which Model2Vec leaves out
        weights = weights.copy()
        weights[unknown] = 0
    return StaticTable(tokenizer, table, row_of, weights)


def _optional(tensors: Tensors, name: str) -> Any:
    return tensors.whole(name) if name in tensors.names else None
