"""A file of SPSS, Stata or SAS, read in a process of its own.

ReadStat, which reads it, ends its process at some damaged files. What passes between the processes
is JSON.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.core.errors import InputError
from pipeline.load.apart import answer_of
from pipeline.load.spelling import spelled


def read_variables(
    path: Path, function: str, encoding: str | None, names: Sequence[str] | None = None
) -> dict[str, Any]:
    """The names of the variables, their labels, and the values of those that are named.

    ``function`` is that of pyreadstat for the format. Raises ``InputError`` where it fails.
    """
    request = [os.fspath(path), function, encoding, names]
    try:
        answer: dict[str, Any] = answer_of(__name__, request)
    except ValueError as error:
        answer = {"error": str(error)}
    if "error" in answer:
        raise InputError(f"{path}: {_fault(answer['error'])}")
    return answer


def _fault(error: str) -> str:
    advice = (
        "set load.encoding to that of the file, for example cp1252"
        if "encoding" in error
        else "open it in the program that wrote it, and save it as .csv"
    )
    return f"is not a file of SPSS, Stata or SAS that can be read: {error}; {advice}"


def _read(
    path: str, function: str, encoding: str | None, names: Sequence[str] | None
) -> Mapping[str, Any]:
    """What ``read_variables`` gives, in the process that may break off."""
    import pyreadstat

    spelling = {} if encoding is None else {"encoding": encoding}
    which = {"metadataonly": True} if names is None else {"usecols": names}
    try:
        columns, described = getattr(pyreadstat, function)(
            path, output_format="dict", **spelling, **which
        )
    except (pyreadstat.PyreadstatError, pyreadstat.ReadstatError, LookupError) as error:
        return {"error": str(error)}
    except (ArithmeticError, MemoryError, ValueError) as error:  # a date beyond the calendar
        return {"error": f"{type(error).__name__}: {error}"}
    if None in described.column_names:
        return {"error": "a variable has no name"}
    codes = described.variable_value_labels
    return {
        "names": described.column_names,
        "labels": {name: each for name, each in described.column_names_to_labels.items() if each},
        "values": {name: _answers(columns[name], codes.get(name, {})) for name in names or ()},
    }


def _answers(values: Sequence[Any], labels: Mapping[Any, str]) -> list[str]:
    """The values of a variable, each by its label where it has one."""
    return [labels[value] if value in labels else spelled(value) for value in values]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_read(*json.loads(sys.argv[1]))))
