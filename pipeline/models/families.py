"""The kin of BERT: where each family keeps a weight, by the name that BERT gives it.

BERT: Devlin et al. 2019, doi:10.18653/v1/N19-1423. RoBERTa and XLM-RoBERTa: Liu et al. 2019,
arXiv:1907.11692; Conneau et al. 2020, doi:10.18653/v1/2020.acl-main.747. DistilBERT: Sanh et al.
2019, arXiv:1910.01108. MPNet: Song et al. 2020, arXiv:2004.09297.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.models.architecture import Architecture

DISTANCES = "encoder.relative_attention_bias.weight"
"""MPNet's weight of the distance between two tokens: (buckets, heads)."""

BIAS = "relative_attention_bias"
"""The same for every pair of places: (heads, places, places), made once when a model is loaded."""

_FIRST_NAMES = {"gamma": "weight", "beta": "bias"}

_LAYER = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "attention.output.LayerNorm",
    "intermediate.dense",
    "output.dense",
    "output.LayerNorm",
)


@dataclass(frozen=True)
class Family:
    """How one family differs from BERT.

    kinds   whether it has a table of token types
    bias    whether attention depends on the distance of two tokens
    layers  what stands before the number of a layer
    inside  its own names of the parts of a layer, by BERT's
    """

    kinds: bool = True
    bias: bool = False
    layers: str = "encoder.layer"
    inside: Mapping[str, str] | None = None

    def own(self, name: str) -> str:
        """What the family calls a weight of BERT's."""
        if not name.startswith("encoder.layer.") or not self.inside:
            return name
        number, _, rest = name.removeprefix("encoder.layer.").partition(".")
        module, _, kind = rest.rpartition(".")
        return f"{self.layers}.{number}.{self.inside[module]}.{kind}"


_MPNET = (
    "attention.attn.q",
    "attention.attn.k",
    "attention.attn.v",
    "attention.attn.o",
    "attention.LayerNorm",
    "intermediate.dense",
    "output.dense",
    "output.LayerNorm",
)
_DISTILBERT = (
    "attention.q_lin",
    "attention.k_lin",
    "attention.v_lin",
    "attention.out_lin",
    "sa_layer_norm",
    "ffn.lin1",
    "ffn.lin2",
    "output_layer_norm",
)

FAMILIES: Mapping[str, Family] = {
    "bert": Family(),
    "roberta": Family(),
    "xlm-roberta": Family(),
    "camembert": Family(),
    "mpnet": Family(kinds=False, bias=True, inside=dict(zip(_LAYER, _MPNET, strict=True))),
    "distilbert": Family(
        kinds=False, layers="transformer.layer", inside=dict(zip(_LAYER, _DISTILBERT, strict=True))
    ),
}


def family_of(architecture: Architecture) -> Family:
    """The family of a model."""
    return FAMILIES[architecture.model_type]


def weight_names(architecture: Architecture) -> tuple[str, ...]:
    """The weights that the graph reads, by BERT's names; a file may hold more (pooler, ...)."""
    family = family_of(architecture)
    kinds = ("token_type_embeddings",) if family.kinds else ()
    tables = [f"embeddings.{name}.weight" for name in ("word_embeddings", "position_embeddings")]
    tables += [f"embeddings.{name}.weight" for name in kinds]
    layers = range(architecture.num_hidden_layers)
    modules = [f"encoder.layer.{layer}.{name}" for layer in layers for name in _LAYER]
    both = [
        f"{module}.{kind}"
        for module in ("embeddings.LayerNorm", *modules)
        for kind in ("weight", "bias")
    ]
    return (*tables, *both, *((DISTANCES,) if family.bias else ()))


def read_weights(
    architecture: Architecture, names: Sequence[str], tensor: Callable[[str], FloatArray]
) -> dict[str, FloatArray]:
    """The weights by BERT's names, float32, from a file that holds the tensors ``names``.

    Some files put the name of the family before each. Raises ``KeyError`` with those missing.
    """
    family = family_of(architecture)
    held = {_renamed(name): name for name in names}
    word = "embeddings.word_embeddings.weight"
    before = next((n.removesuffix(word) for n in sorted(held) if n.endswith(word)), "")
    wanted = {name: before + family.own(name) for name in weight_names(architecture)}
    missing = sorted(own for own in wanted.values() if own not in held)
    if missing:
        raise KeyError(*missing)
    found = {n: tensor(held[own]).astype(np.float32, copy=False) for n, own in wanted.items()}
    if family.bias:
        distances = found.pop(DISTANCES)
        found[BIAS] = distance_bias(distances, architecture.positions)
    return found


def _renamed(name: str) -> str:
    """The name of a weight where an old file has that of the first BERT for a norm's two."""
    module, _, kind = name.rpartition(".")
    return f"{module}.{_FIRST_NAMES[kind]}" if kind in _FIRST_NAMES else name


def distance_bias(weights: FloatArray, places: int) -> FloatArray:
    """What the distance of two places adds to attention: (heads, places, places).

    ``weights`` (buckets, heads) has a half of the buckets for either direction. The first half
    of each is one distance a bucket, the rest grow with its logarithm up to 128 (Raffel et al.
    2020, section 2.1, arXiv:1910.10683).
    """
    half = len(weights) // 2
    exact = half // 2
    behind = np.arange(places)[:, None] - np.arange(places)[None, :]
    far = np.maximum(np.abs(behind), 1).astype(np.float32)
    scale = np.float32(half - exact) / np.log(np.float32(128 / exact))
    grown = exact + (np.log(far / np.float32(exact)) * scale).astype(np.int64)
    bucket = np.where(np.abs(behind) < exact, np.abs(behind), np.minimum(grown, half - 1))
    bias: FloatArray = weights[bucket + half * (behind < 0)].transpose(2, 0, 1)
    return np.ascontiguousarray(bias)
