"""Where a model is: a folder beside the config, or the name of one that was fetched."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from pipeline.core.errors import InputError
from pipeline.core.method import Source, exists, seen_from
from pipeline.models.named import NAME, find_model


def _found(given: Any, info: ValidationInfo) -> Any:
    """The folder of a model that is given by name; what is no such name stays as it is."""
    folder = (info.context or {}).get("folder", Path())
    if not isinstance(given, str) or exists(seen_from(folder, Path(given))):
        return given
    if not NAME.fullmatch(given):
        return given
    try:
        return str(find_model(given, folder))
    except InputError as error:
        raise ValueError(str(error)) from None
    except LookupError as error:
        raise ValueError(
            f"no such folder: {seen_from(folder, Path(given))}, and {error.args[0]}; themeline "
            f"model fetch {given} brings it"
        ) from None


ModelSource = Annotated[Source, BeforeValidator(_found)]
"""The folder of a model, which the method reads: a path, or a name that is found in the cache."""
