"""Precomputed: vectors of your own, made elsewhere.

What made them can embed themes and new documents, too, where it is named. Without it themes lie
where the documents are that name them.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator

from pipeline.core.artifacts import BoolArray, Check, FloatArray, Severity, Strings, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder, sent_check
from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.method import Method, Source
from pipeline.core.threads import one_thread
from pipeline.embed.nested import COMPOSITES, Nested
from pipeline.embed.vector_files import VectorFile, read_npy, read_table
from pipeline.numerics.normalize import unit_rows

Positions = NDArray[np.intp]


PROBES, ALIKE = 10, 0.99
"""Documents that the encoder embeds to be compared with the file, and the mean cosine at least."""


@dataclass(frozen=True)
class Again:
    """What became of some texts that were embedded again.

    ``alike`` is the mean cosine to the vectors there were; None where ``dimensions`` differ.
    """

    texts: int
    dimensions: int
    alike: float | None


def embedded_again(
    encoder: Embedder, corpus: Corpus, unit: FloatArray, context: Context = BY_ITSELF
) -> Again:
    """Embed a few documents, to be held against their vectors among all, ``unit`` (n, d)."""
    places = np.linspace(0, len(corpus) - 1, min(len(corpus), PROBES)).astype(np.intp)
    again = encoder.encode([corpus.full_texts[place] for place in places], corpus, context)
    if again.shape[1] != unit.shape[1]:
        return Again(len(places), again.shape[1], None)
    with one_thread():
        alike = float(np.einsum("ij,ij->i", unit_rows(again), unit[places]).mean())
    return Again(len(places), again.shape[1], alike)


def elsewhere_check(alike: float, message: str, advice: str) -> tuple[Check, ...]:
    """E13: what embeds themes and new documents does not make the vectors that were given."""
    if alike >= ALIKE:
        return ()
    return (Check("E13", "warning" if alike > 0.9 else "problem", message, advice),)


class Encoder(Nested):
    """The method that made the vectors of a file."""

    never: ClassVar[tuple[str, ...]] = (*COMPOSITES, "precomputed")


class Precomputed(Embedder):
    """Read the vector of every document from a file; new texts are embedded by what made them."""

    path: Source = Field(
        description=".parquet: ids, and a column of lists or a column for each dimension; "
        ".npy: one row for each document, in the order of documents.csv"
    )
    id: str = Field("id", min_length=1, description="the Parquet column that holds the ids")

    encoder: Encoder | None = Field(
        None,
        description="the embed method that made the vectors, with its settings: it embeds themes, "
        "words and new documents; without it these are found by words and by the documents' own "
        "vectors",
    )

    @field_validator("encoder", mode="before", json_schema_input_type=Encoder | str | None)
    @classmethod
    def _by_name(cls, given: Any) -> Any:
        return {"method": given} if isinstance(given, str) else given

    @field_validator("path")
    @classmethod
    def _known_format(cls, path: Path) -> Path:
        if path.suffix not in (".npy", ".parquet"):
            raise ValueError(f"{path.name} ends in {path.suffix!r}; expected .npy or .parquet")
        return path

    @property
    def encodes(self) -> bool:
        return self.encoder is not None

    def exact(self, corpus: Corpus) -> BoolArray:
        return np.zeros(len(corpus), dtype=np.bool_)

    def parameters(self) -> dict[str, Any]:
        plain = {"id": self.id}
        if self.encoder is None:
            return plain
        method = self.encoder.method
        return {**plain, "encoder": {"method": method.name(), **method.parameters()}}

    def components(self) -> tuple[Method, ...]:
        if self.encoder is None:
            return ()
        return (self.encoder.method, *self.encoder.method.components())

    def sources(self) -> dict[str, Path]:
        own = {"path": self.path}
        if self.encoder is None:
            return own
        read = self.encoder.method.sources().items()
        return own | {f"encoder.{name}": path for name, path in read}

    def reader(self, source: str) -> Callable[[str], bool]:
        if self.encoder is None or source == "path":
            return self.reads
        return self.encoder.method.reader(source.partition(".")[2])

    def crosses_languages(self, corpus: Corpus) -> bool:
        return self.encoder is not None and self.encoder.method.crosses_languages(corpus)

    @property
    def sent_to(self) -> str:
        return "" if self.encoder is None else self.encoder.method.sent_to

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        file = self._read()
        checks: tuple[Check, ...] = ()
        if file.ids is None:
            self._require_rows(len(file.values), corpus)
            rows = np.arange(len(corpus))
        else:
            rows, checks = self._match(file.ids, corpus)
        values = self._as_float32(file, rows, corpus.ids)
        unit = unit_rows(values[corpus.first_copy])
        context.progress(len(corpus), len(corpus))
        checks += (*_copies_check(corpus, values), *_zero_check(corpus, unit))
        checks += self._encoder_check(corpus, unit, context)
        if self.sent_to:
            checks += (sent_check(self.sent_to),)
        return Vectors(unit, {"dimensions": unit.shape[1]}, checks)

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        if self.encoder is None:
            raise NotImplementedError(
                f"embed.method precomputed knows the vectors in {self.path} and cannot embed new "
                "texts; name what made them (embed.encoder), or choose another embed.method"
            )
        return self.encoder.method.encode(texts, corpus, context)

    def _encoder_check(
        self, corpus: Corpus, unit: FloatArray, context: Context
    ) -> tuple[Check, ...]:
        """E13: the encoder does not make the vectors that the file has.

        Raises ``InputError`` where its vectors have another length.
        """
        if self.encoder is None or not len(corpus):
            return ()
        name = self.encoder.method.name()
        again = embedded_again(self.encoder.method, corpus, unit, context.aside)
        if again.alike is None:
            raise InputError(
                f"{self.path}: vectors of {unit.shape[1]} dimensions, and embed.encoder ({name}) "
                f"makes {again.dimensions}; name the method and the model that made the file"
            )
        message = (
            f"The vectors that embed.encoder ({name}) makes of {again.texts} documents have a mean "
            f"cosine of {again.alike:.2f} to those of the file, where {ALIKE} is the least: themes "
            "and new documents that it embeds lie elsewhere."
        )
        advice = "Name the method, the model and the prefix that made the file, or leave it out."
        return elsewhere_check(again.alike, message, advice)

    def _read(self) -> VectorFile:
        return read_npy(self.path) if self.path.suffix == ".npy" else read_table(self.path, self.id)

    def _require_rows(self, rows: int, corpus: Corpus) -> None:
        if rows == len(corpus):
            return
        message = f"{self.path}: {rows} rows for {len(corpus)} documents"
        if corpus.is_cut:
            message += f", which are passages of {corpus.wholes} (load.split)"
        elif rows == corpus.records:
            why = f"{len(corpus.dropped)} were dropped (dropped.csv says why)"
            why += (
                f" and {corpus.undrawn} were not drawn (load.subsample)" if corpus.undrawn else ""
            )
            message += (
                f"; the input has {corpus.records} records, of which {why}, and rows belong to "
                "the documents that are left"
            )
        raise InputError(f"{message}; write a .parquet file with ids, which are matched by name")

    def _match(self, ids: Strings, corpus: Corpus) -> tuple[Positions, tuple[Check, ...]]:
        """The row of every document, by id."""
        row_of = {name: row for row, name in enumerate(ids)}
        known, dropped = set(corpus.ids), {record.id for record in corpus.dropped}
        again = [name for name, times in Counter(ids).items() if times > 1]
        spare = [name for name in row_of if name not in known]
        strange = [] if corpus.undrawn else [name for name in spare if name not in dropped]
        problems = (
            _problem(again, "ids occur more than once"),
            _problem(
                [name for name in corpus.ids if name not in row_of], "documents have no vector"
            ),
            _problem(strange, "vectors have no document"),
        )
        if any(problems):
            raise InputError(
                f"{self.path}: {len(ids)} vectors for {len(corpus)} documents: "
                f"{'; '.join(filter(None, problems))}; column {self.id!r} must hold the ids "
                "of documents.csv, each once"
            )
        rows = np.array([row_of[name] for name in corpus.ids], dtype=np.intp)
        return rows, _spare_check(spare, corpus.undrawn)

    def _as_float32(self, file: VectorFile, rows: Positions, ids: Strings) -> FloatArray:
        with np.errstate(over="ignore"):
            values = np.asarray(file.values[rows], dtype=np.float32)
        bad = np.flatnonzero(~np.isfinite(values).all(axis=1))
        if len(bad):
            raise InputError(
                f"{self.path}: {len(bad)} of {len(rows)} vectors hold a value that is missing "
                f"or infinite (documents {_some([ids[i] for i in bad])}); make them again"
            )
        return values


def _problem(ids: list[str], what: str) -> str:
    return f"{len(ids)} {what} ({_some(ids)})" if ids else ""


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:3]) + (", ..." if len(ids) > 3 else "")


def _zero_check(corpus: Corpus, unit: FloatArray) -> tuple[Check, ...]:
    zero = tuple(corpus.ids[i] for i in np.flatnonzero(~unit.any(axis=1)))
    if not zero:
        return ()
    message = (
        f"{len(zero)} of {len(corpus)} vectors are all zero; those documents resemble nothing."
    )
    severity: Severity = "problem" if len(zero) == len(corpus) else "warning"
    return (Check("E05", severity, message, "Look at how they were made.", zero),)


def _copies_check(corpus: Corpus, values: FloatArray) -> tuple[Check, ...]:
    differ = (values != values[corpus.first_copy]).any(axis=1)
    copies = tuple(corpus.ids[i] for i in np.flatnonzero(differ))
    if not copies:
        return ()
    message = (
        f"{len(copies)} documents repeat an earlier text but came with another vector; "
        "the earlier one's is used."
    )
    return (Check("E06", "info", message, documents=copies),)


def _spare_check(spare: list[str], undrawn: int) -> tuple[Check, ...]:
    if not spare:
        return ()
    whose = "records that were dropped or not drawn" if undrawn else "dropped records"
    message = f"{len(spare)} vectors belong to {whose} and were left out ({_some(spare)})."
    return (Check("E07", "info", message),)
