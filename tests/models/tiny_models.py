"""Random models of every family that is read, small enough to make anew for every test."""

import json

import numpy as np

HIDDEN, INNER, LAYERS, HEADS, POSITIONS, BUCKETS = 12, 20, 2, 3, 24, 32
WORDS = ["cat", "dog", "ship", "sail", "bread", "oven", "the", "a", "on", "sleep", "query", ":"]

LAYERS_OF = {
    "bert": (
        "encoder.layer",
        "attention.self.query attention.self.key attention.self.value "
        "attention.output.dense attention.output.LayerNorm intermediate.dense output.dense "
        "output.LayerNorm",
    ),
    "mpnet": (
        "encoder.layer",
        "attention.attn.q attention.attn.k attention.attn.v "
        "attention.attn.o attention.LayerNorm intermediate.dense output.dense "
        "output.LayerNorm",
    ),
    "distilbert": (
        "transformer.layer",
        "attention.q_lin attention.k_lin attention.v_lin "
        "attention.out_lin sa_layer_norm ffn.lin1 ffn.lin2 output_layer_norm",
    ),
}
LAYERS_OF["xlm-roberta"] = LAYERS_OF["bert"]
FAMILIES = tuple(sorted(LAYERS_OF))


def write_family(folder, family, pooling="mean", weights=None, **prompts):
    """A folder as sentence-transformers writes it; ``prompts`` go into its settings."""
    from safetensors.numpy import save_file

    (folder / "1_Pooling").mkdir(parents=True)
    save_file(weights or family_weights(family), folder / "model.safetensors")
    write_json(folder / "config.json", sizes(family))
    tokenizer(family).save(str(folder / "tokenizer.json"))
    padding = vocabulary(family)[0 if family in ("bert", "distilbert") else 1]
    said = {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": padding}
    write_json(folder / "tokenizer_config.json", said)
    modes = {"mean": "mean_tokens", "cls": "cls_token", "lasttoken": "lasttoken"}
    asked = {f"pooling_mode_{mode}": name == pooling for name, mode in modes.items()}
    asked["word_embedding_dimension"] = HIDDEN
    write_json(folder / "1_Pooling" / "config.json", asked)
    write_modules(folder, ("Transformer", ""), ("Pooling", "1_Pooling"))
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": 16})
    write_json(folder / "config_sentence_transformers.json", prompts)
    return folder


def write_modules(folder, *modules):
    listed = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (kind, path) in enumerate(modules)
    ]
    write_json(folder / "modules.json", listed)


def write_json(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")


def sizes(family):
    """What config.json says."""
    if family == "distilbert":
        own = {"dim": HIDDEN, "hidden_dim": INNER, "n_layers": LAYERS, "n_heads": HEADS}
        own |= {"activation": "gelu", "pad_token_id": 0}
    else:
        own = {"hidden_size": HIDDEN, "intermediate_size": INNER, "num_hidden_layers": LAYERS}
        own |= {"num_attention_heads": HEADS, "hidden_act": "gelu", "layer_norm_eps": 1e-5}
        own |= {"pad_token_id": 0 if family == "bert" else 1}
    own |= {"type_vocab_size": 1} if family == "xlm-roberta" else {}
    own |= {"relative_attention_num_buckets": BUCKETS} if family == "mpnet" else {}
    size = len(vocabulary(family))
    common = {"model_type": family, "max_position_embeddings": POSITIONS, "vocab_size": size}
    return {"architectures": [f"{family}Model"], **common, **own}


def vocabulary(family):
    if family in ("bert", "distilbert"):
        return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS]
    return ["<s>", "<pad>", "</s>", "<unk>", *WORDS]


def family_weights(family, seed=3):
    """Weights by the names that the family gives them."""
    draw = np.random.default_rng(seed)
    before, names = LAYERS_OF[family]
    shapes = {
        "embeddings.word_embeddings.weight": (len(vocabulary(family)), HIDDEN),
        "embeddings.position_embeddings.weight": (POSITIONS, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,),
        "embeddings.LayerNorm.bias": (HIDDEN,),
    }
    if family in ("bert", "xlm-roberta"):
        kinds = 2 if family == "bert" else 1
        shapes["embeddings.token_type_embeddings.weight"] = (kinds, HIDDEN)
    if family == "mpnet":
        shapes["encoder.relative_attention_bias.weight"] = (BUCKETS, HEADS)
    out = [HIDDEN] * 4 + [0, INNER, HIDDEN, 0]
    into = [HIDDEN] * 4 + [0, HIDDEN, INNER, 0]
    for layer in range(LAYERS):
        for name, rows, columns in zip(names.split(), out, into, strict=True):
            module = f"{before}.{layer}.{name}"
            shapes[f"{module}.weight"] = (rows, columns) if rows else (HIDDEN,)
            shapes[f"{module}.bias"] = (rows or HIDDEN,)
    return {name: draw.normal(0, 0.6, s).astype(np.float32) for name, s in shapes.items()}


def tokenizer(family):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    words = vocabulary(family)
    if family == "xlm-roberta":
        pieces = [(word if i < 4 else f"▁{word}", -1.0) for i, word in enumerate(words)]
        made = Tokenizer(models.Unigram([*pieces, ("s", -3.0)][: len(words)], unk_id=3))
        made.pre_tokenizer = pre_tokenizers.Metaspace()
    else:
        unknown = words[1] if family in ("bert", "distilbert") else words[3]
        made = Tokenizer(models.WordPiece({w: i for i, w in enumerate(words)}, unk_token=unknown))
        made.normalizer = normalizers.BertNormalizer()
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    start, end = (words[2], words[3]) if family in ("bert", "distilbert") else (words[0], words[2])
    marks = [(mark, words.index(mark)) for mark in (start, end)]
    made.post_processor = processors.TemplateProcessing(f"{start} $A {end}", None, marks)
    made.enable_truncation(6)  # as published tokenizers do: it must be lifted
    return made
