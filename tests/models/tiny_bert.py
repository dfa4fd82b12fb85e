"""A BERT model small enough to make anew for every test."""

import json

import numpy as np
import pytest

WORDS = ["cat", "dog", "ship", "sail", "bread", "oven", "the", "a", "on", "sleep", "##s", ".", ","]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS]
HIDDEN, INNER, POSITIONS, LAYERS, HEADS = 12, 20, 16, 2, 3


def write_model(folder):
    """A random two-layer BERT of 12 dimensions that reads 16 word pieces."""
    write_weights(folder, tiny_weights())
    write_config(folder)
    write_tokenizer(folder)


@pytest.fixture
def tiny_model(tmp_path):
    """The folder of such a model."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    write_model(folder)
    return folder


def tiny_weights():
    draw = np.random.default_rng(3)
    shapes = {
        "embeddings.word_embeddings.weight": (len(VOCABULARY), HIDDEN),
        "embeddings.position_embeddings.weight": (POSITIONS, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
        **norm_shapes("embeddings.LayerNorm"),
    }
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        for square in ("self.query", "self.key", "self.value", "output.dense"):
            shapes |= linear_shapes(f"{name}.attention.{square}", HIDDEN, HIDDEN)
        shapes |= linear_shapes(f"{name}.intermediate.dense", INNER, HIDDEN)
        shapes |= linear_shapes(f"{name}.output.dense", HIDDEN, INNER)
        shapes |= norm_shapes(f"{name}.attention.output.LayerNorm")
        shapes |= norm_shapes(f"{name}.output.LayerNorm")
    return {name: draw.normal(0, 0.6, s).astype(np.float32) for name, s in shapes.items()}


def linear_shapes(name, out, into):
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def norm_shapes(name):
    return {f"{name}.weight": (HIDDEN,), f"{name}.bias": (HIDDEN,)}


def write_weights(folder, weights):
    from safetensors.numpy import save_file

    save_file(weights, folder / "model.safetensors")


def write_config(folder, **changes):
    config = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": HIDDEN,
        "intermediate_size": INNER,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "max_position_embeddings": POSITIONS,
        "layer_norm_eps": 1e-12,
    }
    (folder / "config.json").write_text(json.dumps(config | changes))


def write_tokenizer(folder):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = {word: i for i, word in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.enable_truncation(6)  # as published tokenizers do: it must be lifted
    tokenizer.enable_padding(length=6)
    tokenizer.save(str(folder / "tokenizer.json"))
