"""Nested: an embed method inside another one, its settings beside its name.

In a config ``{method: lsa, n_components: 100}``, or the name alone.
"""

import json
from contextlib import suppress
from typing import Any, ClassVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializeAsAny,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, InitErrorDetails, to_json

from pipeline.core.contracts import Embedder
from pipeline.core.method import SHARED

COMPOSITES = ("joined",)
"""Methods that are a step of its own for each of their parts, and can be no part."""


class Beside(BaseModel):
    """What stands beside the settings of a method that is nested, and is none of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Nested(Beside):
    """One method in another one. A subclass names the fields ``beside`` the method's settings."""

    never: ClassVar[tuple[str, ...]] = COMPOSITES
    """Methods that cannot be nested."""

    method: SerializeAsAny[Embedder] = Field(description="an embed method")

    @classmethod
    def beside(cls) -> type[Beside]:
        """The model of the fields beside the settings of the method."""
        return Beside

    @classmethod
    def choices(cls) -> tuple[str, ...]:
        """The methods that can be nested."""
        from pipeline.core.discovery import method_names

        return tuple(name for name in method_names("embed") if name not in cls.never)

    @classmethod
    def chosen(cls, name: str) -> type[Embedder]:
        """A method that can be nested. Raises ``ValueError`` where there is none of the name."""
        from pipeline.core.discovery import method_class

        with suppress(LookupError):
            if name not in cls.never:
                return cast("type[Embedder]", method_class("embed", name))
        known = ", ".join(cls.choices())
        raise ValueError(f"{name!r} cannot be a part; expected one of {known}")

    @model_validator(mode="before")
    @classmethod
    def _build(cls, given: Any, info: ValidationInfo) -> Any:
        """Build the method from the settings beside its name."""
        if not isinstance(given, dict) or not isinstance(given.get("method"), str):
            return given
        settings = {key: value for key, value in given.items() if key not in cls.model_fields}
        own = {key: value for key, value in given.items() if key in cls.model_fields}
        try:
            built = cls.chosen(given["method"]).model_validate_json(
                to_json(settings), strict=True, context=info.context
            )
        except ValidationError as error:  # what else is wrong with the part is told beside it
            known = cls.beside().model_fields
            further = {key: value for key, value in own.items() if key in known}
            raise _together(error, *_errors(cls.beside(), further)) from None
        return own | {"method": built}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What a config may say here: the settings of any method, beside its name."""
        described = handler.resolve_ref_schema(handler(schema))
        settings: dict[str, Any] = {}
        for name in cls.choices():
            settings |= cls.chosen(name).model_json_schema()["properties"]
        settings = {key: _by_itself(n) for key, n in settings.items() if key not in SHARED}
        method = {"enum": list(cls.choices()), "description": "an embed method"}
        described["properties"] = settings | described["properties"] | {"method": method}
        return described


def _by_itself(node: dict[str, Any]) -> dict[str, Any]:
    """A setting's schema without references, which lead to what is not here."""
    if "$ref" not in json.dumps(node):
        return node
    return {"type": ["object", "null"], "description": node.get("description", "")}


def _errors(model: type[BaseModel], given: dict[str, Any]) -> tuple[ValidationError, ...]:
    try:
        model.model_validate_json(to_json(given), strict=True)
    except ValidationError as error:
        return (error,)
    return ()


def _together(*errors: ValidationError) -> ValidationError:
    details = [
        InitErrorDetails(
            type=each["type"], loc=each["loc"], input=each["input"], ctx=each.get("ctx", {})
        )
        for error in errors
        for each in error.errors()
    ]
    return ValidationError.from_exception_data(errors[0].title, details)
