"""boilerplate: the parts of texts that are shown and not read."""

from collections import Counter

import numpy as np

from pipeline.numerics.tokens import numberless
from pipeline.report.results import Results
from pipeline.report.schema import Field, Schema
from pipeline.report.table import Table

SCHEMA: Schema = (
    Field("part", "int32", "a number for what is the same but for numbers and dates", "from 1"),
    Field("documents", "int32", "how many documents hold the part", "from 1"),
    Field("id", "string", "the document of this row"),
    Field("start", "int32", "where it begins in the document's text", "from 0, characters"),
    Field("end", "int32", "where it ends", "from 1, characters"),
    Field("text", "string", "the part as it is spelled there"),
)


def table(results: Results) -> Table:
    """One row per part and document, the parts that are in most documents first."""
    corpus = results.corpus
    rows = corpus.left_out.tolist()
    texts = [corpus.texts[document][start:end] for document, start, end in rows]
    keys = list(map(numberless, texts))
    holders = Counter(
        key for key, _ in dict.fromkeys(zip(keys, (row[0] for row in rows), strict=True))
    )
    number = {key: part for part, (key, _) in enumerate(holders.most_common(), 1)}
    order = sorted(range(len(rows)), key=lambda row: (number[keys[row]], *rows[row]))
    return {
        "part": np.array([number[keys[row]] for row in order], dtype=np.int32),
        "documents": np.array([holders[keys[row]] for row in order], dtype=np.int32),
        "id": [corpus.ids[rows[row][0]] for row in order],
        "start": corpus.left_out[order, 1],
        "end": corpus.left_out[order, 2],
        "text": [texts[row] for row in order],
    }
