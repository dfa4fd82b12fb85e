"""run.json: how a run was made and what it found, in full.

``FORMAT`` counts how often its form has changed. Format 1 is that of version 0.1, and of what
came before it, which wrote less; the settings in it get the names of today.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.config.renames import translated
from pipeline.core.artifacts import Check
from pipeline.core.provenance import Compared, Provenance
from pipeline.overrides.settings import Overrides
from pipeline.store.files import read_json, write_json
from pipeline.store.fingerprint import key_of
from pipeline.store.stages import Written

RECORD = "run.json"
FORMAT = 2


class Counts(BaseModel):
    """How many of what there were."""

    model_config = ConfigDict(frozen=True)

    records: int = 0
    documents: int = 0
    characters: int = 0
    dropped: int = 0
    topics: int = 0
    without_topic: int = 0
    without_theme: int = 0


class TopicIds(BaseModel):
    """Under which ids and colours topics go on.

    level    the level that the run shows
    ids      of its topics, in their order
    colours  palette numbers by id, also of topics that went and may come back
    unused   the first id that no topic had so far
    """

    model_config = ConfigDict(frozen=True)

    level: int = 0
    ids: tuple[int, ...] = ()
    colours: dict[int, int] = {}
    unused: int = 0


class RunRecord(Provenance):
    """What a finished run wrote of itself; parts that its version did not write are None or empty.

    report    the recipe of the report, whose sha256 is ``key``
    files     every file of the run but the record itself and the log
    digest    of all the rest; early versions wrote none
    overrides the corrections that it was made with
    themes    documents of each theme
    summary   what it said when it ended
    seconds   it took, ``report_seconds`` of these for tables, figures and the report
    """

    format: int = Field(1, le=FORMAT)
    key: str
    report: dict[str, Any]
    files: dict[str, Written]
    digest: str = ""
    overrides: Overrides = Overrides()
    counts: Counts | None = None
    topics: TopicIds | None = None
    themes: dict[str, int] | None = None
    measures: dict[str, float | None] = Field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    comparison: Compared | None = None
    summary: tuple[str, ...] = ()
    seconds: float | None = None
    report_seconds: float | None = None

    def write(self, folder: Path) -> None:
        """Write it into the folder of its run, with its digest."""
        whole = self.model_dump(mode="json", exclude={"digest"})
        content = {name: value for name, value in whole.items() if value is not None}
        write_json(folder / RECORD, content | {"digest": digest_of(content)})


class Recorded(Protocol):
    """Whatever has a folder and a record: a finished run, or one that is about to be written."""

    @property
    def folder(self) -> Path:
        """Where it is, or will be."""

    @property
    def record(self) -> RunRecord:
        """How it was made and what it found."""


def read_record(folder: Path) -> RunRecord:
    """Read the record of a run.

    Raises ``OSError`` where it cannot be read, and ``ValueError``, which says why in a few words,
    where it is not what a run wrote.
    """
    content, record = parsed(folder)
    fault = fault_of(record, content)
    if fault:
        raise ValueError(fault)
    return record


def parsed(folder: Path) -> tuple[Mapping[str, Any], RunRecord]:
    """What a run.json holds, and the same by its parts; raises as ``read_record`` does."""
    try:
        content = read_json(folder / RECORD)
        record = RunRecord.model_validate(content)
    except ValidationError as error:
        raise ValueError(_too_new(error) or "is not what a run writes") from error
    except ValueError as error:  # neither JSON nor text
        raise ValueError("is not what a run writes") from error
    if record.format < FORMAT:
        record = record.model_copy(update={"config": translated(record.config)})
    return content, record


def fault_of(record: RunRecord, content: Mapping[str, Any]) -> str:
    """What is wrong with a record that could be read; empty where nothing is."""
    if record.key != key_of(record.report):
        return "its key is not its recipe's"
    if record.digest and record.digest != digest_of(content):
        return "other content than was written"
    return ""


def digest_of(content: Mapping[str, Any]) -> str:
    """What tells whether the content of a record was changed."""
    return key_of({name: value for name, value in content.items() if name != "digest"})


def _too_new(error: ValidationError) -> str:
    for found in error.errors():
        if found["loc"] == ("format",) and found["type"] == "less_than_equal":
            return (
                f"has format {found['input']}, and this version of Themeline reads {FORMAT} at "
                "most; use the version that wrote it"
            )
    return ""
