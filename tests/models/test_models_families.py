"""Models of every family compute what they are defined to compute, and what their makers' do."""

import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import processors

from pipeline.core.errors import ConfigError, MachineError
from pipeline.embed.transformer import Transformer
from pipeline.models.encoder import load_encoder
from pipeline.models.folder import ModelFolder
from reference import tokens
from tiny_models import (
    FAMILIES,
    HIDDEN,
    POSITIONS,
    family_weights,
    sizes,
    tokenizer,
    write_family,
    write_json,
    write_modules,
)

TEXTS = ["cat sleep", "the ship on a sail", "bread", "dog " * 12, "cat dog ship"]
DATA = Path(__file__).parent / "data"


def pooled(folder, texts=TEXTS, prefix=None):
    encoder = load_encoder(folder, prefix=prefix)
    found = [encoder.pooled(pieces[None])[0] for pieces in encoder.pieces(texts)]
    return encoder, np.array(found)


@pytest.mark.parametrize("pooling", ["mean", "cls", "lasttoken"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_text_has_the_vector_of_the_textbook(tmp_path, family, pooling):
    folder = write_family(tmp_path / "model", family, pooling)
    encoder, found = pooled(folder)
    of = {
        "mean": lambda rows: rows.mean(axis=0),
        "cls": lambda r: r[0],
        "lasttoken": lambda r: r[-1],
    }
    for row, pieces in zip(found, encoder.pieces(TEXTS), strict=True):
        ids = [*encoder.before, *pieces, *encoder.after]
        assert len(ids) == len(pieces) + 2
        expected = of[pooling](tokens(family_weights(family), family, np.array(ids)))
        np.testing.assert_allclose(row, expected, atol=1e-5)


@pytest.mark.parametrize("family", FAMILIES)
def test_weights_may_stand_under_the_name_of_the_family(tmp_path, family):
    plain = write_family(tmp_path / "plain", family)
    before = {"xlm-roberta": "roberta"}.get(family, family)
    named = {f"{before}.{name}": array for name, array in family_weights(family).items()}
    given = write_family(tmp_path / "named", family, weights=named)
    assert np.array_equal(pooled(given)[1], pooled(plain)[1])


def test_a_prefix_stands_before_every_window_and_its_tokens_count(tmp_path):
    folder = write_family(tmp_path / "model", "bert", prompts={"query": "query: "})
    encoder, found = pooled(folder, ["cat dog"], prefix="query: ")
    whole = pooled(folder, ["query : cat dog"], prefix="")[1]
    assert np.array_equal(found, whole)
    assert [len(p) for p in encoder.pieces(["cat dog", ""])] == [2, 0]


@pytest.mark.parametrize(
    ("said", "prefix"),
    [
        ({}, ""),
        ({"prompts": {"query": "query: "}}, ""),
        ({"prompts": {"query": "query: "}, "default_prompt_name": "query"}, "query: "),
        ({"prompts": {"query": "q", "passage": "p: ", "clustering": "c: "}}, "c: "),
        ({"prompts": {"query": "q", "passage": "p: "}}, "p: "),
        ({"prompts": None}, ""),
    ],
)
def test_the_prefix_is_the_one_that_the_files_name_for_texts_side_by_side(tmp_path, said, prefix):
    folder = write_family(tmp_path / "model", "bert", **said)
    assert ModelFolder(folder).prefix == prefix


def test_a_prefix_that_does_not_count_is_left_out_of_the_mean(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    asked = json.loads((folder / "1_Pooling" / "config.json").read_text())
    write_json(folder / "1_Pooling" / "config.json", asked | {"include_prompt": False})
    encoder, found = pooled(folder, ["cat dog"], prefix="query: ")
    (pieces,) = encoder.pieces(["cat dog"])
    rows = tokens(
        family_weights("bert"), "bert", np.array([*encoder.before, *pieces, *encoder.after])
    )
    np.testing.assert_allclose(found[0], rows[3:].mean(axis=0), atol=1e-5)


def test_a_dense_layer_follows_the_mean(tmp_path):
    from safetensors.numpy import save_file

    folder = write_family(tmp_path / "model", "distilbert")
    (folder / "2_Dense").mkdir()
    draw = np.random.default_rng(5)
    layer = {"linear.weight": draw.normal(size=(7, HIDDEN)), "linear.bias": draw.normal(size=7)}
    layer = {name: array.astype(np.float32) for name, array in layer.items()}
    save_file(layer, folder / "2_Dense" / "model.safetensors")
    said = {"in_features": HIDDEN, "out_features": 7, "bias": True}
    write_json(
        folder / "2_Dense" / "config.json",
        said | {"activation_function": "torch.nn.modules.activation.Tanh"},
    )
    write_modules(folder, ("Transformer", ""), ("Pooling", "1_Pooling"), ("Dense", "2_Dense"))
    encoder, means = pooled(folder)
    assert encoder.dimensions == 7
    tokens_read = np.full((len(means), 1), 4, dtype=np.float32)
    expected = np.tanh(means @ layer["linear.weight"].T + layer["linear.bias"])
    np.testing.assert_allclose(encoder.finished(means * 4, tokens_read), expected, atol=1e-5)


def onnx_copy(folder, family, into, **changes):
    """The folder with our own graph, its weights inside, as an ONNX file of someone else's."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    weights = family_weights(family)
    table = weights["embeddings.word_embeddings.weight"]
    fed = changes.get("fed", ("input_ids", "attention_mask"))
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in fed]
    rank = ["b", "t", HIDDEN] if changes.get("by_token", True) else ["b", HIDDEN]
    output = helper.make_tensor_value_info(changes.get("gives", "last_hidden_state"), 1, rank)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], [output.name])]
    if not changes.get("by_token", True):
        nodes = [
            helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
            helper.make_node("ReduceMax", ["rows", "axes"], [output.name], keepdims=0),
        ]
    constants = [numpy_helper.from_array(table, "table")]
    constants.append(numpy_helper.from_array(np.array([1]), "axes"))
    graph = helper.make_graph(nodes, "given", inputs, [output], constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    (folder / into).parent.mkdir(exist_ok=True)
    onnx.save(made, folder / into)
    return table


@pytest.mark.parametrize("into", ["onnx/model.onnx", "model.onnx"])
@pytest.mark.parametrize("fed", [("input_ids",), ("input_ids", "attention_mask", "token_type_ids")])
def test_a_folder_with_an_onnx_file_needs_no_known_family(tmp_path, into, fed):
    folder = write_family(tmp_path / "model", "bert")
    write_json(folder / "config.json", {"model_type": "something new", "hidden_size": HIDDEN})
    (folder / "model.safetensors").unlink()
    table = onnx_copy(folder, "bert", into, fed=fed)
    encoder, found = pooled(folder)
    ids = [[*encoder.before, *p, *encoder.after] for p in encoder.pieces(TEXTS)]
    np.testing.assert_allclose(found, [table[row].mean(axis=0) for row in ids], atol=1e-6)
    assert into in ModelFolder(folder).files
    assert encoder.positions == 16


def test_an_onnx_file_that_pools_by_itself_has_the_last_word(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    (folder / "model.safetensors").unlink()
    table = onnx_copy(folder, "bert", "onnx/model.onnx", by_token=False, gives="sentence_embedding")
    encoder, found = pooled(folder)
    ids = [[*encoder.before, *p, *encoder.after] for p in encoder.pieces(TEXTS)]
    np.testing.assert_allclose(found, [table[row].max(axis=0) for row in ids], atol=1e-6)


def test_weights_that_are_known_are_taken_before_an_onnx_file(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    expected = pooled(folder)[1]
    (folder / "onnx").mkdir()
    (folder / "onnx/model.onnx").write_bytes(b"not read")
    assert np.array_equal(pooled(folder)[1], expected)
    assert "onnx/model.onnx" not in ModelFolder(folder).files


def test_what_an_onnx_file_asks_for_and_is_not_known_is_named(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    (folder / "model.safetensors").unlink()
    onnx_copy(folder, "bert", "onnx/model.onnx", fed=("input_ids", "past_key_values.0.key"))
    with pytest.raises(ConfigError, match=r"asks for past_key_values\.0\.key"):
        load_encoder(folder)


def test_a_damaged_onnx_file_is_named(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    (folder / "model.safetensors").unlink()
    (folder / "onnx").mkdir()
    (folder / "onnx/model.onnx").write_bytes(b"\x08\x01damaged")
    with pytest.raises(MachineError, match=r"onnx/model\.onnx: cannot be loaded"):
        load_encoder(folder)


def test_weights_that_can_hold_code_are_not_read(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(MachineError, match=r"pytorch_model\.bin can hold code, and is not read"):
        load_encoder(folder)


def test_modules_of_which_nothing_is_known_are_named(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    write_modules(folder, ("Transformer", ""), ("LSTM", "1_LSTM"))
    with pytest.raises(
        ConfigError, match="is made of Transformer, LSTM; expected Transformer, Pooling"
    ):
        load_encoder(folder)


@pytest.mark.parametrize("path", ["../elsewhere", "/etc"])
def test_modules_lie_in_the_folder(tmp_path, path):
    folder = write_family(tmp_path / "model", "bert")
    write_modules(folder, ("Transformer", path), ("Pooling", "1_Pooling"))
    with pytest.raises(MachineError, match="is no module with a type and a path"):
        load_encoder(folder)


def test_a_prefix_that_leaves_no_room_is_refused_with_both_numbers(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    with pytest.raises(ConfigError, match=r"reads at most 16 word pieces, and 22 of them"):
        load_encoder(folder, prefix="cat " * 20)


@pytest.mark.parametrize("pooling", ["mean", "cls", "lasttoken"])
@pytest.mark.parametrize("family", FAMILIES)
def test_vectors_are_those_of_sentence_transformers(tmp_path, family, pooling):
    prompts = {"prompts": {"passage": "query : "}, "default_prompt_name": "passage"}
    folder = write_family(tmp_path / "model", family, pooling, **prompts)
    model = Transformer(model=folder, window=POSITIONS - 2, long_texts="truncate", threads=1)
    texts = ["cat sleep", "the ship on a sail", "bread", "cat dog ship"]
    with np.load(DATA / "families_reference.npz") as kept:
        expected = kept[f"{family} {pooling}"]
    np.testing.assert_allclose(model.encode(texts, None), expected[:4], atol=1e-5)
    cut = Transformer(model=folder, long_texts="truncate", threads=1)
    np.testing.assert_allclose(cut.encode(["dog " * 12], None), expected[4:], atol=1e-5)


def with_dense(folder, place="2_Dense", kinds=(), weight=(7, HIDDEN), **tensors):
    """A layer behind pooling, in a folder of any name."""
    from safetensors.numpy import save_file

    (folder / place).mkdir()
    draw = np.random.default_rng(5)
    layer = {"linear.weight": draw.normal(size=weight).astype(np.float32), **tensors}
    save_file(layer, folder / place / "model.safetensors")
    write_json(folder / place / "config.json", {"activation_function": "torch.nn.Identity"})
    modules = [("Transformer", ""), ("Pooling", "1_Pooling"), ("Dense", place)]
    write_modules(folder, *(kinds or modules))
    return folder


def test_what_decides_a_vector_is_read_whatever_the_folder_is_called(tmp_path):
    folder = with_dense(write_family(tmp_path / "model", "bert"), "projection")
    (folder / "README.md").write_text("not read")
    (folder / "vocab.txt").write_text("not read")
    files = set(ModelFolder(folder).files)
    assert {"projection/model.safetensors", "projection/config.json"} <= files
    assert not {"README.md", "vocab.txt", "tokenizer_config.json"} & files


def test_weights_beside_a_graph_count_under_any_name(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    (folder / "model.safetensors").unlink()
    onnx_copy(folder, "bert", "onnx/model.onnx")
    for name in ("weights", "model.onnx_data", "model_quantized.onnx", "config.json"):
        (folder / "onnx" / name).write_bytes(b"beside")
    files = {name for name in ModelFolder(folder).files if name.startswith("onnx/")}
    assert files == {"onnx/model.onnx", "onnx/weights", "onnx/model.onnx_data"}


@pytest.mark.parametrize("prefix", ["query", "query:", "query: "])
@pytest.mark.parametrize("family", ["bert", "xlm-roberta"])
def test_a_prefix_takes_nothing_of_the_text(tmp_path, family, prefix):
    folder = write_family(tmp_path / "model", family)
    encoder = load_encoder(folder, prefix=prefix)
    assert len(encoder.pieces(["cat dog"])[0]) >= 2


def test_a_prefix_is_lower_cased_as_texts_are(tmp_path):
    folder = write_family(tmp_path / "model", "xlm-roberta")
    said = {"max_seq_length": 16, "do_lower_case": True}
    write_json(folder / "sentence_bert_config.json", said)
    lower, upper = (load_encoder(folder, prefix=p) for p in ("query: ", "QUERY: "))
    assert lower.before.tolist() == upper.before.tolist()
    assert [p.tolist() for p in lower.pieces(["CAT"])] == [
        p.tolist() for p in upper.pieces(["cat"])
    ]


@pytest.mark.parametrize(
    "kinds",
    [
        ["Transformer", "Pooling", "Normalize", "Dense"],
        ["Transformer", "Dense", "Pooling"],
        ["Pooling", "Transformer"],
        ["Transformer", "Pooling", "Dense", "LayerNorm"],
    ],
)
def test_modules_in_another_order_are_refused(tmp_path, kinds):
    folder = write_family(tmp_path / "model", "bert")
    places = {"Transformer": "", "Pooling": "1_Pooling", "Dense": "2_Dense"}
    with_dense(folder, kinds=[(kind, places.get(kind, "3")) for kind in kinds])
    with pytest.raises(ConfigError, match="in this order; choose another model"):
        load_encoder(folder)


def test_layers_behind_pooling_are_not_added_where_the_graph_pools(tmp_path):
    folder = with_dense(write_family(tmp_path / "model", "bert"))
    (folder / "model.safetensors").unlink()
    onnx_copy(folder, "bert", "onnx/model.onnx", by_token=False, gives="sentence_embedding")
    assert load_encoder(folder).dimensions == HIDDEN


def test_an_old_file_calls_the_weights_of_norms_otherwise(tmp_path):
    plain = pooled(write_family(tmp_path / "plain", "bert"))[1]
    old = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace(
            "LayerNorm.bias", "LayerNorm.beta"
        ): rows
        for name, rows in family_weights("bert").items()
    }
    assert np.array_equal(pooled(write_family(tmp_path / "old", "bert", weights=old))[1], plain)


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("config.json", {**sizes("bert"), "num_attention_heads": 5}, "cannot be shared by 5 heads"),
        ("sentence_bert_config.json", {"max_seq_length": "8"}, "max_seq_length is '8'"),
        ("sentence_bert_config.json", {"max_seq_length": True}, "max_seq_length is True"),
        ("modules.json", [], "lists no module"),
        ("modules.json", [{"type": 1}], "is no module with a type and a path"),
        ("modules.json", {}, "holds dict, expected list"),
        ("config.json", [1], "holds list, expected dict"),
    ],
)
def test_odd_settings_are_told(tmp_path, file, content, told):
    folder = write_family(tmp_path / "model", "bert")
    write_json(folder / file, content)
    with pytest.raises((ConfigError, MachineError), match=told):
        load_encoder(folder)


def test_settings_of_no_use_are_passed_over(tmp_path):
    said = {"prompts": {"document": 3}, "default_prompt_name": ["a"]}
    folder = write_family(tmp_path / "model", "bert", **said)
    assert load_encoder(folder).prefix == ""


def test_json_that_is_nested_beyond_all_measure_is_told(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    (folder / "config.json").write_text("[" * 100_000)
    with pytest.raises(MachineError, match=r"config\.json: cannot be read as JSON"):
        load_encoder(folder)


@pytest.mark.parametrize("weight", [(7, HIDDEN + 1), (7,)])
def test_a_layer_that_does_not_fit_is_told_with_its_shape(tmp_path, weight):
    folder = with_dense(write_family(tmp_path / "model", "bert"), weight=weight)
    with pytest.raises(MachineError, match=rf"take no vectors of {HIDDEN}"):
        load_encoder(folder)


def test_a_tokenizer_with_numbers_beyond_the_table_is_refused(tmp_path):
    from tokenizers import Tokenizer, models, pre_tokenizers

    folder = write_family(tmp_path / "model", "bert")
    words = {"[UNK]": 0, "cat": 60}
    made = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.save(str(folder / "tokenizer.json"))
    with pytest.raises(MachineError, match="expected at least 61 rows"):
        load_encoder(folder)


def test_without_marks_a_text_of_no_pieces_has_no_vector(tmp_path):
    folder = write_family(tmp_path / "model", "bert")
    bare = tokenizer("bert")
    bare.post_processor = processors.Sequence([])
    bare.save(str(folder / "tokenizer.json"))
    encoder = load_encoder(folder)
    assert encoder.around == 0
    found = Transformer(model=folder, threads=1).encode(["cat", "", "dog"], None)
    assert found.any(axis=1).tolist() == [True, False, True]
