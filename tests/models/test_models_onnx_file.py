"""The model file is, byte for byte, the one that the onnx package writes."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.architecture import Architecture
from pipeline.models.families import weight_names
from pipeline.models.graph import encoder_graph
from pipeline.models.onnx_file import node
from tiny_bert import HEADS, HIDDEN, LAYERS, POSITIONS, tiny_weights

INTEGERS = st.integers(-(2**63), 2**63 - 1)
ATTRIBUTES = INTEGERS | st.floats(width=32, allow_nan=False) | st.lists(INTEGERS, min_size=1)


def tiny_graph():
    architecture = Architecture(
        model_type="bert",
        hidden_act="gelu",
        hidden_size=HIDDEN,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        max_position_embeddings=POSITIONS,
        layer_norm_eps=1e-12,
    )
    weights = tiny_weights()
    return encoder_graph(architecture, {n: weights[n].shape for n in weight_names(architecture)})


def rebuilt(model):
    """The same model, each of its parts made anew by the onnx package."""
    from onnx import StringStringEntryProto, TensorProto, helper

    graph = model.graph
    weights = [
        TensorProto(
            name=given.name,
            data_type=TensorProto.FLOAT,
            dims=given.dims,
            data_location=TensorProto.EXTERNAL,
            external_data=[StringStringEntryProto(key="location", value="given to the session")],
        )
        for given in graph.initializer
    ]
    nodes = [
        helper.make_node(
            given.op_type,
            given.input,
            given.output,
            **{kept.name: helper.get_attribute_value(kept) for kept in given.attribute},
        )
        for given in graph.node
    ]
    texts = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
    vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["rows", "hidden"])
    made = helper.make_graph(nodes, "bert", [texts], [vectors], weights)
    standard = helper.make_opsetid("", 20)
    return helper.make_model(made, opset_imports=[standard], ir_version=10)


def test_the_onnx_package_reads_the_model_and_writes_the_same_bytes():
    import onnx

    model = onnx.load_model_from_string(tiny_graph())
    assert {weight.name for weight in model.graph.initializer} == set(tiny_weights())
    assert rebuilt(model).SerializeToString() == tiny_graph()


def test_the_graph_is_the_one_that_vectors_were_made_with_so_far():
    found = hashlib.sha256(tiny_graph()).hexdigest()
    assert found == "9a5b9bebf4fbbcbf5a5293305c1f37a14f7c581ce228363102eec9babc77b4fc"


@given(st.dictionaries(st.sampled_from(["axis", "perm", "value"]), ATTRIBUTES))
def test_any_attribute_is_written_as_the_onnx_package_writes_it(attributes):
    from onnx import helper

    made = helper.make_node("Concat", ["a", "ß"], ["c"], **attributes)
    assert node("Concat", ["a", "ß"], "c", attributes) == made.SerializeToString()
