"""A model's folder: the files of a transformer and what they say of its use.

The layout is that of sentence-transformers (https://sbert.net): ``modules.json`` lists what
follows what, ``config.json`` holds the sizes, ``1_Pooling/config.json`` how the vectors of tokens
become one. Of a folder without ``modules.json`` the mean of the tokens is taken, as there.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pydantic import ValidationError

from pipeline.core.errors import ConfigError, MachineError
from pipeline.models.architecture import FAMILIES_READ, Architecture

WEIGHTS, TOKENIZER, SIZES = "model.safetensors", "tokenizer.json", "config.json"
MODULES, LIMITS, PROMPTS = (
    "modules.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
)
GRAPHS = ("onnx/model.onnx", "model.onnx")
PICKLED = "pytorch_model.bin"

AGAIN = "fetch or copy the model again"

Pooling = Literal["mean", "cls", "lasttoken"]

_LONGEST = 512
"""Tokens read at once where a folder names no limit: the time a token takes grows with them."""

_FOR_DOCUMENTS = ("clustering", "document", "passage")
"""What sentence-transformers calls the prompt in front of texts that are held side by side."""

_POOLINGS: Mapping[str, Pooling] = {"mean": "mean", "cls": "cls", "lasttoken": "lasttoken"}


@dataclass(frozen=True)
class Dense:
    """A layer after pooling: ``folder`` holds its weights; ``tanh`` bends what comes out."""

    folder: Path
    tanh: bool


@dataclass(frozen=True)
class ModelFolder:
    """The files of one model; they are read when they are asked for.

    Raises ``MachineError`` where a file is missing or damaged, and ``ConfigError`` where the
    model is of a kind that is not supported.
    """

    path: Path

    @property
    def files(self) -> Mapping[str, Path]:
        """The files that decide a vector, by their paths in the folder."""
        listed = sorted(path for path in self.path.rglob("*") if path.is_file())
        named = {path.relative_to(self.path).as_posix(): path for path in listed}
        return {name: path for name, path in named.items() if self.reads(name)}

    def reads(self, name: str) -> bool:
        """Whether a file of the folder, by its path there, decides a vector."""
        path = PurePosixPath(name)
        if name in self.settings or name in self.tensors:
            return True
        graph = self._graph_name
        if graph is None:
            return False
        if path.name.endswith(".onnx"):
            return path == graph
        # its weights may lie beside it, under any name
        beside = path.parent == graph.parent and path.suffix not in _WORDS
        return beside and (graph.parent != PurePosixPath() or path.name.startswith(graph.name))

    @cached_property
    def settings(self) -> frozenset[str]:
        """The files of settings, by their paths in the folder, whether they are there or not."""
        main = self._places[0][1]
        inside = [_joined(place, SIZES) for _, place in self._places]
        inside += [_joined(main, name) for name in (TOKENIZER, LIMITS)]
        return frozenset({MODULES, PROMPTS, SIZES, *inside})

    @property
    def main_tensors(self) -> str:
        """The file of weights of the model itself."""
        return _joined(self._places[0][1], WEIGHTS)

    @cached_property
    def tensors(self) -> frozenset[str]:
        """The files of weights that are read, likewise; none for a transformer with a graph."""
        behind = {_joined(place, WEIGHTS) for kind, place in self._places if kind == "Dense"}
        return frozenset(behind if self._graph_name is not None else {self.main_tensors, *behind})

    @cached_property
    def _graph_name(self) -> PurePosixPath | None:
        graph = self.graph
        return None if graph is None else PurePosixPath(graph.relative_to(self.path).as_posix())

    @cached_property
    def _places(self) -> tuple[tuple[str, str], ...]:
        """Kind and folder of the modules, the first one being the model itself."""
        if not (self.path / MODULES).is_file():
            return _PLAIN
        modules = read_json(self.path / MODULES, list)
        listed = tuple(_module(entry, self.path / MODULES) for entry in modules)
        if not listed:
            raise MachineError(f"{self.path / MODULES}: lists no module; {AGAIN}")
        return listed

    @cached_property
    def transformer(self) -> Path:
        """The folder of the transformer itself."""
        return self.path / self._modules["Transformer"]

    @cached_property
    def graph(self) -> Path | None:
        """The ONNX file that computes the vectors of tokens; None where the weights do."""
        if self.static or ((self.transformer / WEIGHTS).is_file() and self.family_is_known):
            return None
        found = (self.path / name for name in GRAPHS)
        return next((path for path in found if path.is_file()), None)

    @cached_property
    def architecture(self) -> Architecture:
        """The sizes of the encoder."""
        try:
            return Architecture.model_validate(read_json(self.transformer / SIZES))
        except ValidationError as error:
            wrong = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            raise ConfigError(
                f"{self.transformer / SIZES}: describes a model that is not supported "
                f"({'; '.join(wrong)}); choose one of the family of {FAMILIES_READ}, or a folder "
                f"that holds {GRAPHS[0]}"
            ) from None

    @cached_property
    def pooling(self) -> Pooling:
        """How the vectors of the tokens become one."""
        asked = self._pooling
        on = [key for key, value in asked.items() if key.startswith("pooling_mode_") and value]
        named = on or [str(asked.get("pooling_mode", "mean"))]
        spelled = [
            name.removeprefix("pooling_mode_").removesuffix("_tokens").removesuffix("_token")
            for name in named
        ]
        if len(spelled) != 1 or spelled[0] not in _POOLINGS:
            raise ConfigError(
                f"{self.path / self._modules['Pooling'] / SIZES}: asks for {', '.join(named)}, "
                f"and only one of {', '.join(_POOLINGS)} is supported; choose another model"
            )
        return _POOLINGS[spelled[0]]

    @property
    def counts_prefix(self) -> bool:
        """Whether the tokens of a prefix count when vectors are pooled."""
        return self._pooling.get("include_prompt", True) is not False

    @cached_property
    def dense(self) -> tuple[Dense, ...]:
        """The layers after pooling, in their order."""
        found = []
        for kind, place in self._listed:
            if kind == "Dense":
                name = str(read_json(self.path / place / SIZES).get("activation_function", ""))
                activation = name.rpartition(".")[2]
                if activation not in ("Identity", "Tanh", ""):
                    raise ConfigError(
                        f"{self.path / place / SIZES}: asks for {name}, and only Identity and "
                        "Tanh are supported; choose another model"
                    )
                found.append(Dense(self.path / place, activation != "Identity"))
        return tuple(found)

    @property
    def lower_case(self) -> bool:
        """Whether texts are lower-cased before the tokenizer reads them."""
        return self._limits.get("do_lower_case") is True

    @cached_property
    def longest(self) -> int:
        """The most tokens that the files say to read at once, at most 512, marks included."""
        said = self._limits.get("max_seq_length")
        if said is None:
            return _LONGEST
        if isinstance(said, bool) or not isinstance(said, int) or said < 1:
            raise MachineError(
                f"{self.transformer / LIMITS}: max_seq_length is {said!r}, expected a number from "
                f"1; {AGAIN}"
            )
        return min(said, _LONGEST)

    @cached_property
    def prefix(self) -> str:
        """What the files put in front of a text that stands beside others; often nothing."""
        said = self._optional(self.path / PROMPTS)
        prompts = said.get("prompts")
        if not isinstance(prompts, dict):
            return ""
        default = said.get("default_prompt_name")
        names = (*([default] if isinstance(default, str) else []), *_FOR_DOCUMENTS)
        found = (prompts[name] for name in names if name in prompts)
        return next((prompt for prompt in found if isinstance(prompt, str)), "")

    @cached_property
    def static(self) -> Path | None:
        """The folder of a static model's table; None where this is no static model."""
        kinds = [kind for kind, _ in self._places]
        if kinds[0] == _STATIC:
            if not _STATIC_MODEL.fullmatch(" ".join(kinds)):
                raise ConfigError(
                    f"{self.path / MODULES}: is made of {', '.join(kinds)}; of a static model "
                    "nothing but Normalize may follow; choose another model"
                )
            return self.path / self._places[0][1]
        if (self.path / MODULES).is_file():
            return None
        said = self._optional(self.path / SIZES)
        return self.path if said.get("model_type") == "model2vec" else None

    def require(self) -> None:
        """See that the files are there from which the model is read."""
        if self.static is not None:
            return
        for path in (self.transformer / TOKENIZER, self.transformer / SIZES):
            if not path.is_file():
                raise MachineError(f"{path}: no such file; {AGAIN}")
        if self.graph is None and not (self.transformer / WEIGHTS).is_file():
            neither = f"{self.path}: holds neither {WEIGHTS} nor {GRAPHS[0]}"
            raise MachineError(f"{neither}{_pickled(self.transformer)}; {AGAIN}")
        if self.graph is None:
            _ = self.architecture
        for dense in self.dense:
            path = dense.folder / WEIGHTS
            if not path.is_file():
                raise MachineError(f"{path}: no such file{_pickled(dense.folder)}; {AGAIN}")

    @cached_property
    def family_is_known(self) -> bool:
        """Whether the weights can be read without a graph in the folder."""
        path = self.transformer / SIZES
        if not path.is_file():
            return False
        try:
            _ = self.architecture
        except ConfigError:
            return False
        return True

    @cached_property
    def _listed(self) -> tuple[tuple[str, str], ...]:
        """Kind and folder of every module of a transformer, in their order."""
        kinds = [kind for kind, _ in self._places]
        if kinds[0] == _STATIC:
            raise ConfigError(f"{self.path / MODULES}: is a static model; use embed.method static")
        if not _TRANSFORMER.fullmatch(" ".join(kinds)):
            raise ConfigError(
                f"{self.path / MODULES}: is made of {', '.join(kinds)}; expected Transformer, "
                "Pooling, any number of Dense, and Normalize, in this order; choose another model"
            )
        return self._places

    @cached_property
    def _modules(self) -> dict[str, str]:
        return {"Transformer": "", "Pooling": "1_Pooling", **dict(self._listed)}

    @cached_property
    def _pooling(self) -> dict[str, Any]:
        return self._optional(self.path / self._modules["Pooling"] / SIZES)

    @cached_property
    def _limits(self) -> dict[str, Any]:
        return self._optional(self.transformer / LIMITS)

    @staticmethod
    def _optional(path: Path) -> dict[str, Any]:
        return read_json(path) if path.is_file() else {}


