"""Static models small enough to make anew for every test."""

import numpy as np

from tiny_models import tokenizer, vocabulary, write_json

DIMENSIONS = 5


def write_static(folder, weighted=False, shared=False, sentence_transformers=False):
    """A folder as Model2Vec or sentence-transformers writes it; gives its tensors."""
    from safetensors.numpy import save_file

    draw = np.random.default_rng(2)
    size = len(vocabulary("bert"))
    rows = 6 if shared else size
    tensors = {"embeddings": draw.normal(size=(rows, DIMENSIONS)).astype(np.float32)}
    if weighted:
        tensors["weights"] = draw.uniform(0.1, 2, size).astype(np.float64)
    if shared:
        tensors["mapping"] = draw.integers(0, rows, size)
    place = folder / "0_StaticEmbedding" if sentence_transformers else folder
    place.mkdir(parents=True)
    made = tokenizer("bert")
    made.save(str(place / "tokenizer.json"))
    kept = {"embedding.weight": tensors["embeddings"]} if sentence_transformers else tensors
    save_file(kept, place / "model.safetensors")
    kind = "sentence_transformers.models.StaticEmbedding"
    path = "0_StaticEmbedding" if sentence_transformers else "."
    write_json(folder / "modules.json", [{"idx": 0, "name": "0", "path": path, "type": kind}])
    write_json(folder / "config.json", {"model_type": "model2vec", "normalize": True})
    write_json(folder / "config_sentence_transformers.json", {})
    return tensors
