"""A BERT encoder as an ONNX graph (Devlin et al. 2019, doi:10.18653/v1/N19-1423).

Only operators of the ONNX standard; the weights stay outside, under the names that
Hugging Face gives them, and are handed to the session beside the graph.
"""

from collections.abc import Mapping

from pipeline.embed.model_folder import Architecture
from pipeline.embed.onnx_file import Attribute, Element, model, node, outside, tensor

Shapes = Mapping[str, tuple[int, ...]]

OPSET = 20  # the first with Gelu


def weight_names(architecture: Architecture) -> tuple[str, ...]:
    """The weights that the graph reads; a model file may hold more (pooler, positions)."""
    tables = ("word_embeddings", "position_embeddings", "token_type_embeddings")
    inner = ["attention.self.query", "attention.self.key", "attention.self.value"]
    inner += ["attention.output.dense", "attention.output.LayerNorm"]
    inner += ["intermediate.dense", "output.dense", "output.LayerNorm"]
    modules = ["embeddings.LayerNorm"]
    for layer in range(architecture.num_hidden_layers):
        modules += [f"encoder.layer.{layer}.{name}" for name in inner]
    both = [f"{module}.{kind}" for module in modules for kind in ("weight", "bias")]
    return (*(f"embeddings.{table}.weight" for table in tables), *both)


def bert_graph(architecture: Architecture, shapes: Shapes) -> bytes:
    """The encoder without padding, as a model file: all texts of a batch have as many tokens.

    Input ``ids``: (texts, tokens) int64. Output ``vectors``: (texts * tokens, hidden)
    float32. ``shapes`` holds the shape of every weight.
    """
    graph = _Graph(architecture)
    graph.encoder()
    return model(
        "bert",
        graph.nodes,
        weights=[outside(name, shapes[name]) for name in weight_names(architecture)],
        inputs=[tensor("ids", Element.INT64, ["texts", "tokens"])],
        outputs=[tensor("vectors", Element.FLOAT, ["rows", "hidden"])],
        opset=OPSET,
    )


class _Graph:
    """Nodes in the making. Tokens of all texts are rows of one matrix between the heads."""

    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self.nodes: list[bytes] = []
        hidden, heads = architecture.hidden_size, architecture.num_attention_heads
        self.rows = self.op("Constant", value_ints=[-1, hidden])
        split = self.op("Constant", value_ints=[heads, hidden // heads])
        self.by_head = self.op("Concat", self.op("Shape", "ids"), split, axis=0)
        self.shrink = self.op("Constant", value_float=(hidden // heads) ** -0.5)

    def encoder(self) -> None:
        x = self.embeddings()
        for layer in range(self.architecture.num_hidden_layers):
            x = self.layer(x, f"encoder.layer.{layer}")
        self.op("Identity", x, output="vectors")

    def embeddings(self) -> str:
        words = self.op("Gather", "embeddings.word_embeddings.weight", "ids")
        first = self.op("Constant", value_ints=[0])
        length = self.op("Shape", "ids", start=1)
        places = self.op("Slice", "embeddings.position_embeddings.weight", first, length)
        kind = self.op("Gather", "embeddings.token_type_embeddings.weight", first)
        total = self.op("Add", words, self.op("Add", places, kind))
        return self.op("Reshape", self.norm(total, "embeddings.LayerNorm"), self.rows)

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
