"""Encoders by the textbook, in double precision, for weights by the names of their family."""

import math

import numpy as np

from tiny_models import HEADS, HIDDEN, LAYERS, LAYERS_OF


def tokens(weights, family, ids):
    """The vectors of the tokens of one text, given their numbers: (tokens, hidden)."""
    w = {name: array.astype(np.float64) for name, array in weights.items()}
    before, names = LAYERS_OF[family]
    eps = 1e-12 if family == "distilbert" else 1e-5
    first = 0 if family in ("bert", "distilbert") else 2

    def linear(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(x, name):
        centred = x - x.mean(axis=1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
        return scaled * w[f"{name}.weight"] + w[f"{name}.bias"]

    def gelu(x):
        return x * (1 + np.vectorize(math.erf)(x / math.sqrt(2))) / 2

    x = w["embeddings.word_embeddings.weight"][ids]
    x = x + w["embeddings.position_embeddings.weight"][first : first + len(ids)]
    if "embeddings.token_type_embeddings.weight" in w:
        x = x + w["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        q, k, v, o, middle, wide, narrow, last = (f"{before}.{layer}.{n}" for n in names.split())
        heads = []
        for head in range(HEADS):
            at = slice(head * HIDDEN // HEADS, (head + 1) * HIDDEN // HEADS)
            scores = linear(x, q)[:, at] @ linear(x, k)[:, at].T / math.sqrt(HIDDEN // HEADS)
            if family == "mpnet":
                scores = scores + distances(w, len(ids), head)
            weight = np.exp(scores)
            heads.append(weight / weight.sum(axis=1, keepdims=True) @ linear(x, v)[:, at])
        x = norm(linear(np.hstack(heads), o) + x, middle)
        x = norm(linear(gelu(linear(x, wide)), narrow) + x, last)
    return x


def distances(w, length, head):
    """What MPNet adds for how far the key is from the query, pair by pair."""
    table = w["encoder.relative_attention_bias.weight"]
    half = len(table) // 2
    exact = half // 2
    added = np.zeros((length, length))
    for query in range(length):
        for key in range(length):
            far = abs(key - query)
            bucket = far
            if far >= exact:
                grown = math.log(far / exact) / math.log(128 / exact) * (half - exact)
                bucket = min(exact + int(grown), half - 1)
            added[query, key] = table[bucket + (half if key > query else 0), head]
    return added
