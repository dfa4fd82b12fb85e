"""Provenance: how a run was made. What a report tells of it, and a record keeps."""

from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from pipeline.core.changes import Reason


class StageRecord(BaseModel):
    """One step of a run.

    step      its name in the flow ("embed.parts.0"), ``stage`` the package of its ``method``
    about     what the method is, with its reference
    key       the name of its result in the store
    digest    of the content of that result
    hit       whether it was there already; ``why`` it was computed otherwise, in ``seconds``
    reused    texts whose vectors were known
    resolved  what stood behind every ``auto``
    sources   digests of the files that it read, by setting
    """

    model_config = ConfigDict(frozen=True)

    step: str
    stage: str
    key: str
    method: str = ""
    about: str = ""
    digest: str = ""
    hit: bool = False
    why: tuple[Reason, ...] = ()
    seconds: float | None = None
    reused: int = 0
    parameters: dict[str, Any] = {}
    resolved: dict[str, Any] = {}
    sources: dict[str, str] = {}

    @field_validator("why", mode="before")
    @classmethod
    def _in_words(cls, why: Any) -> Any:
        """Version 0.1 wrote sentences."""
        said = why if isinstance(why, list | tuple) else ()
        return [Reason("recorded", (each,)) if isinstance(each, str) else each for each in said]


class Provenance(BaseModel):
    """How a run was made; what the version that made it did not write down is empty.

    themeline    the version
    run          the name of its folder, ``name`` that in the config
    key          what tells it from others of that name: the sha256 of the report's recipe
    config_file  where the config is, as seen from the outputs folder
    config       every setting, defaults filled in
    versions     of Themeline and of every outside package that a step used
    """

    model_config = ConfigDict(frozen=True)

    themeline: str = ""
    run: str = ""
    key: str = ""
    name: str = ""
    seed: int | None = None
    command: str = ""
    started: str = ""
    config_file: str = ""
    config: dict[str, Any] = {}
    stages: tuple[StageRecord, ...] = ()
    versions: dict[str, str] = {}
    machine: dict[str, Any] = {}

    def stage(self, step: str) -> StageRecord | None:
        """What is known of one step."""
        return next((stage for stage in self.stages if stage.step == step), None)


class Compared(BaseModel):
    """What changed since another run, in short: as it was told, and how many documents did what."""

    model_config = ConfigDict(frozen=True)

    against: str
    verdict: str
    sentences: tuple[str, ...] = ()
    documents: dict[str, int] = {}
