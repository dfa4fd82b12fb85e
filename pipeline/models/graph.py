"""An encoder of BERT's kin as an ONNX graph.

Only operators of the ONNX standard; the weights stay outside, under the names that Hugging Face
gives those of BERT, and are handed to the session beside the graph.
"""

from collections.abc import Mapping

from pipeline.models.architecture import Architecture
from pipeline.models.families import BIAS, family_of
from pipeline.models.onnx_file import Attribute, Element, model, node, outside, tensor

Shapes = Mapping[str, tuple[int, ...]]

OPSET = 20  # the first with Gelu


def encoder_graph(architecture: Architecture, shapes: Shapes) -> bytes:
    """The encoder without padding, as a model file: all texts of a batch have as many tokens.

    Input ``ids``: (texts, tokens) int64. Output ``vectors``: (texts * tokens, hidden)
    float32. ``shapes`` holds the shape of every weight that it reads.
    """
    graph = _Graph(architecture)
    graph.encoder()
    return model(
        architecture.model_type,
        graph.nodes,
        weights=[outside(name, shape) for name, shape in shapes.items()],
        inputs=[tensor("ids", Element.INT64, ["texts", "tokens"])],
        outputs=[tensor("vectors", Element.FLOAT, ["rows", "hidden"])],
        opset=OPSET,
    )


class _Graph:
    """Nodes in the making. Tokens of all texts are rows of one matrix between the heads."""

    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self.family = family_of(architecture)
        self.nodes: list[bytes] = []
        hidden, heads = architecture.hidden_size, architecture.num_attention_heads
        self.rows = self.op("Constant", value_ints=[-1, hidden])
        split = self.op("Constant", value_ints=[heads, hidden // heads])
        self.by_head = self.op("Concat", self.op("Shape", "ids"), split, axis=0)
        self.shrink = self.op("Constant", value_float=(hidden // heads) ** -0.5)
        self.length = self.bias = ""

    def encoder(self) -> None:
        x = self.embeddings()
        for layer in range(self.architecture.num_hidden_layers):
            x = self.layer(x, f"encoder.layer.{layer}")
        self.op("Identity", x, output="vectors")

    def embeddings(self) -> str:
        words = self.op("Gather", "embeddings.word_embeddings.weight", "ids")
        start = first = self.op("Constant", value_ints=[0])
        end = self.length = self.op("Shape", "ids", start=1)
        if self.architecture.first_position:
            start = self.op("Constant", value_ints=[self.architecture.first_position])
            end = self.op("Add", self.length, start)
        total = self.op("Slice", "embeddings.position_embeddings.weight", start, end)
        if self.family.kinds:
            kind = self.op("Gather", "embeddings.token_type_embeddings.weight", first)
            total = self.op("Add", total, kind)
        total = self.op("Add", words, total)
        if self.family.bias:
            self.bias = self.distances()
        return self.op("Reshape", self.norm(total, "embeddings.LayerNorm"), self.rows)

    def distances(self) -> str:
        """What the distances of the tokens of a text add to attention: (heads, tokens, tokens)."""
        none, axes = (self.op("Constant", value_ints=ints) for ints in ([0, 0], [1, 2]))
        square = self.op("Concat", self.length, self.length, axis=0)
        return self.op("Slice", BIAS, none, square, axes)

    def layer(self, x: str, name: str) -> str:
        mixed = self.linear(
            self.attention(x, f"{name}.attention.self"), f"{name}.attention.output.dense"
        )
        x = self.norm(self.op("Add", mixed, x), f"{name}.attention.output.LayerNorm")
        wide = self.op("Gelu", self.linear(x, f"{name}.intermediate.dense"))
        narrow = self.linear(wide, f"{name}.output.dense")
        return self.norm(self.op("Add", narrow, x), f"{name}.output.LayerNorm")

    def attention(self, x: str, name: str) -> str:
        query = self.heads(self.linear(x, f"{name}.query"), [0, 2, 1, 3])
        key = self.heads(self.linear(x, f"{name}.key"), [0, 2, 3, 1])
        value = self.heads(self.linear(x, f"{name}.value"), [0, 2, 1, 3])
        scores = self.op("MatMul", self.op("Mul", query, self.shrink), key)
        if self.bias:
            scores = self.op("Add", scores, self.bias)
        mixed = self.op("MatMul", self.op("Softmax", scores, axis=-1), value)
        return self.op("Reshape", self.op("Transpose", mixed, perm=[0, 2, 1, 3]), self.rows)

    def heads(self, x: str, order: list[int]) -> str:
        return self.op("Transpose", self.op("Reshape", x, self.by_head), perm=order)

    def linear(self, x: str, name: str) -> str:
        return self.op("Gemm", x, f"{name}.weight", f"{name}.bias", transB=1)

    def norm(self, x: str, name: str) -> str:
        epsilon = self.architecture.layer_norm_eps
        return self.op("LayerNormalization", x, f"{name}.weight", f"{name}.bias", epsilon=epsilon)

    def op(self, kind: str, *inputs: str, output: str = "", **attributes: Attribute) -> str:
        """Add a node and return the name of its output."""
        output = output or f"{len(self.nodes)}"
        self.nodes.append(node(kind, inputs, output, attributes))
        return output