_STATIC = "StaticEmbedding"
_TRANSFORMER = re.compile("Transformer(?: Pooling)?(?: Dense)*(?: Normalize)?")
_STATIC_MODEL = re.compile("StaticEmbedding(?: Normalize)?")
_PLAIN = (("Transformer", ""), ("Pooling", "1_Pooling"))
_WORDS = (".json", ".md", ".txt", ".bin", ".safetensors", ".model")
"""Endings of files beside a graph that are none of its own."""


def _module(entry: Any, path: Path) -> tuple[str, str]:
    if isinstance(entry, dict) and isinstance(entry.get("type"), str):
        place = entry.get("path", "")
        if isinstance(place, str) and ".." not in Path(place).parts and not Path(place).anchor:
            return entry["type"].rpartition(".")[2], place
    raise MachineError(f"{path}: {entry!r} is no module with a type and a path; {AGAIN}")


def _pickled(folder: Path) -> str:
    """What there is to say where weights are there, but pickled."""
    held = (folder / PICKLED).is_file()
    return f": {PICKLED} can hold code, and is not read" if held else ""


def _joined(place: str, name: str) -> str:
    """The path of a file in a module's folder."""
    return (PurePosixPath(place) / name).as_posix()


def read_json(path: Path, kind: type = dict) -> Any:
    """The settings in a JSON file. Raises ``MachineError`` where it holds something else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise MachineError(f"{path}: cannot be read as JSON ({error}); {AGAIN}") from None
    if not isinstance(content, kind):
        found = type(content).__name__
        raise MachineError(f"{path}: holds {found}, expected {kind.__name__}; {AGAIN}")
    return content
