"""Files of SPSS (.sav, .zsav, .por), Stata (.dta) and SAS (.sas7bdat, .xpt), by ReadStat.

The reader is Evan Miller's library, as Fajardo's pyreadstat has it for Python
(github.com/Roche/pyreadstat). Values are what people chose, not the codes that stand for it, and
the wording of a question is the label of its column.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import Field

from pipeline.core.artifacts import Strings
from pipeline.core.errors import MachineError
from pipeline.load.decode import check_file
from pipeline.load.formats import OF_STATISTICS
from pipeline.load.readstat import read_variables
from pipeline.load.table import Contents, Row, Table

_ENDINGS = {
    ".sav": "read_sav",
    ".zsav": "read_sav",
    ".por": "read_por",
    ".dta": "read_dta",
    ".xpt": "read_xport",
    ".sas7bdat": "read_sas7bdat",
}


class Statistics(Table):
    """Reads the variables of a file of SPSS, Stata or SAS; missing values are empty."""

    needs: ClassVar[Mapping[str, str]] = {"pyreadstat": "pip install 'themeline[statistics]'"}

    encoding: str = Field(
        "auto",
        min_length=1,
        description="how the bytes spell text; auto: as the file says itself, and as .por has it",
    )

    def header(self) -> Sequence[str]:
        return self.contents().header

    def contents(self) -> Contents:
        """The variables of the file, their labels, and its rows."""
        found = self._read()

        def rows(names: Strings) -> Iterator[Row]:
            values = self._read(names)["values"]
            chosen = zip(*(values[name] for name in names), strict=True)
            for number, row in enumerate(chosen, 1):
                yield f"row {number}", dict(zip(names, row, strict=True))

        return Contents(found["names"], rows, labels=found["labels"])

    def _read(self, names: Strings | None = None) -> dict[str, Any]:
        for lack in self.lacks():
            raise MachineError(f"{self.path}: needs {lack}")
        check_file(self.path)
        function = self._function()
        automatic = self.encoding == "auto" or function == "read_por"
        return read_variables(self.path, function, None if automatic else self.encoding, names)

    def _function(self) -> str:
        """The function of pyreadstat for the file."""
        with self.path.open("rb") as file:
            head = file.read(64)
        told = (name for name, begin in OF_STATISTICS.items() if re.match(begin, head))
        return next(told, _ENDINGS.get(self.path.suffix.lower(), "read_sav"))
