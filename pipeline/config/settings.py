"""The config: which method each stage runs with, and the settings that belong to no stage."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipeline.core.artifacts import Strings
from pipeline.core.contracts import (
    Assigner,
    Clusterer,
    Describer,
    Embedder,
    Evaluator,
    Loader,
    Namer,
    NeighborSearch,
    Reducer,
)
from pipeline.core.errors import shown
from pipeline.core.language_choice import LanguageChoice
from pipeline.core.method import SHARED, Method, Source
from pipeline.core.theme import Theme
from pipeline.core.word_choice import WordChoice
from pipeline.engines.choice import EngineName
from pipeline.overrides.settings import Overrides
from pipeline.report.settings import ReportSettings

DEFAULT_METHODS = {
    "embed": "joined",
    "neighbors": "exact",
    "reduce": "umap",
    "map": "umap",
    "cluster": "consensus",
    "describe": "keybert",
    "naming": "llm",
    "assign": "combined",
    "evaluate": "internal",
}
MAP_DEFAULTS = {"n_components": 2, "min_dist": 0.1}
"""What the map's reducer has where the config is silent: two dimensions, spread to be seen."""

SECTIONS = ("load", *DEFAULT_METHODS)
"""Config sections that name a method, in the order the stages run."""


def stage_of(section: str) -> str:
    """The stage whose methods a section can name."""
    return "reduce" if section == "map" else section


def _names_a_folder(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", name):
        rule = "letters, digits, '.', '_' and '-', at most 60, beginning with a letter or digit"
        raise ValueError(f"{shown(name)} cannot name a folder; expected {rule}")
    return name


def _is_a_path(outputs: str) -> str:
    if "\0" in outputs:
        raise ValueError("holds a character that no folder can have")
    return outputs


def _is_an_address(address: str) -> str:
    if address not in ("auto", "local") and not re.fullmatch(r"\A[^\s:/]+:[1-9]\d{0,4}", address):
        raise ValueError(f"{shown(address)} is not allowed; expected auto, local or host:port")
    return address


class General(BaseModel):
    """The settings that belong to no stage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, AfterValidator(_names_a_folder)] = Field(
        description="what the runs are called: outputs/<name>-001, ..."
    )
    seed: int = Field(0, ge=0, le=2**32 - 1, description="the one seed all others derive from")
    language: LanguageChoice = Field(
        "auto",
        description="the language that all texts are in, by code or name (german), or a list of "
        "those among which each text's is told; auto: told among all. Stop words, stems and "
        "embed.method auto go by it",
    )
    outputs: Annotated[str, AfterValidator(_is_a_path)] = Field(
        "outputs", min_length=1, description="the folder that runs write to"
    )
    overrides: Source | None = Field(
        None, description="the file of your corrections; a run never writes to it"
    )


class Execution(BaseModel):
    """How to compute; nothing here changes a result."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    threads: int = Field(0, ge=0, le=1024, description="processor threads; 0 = all there are")
    engine: EngineName = Field(
        "local", description="who computes: this process, or the workers of a Ray cluster"
    )
    address: Annotated[str, AfterValidator(_is_an_address)] = Field(
        "auto",
        description="where the Ray cluster is: auto (that of this machine, or else one started for "
        "the run), local (one started for the run), or host:port",
    )
    vectors_limit_gb: float = Field(
        4.0,
        ge=0,
        le=1e6,
        description="GB of vectors kept, so that no text is embedded twice; the oldest go first",
    )


@dataclass(frozen=True)
class Config:
    """A config in which every value was checked and every default filled in.

    ``path`` is the config file, ``outputs`` the absolute folder that runs write to.
    ``overrides`` are the corrections in ``overrides_file``; none where there is no such file.
    ``naming`` is None where the names of ``describe`` stay.
    ``notes`` say what a later version will not understand, each with its place.
    """

    path: Path
    name: str
    seed: int
    language: LanguageChoice
    outputs: Path
    load: Loader
    embed: Embedder
    neighbors: NeighborSearch
    reduce: Reducer
    map: Reducer
    cluster: Clusterer
    describe: Describer
    assign: Assigner
    evaluate: Evaluator
    themes: tuple[Theme, ...]
    words: WordChoice
    report: ReportSettings
    execution: Execution
    overrides: Overrides = field(default_factory=Overrides)
    overrides_file: Path | None = None
    naming: Namer | None = None
    notes: Strings = ()

    def resolved(self) -> dict[str, Any]:
        """Every setting as JSON, defaults included; paths as seen from the config's folder."""
        file = self.overrides_file
        overrides = None if file is None else self._relative(file)
        language = self.language if self.language == "auto" else list(self.language)
        general = {
            "name": self.name, "seed": self.seed, "language": language, "overrides": overrides,
        }  # fmt: skip
        methods = {name: getattr(self, name) for name in SECTIONS}
        sections = {name: self._section(method) for name, method in methods.items() if method}
        themes = [theme.model_dump(mode="json") for theme in self.themes]
        report = self.report.model_dump(mode="json")
        words = self.words.model_dump(mode="json")
        return {**general, **sections, "themes": themes, "words": words, "report": report}

    def _section(self, method: Method) -> dict[str, Any]:
        paths = {name: self._relative(path) for name, path in method.sources().items()}
        return {"method": method.name(), **paths, **_own(method.parameters())}

    def _relative(self, path: Path) -> str:
        try:
            return Path(os.path.relpath(path, self.path.parent)).as_posix()
        except ValueError:  # another drive on Windows
            return path.as_posix()


@dataclass(frozen=True)
class Scoring:
    """The part of a config that scores themes, for those who have texts of their own."""

    language: LanguageChoice
    embed: Embedder
    assign: Assigner


def _own(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a method, and of the parts in it, but for what all share."""
    own = {name: value for name, value in parameters.items() if name not in SHARED}
    return own | {"parts": [_own(part) for part in own["parts"]]} if "parts" in own else own
