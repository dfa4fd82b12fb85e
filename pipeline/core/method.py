"""What a method is: a frozen set of parameters that can be called.

The object that the config validates, the object that does the work and the object that
the cache key is computed from are one and the same. A method takes the artifacts of
earlier stages, and last the context of the call, and returns one artifact; it opens no file
but those it declares.

A method is the one subclass of ``Method`` in a module; the module's name is what the
config calls it: ``embed: {method: minilm}`` is ``pipeline/embed/minilm.py``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic.fields import FieldInfo

Auto = Literal["auto"]

SHARED: Mapping[str, str] = {
    "themes": "[...]", "words": "{...}", "language": "...",
}  # fmt: skip
"""Fields of methods that the config fills from its own sections of these names, and their form."""


def Execution(default: Any, **constraints: Any) -> Any:
    """A field that says how to compute, not what: it stays out of the cache key."""
    return Field(default, json_schema_extra={"execution": True}, **constraints)


def Seed() -> Any:
    """The field that the config fills from its top-level ``seed`` unless it is given."""
    return Field(0, ge=0, le=2**32 - 1, description="where the random choices start")


def exists(path: Path) -> bool:
    """Whether there is such a file or folder; a name too long to be one is none."""
    try:
        return path.exists()
    except OSError:
        return False


def seen_from(folder: Path, path: Path) -> Path:
    """Where a path leads from a folder; the home of an unknown user is a name like any other."""
    with suppress(RuntimeError):
        path = path.expanduser()
    return Path(folder, path)


def _given(path: Any) -> Any:
    if path == "":  # which would be the config's own folder
        raise ValueError("is empty; name a file or folder")
    return path


def _locate(path: Path, info: ValidationInfo) -> Path:
    located = seen_from((info.context or {}).get("folder", Path()), path)
    if not exists(located):
        raise ValueError(f"no such file or folder: {located}")
    if not located.is_file() and not located.is_dir():
        raise ValueError(f"{located} is a pipe or a device; name a file or folder")
    return located


class _Source:
    """Marks a path whose content, not whose name, belongs to the cache key."""


Source = Annotated[Path, BeforeValidator(_given), AfterValidator(_locate), _Source()]
"""A file or folder that the method reads. A relative one lies beside the config file."""


class Method(BaseModel):
    """Parameters of one step, called on the artifacts it needs.

    Subclasses set ``stage``; ``packages`` names distributions that shape the result
    without being imported by the module itself (their versions enter the cache key);
    ``needs`` maps an optional package to the command that installs it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    stage: ClassVar[str]
    packages: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[Mapping[str, str]] = {}
    learns: ClassVar[bool] = False
    """Whether the method needs for new texts what it learned of the corpus, and so leaves it with
    its result (``pipeline.core.artifacts.Learned``)."""
    imports: ClassVar[tuple[str, ...]] = ()
    """Heavy modules that the call imports, so that a run can import them ahead."""

    @classmethod
    def name(cls) -> str:
        """What the config calls the method: the name of its module."""
        return cls.__module__.rpartition(".")[2]

    @property
    def choice(self) -> str:
        """How the method chooses between others, for those who plan; empty where it does not."""
        return ""

    def parameters(self) -> dict[str, Any]:
        """The JSON values that decide the result: neither execution fields nor paths."""
        decides = {
            name
            for name, field in type(self).model_fields.items()
            if not is_execution(field) and not is_source(field)
        }
        return self.model_dump(mode="json", include=decides)

    def sources(self) -> dict[str, Path]:
        """The files and folders read, by field."""
        fields = type(self).model_fields.items()
        found = {name: getattr(self, name) for name, field in fields if is_source(field)}
        return {name: path for name, path in found.items() if path is not None}

    def reads(self, name: str) -> bool:
        """Whether a file in a source folder counts; ``name`` is its path there."""
        return True

    def reader(self, source: str) -> Callable[[str], bool]:
        """Whether a file counts in the folder of a source, one of ``sources``."""
        return self.reads

    def components(self) -> "tuple[Method, ...]":
        """The methods that this one is built of; their code counts as its own."""
        return ()

    def lacks(self) -> Iterator[str]:
        """What is not installed that the method needs, and how to come by it; nothing runs yet."""
        for module, command in self.needs.items():
            if find_spec(module) is None:
                yield f"{module}, which is not installed: {command}"

    def resolve(self, n_documents: int) -> Self:
        """The same method with every ``auto`` replaced by a value for this many documents."""
        return self

    def prepare(self, n_documents: int) -> None:
        """Compile while earlier steps still work.

        Called in a background thread after ``imports``, which it must not add to, nor limit
        the threads of others (``pipeline.core.threads``). It changes no result and may be skipped.
        """


def is_execution(field: FieldInfo) -> bool:
    """Whether the field says how to compute rather than what."""
    extra = field.json_schema_extra
    return isinstance(extra, dict) and extra.get("execution") is True


def is_source(field: FieldInfo) -> bool:
    """Whether the field is a path (or may be one) whose content enters the cache key."""
    marks = [
        *field.metadata,
        *(mark for part in get_args(field.annotation) for mark in get_args(part)),
    ]
    return any(isinstance(mark, _Source) for mark in marks)
