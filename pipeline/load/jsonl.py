"""JSON Lines: one JSON object a line (jsonlines.org).

``objects`` says what becomes of an object.
"""

from collections.abc import Iterable, Iterator

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load.decode import Encoded, check_text, open_text, read_head
from pipeline.load.objects import Parsed, fault_of, objects_of, parse, rows_of, survey
from pipeline.load.table import Contents, Row, Table


class JSONLines(Encoded, Table):
    """Reads one JSON object a line; keys and paths are the columns, a missing key is empty."""

    def header(self) -> list[str] | None:
        text, whole = read_head(self.path, self.encoding)
        # a key may come for the first time in the last line
        return survey(objects_of(parse_lines(text.split("\n"))))[0] or None if whole else None

    def contents(self) -> Contents:
        """Every key of the file, and its objects; blank lines stand for nothing."""
        check_text(self.path, self.encoding)
        first = next(self._parsed(), None)
        if first is not None and _opens_array(first):
            raise InputError(
                f"{self.path}: is a JSON array, not JSON Lines; leave load.method out, or set it "
                "to json"
            )
        # a key may come for the first time in the last line
        names, checks = survey(objects_of(self._parsed()))
        if not names:
            fault = fault_of(first, "every line is blank")
            raise InputError(f"{self.path}: no line of it is an object with columns{fault}")
        return Contents(names, self._rows, checks)

    def _rows(self, names: Strings) -> Iterator[Row]:
        return rows_of(self._parsed(), names, self)

    def _parsed(self) -> Iterator[Parsed]:
        """Every line of the file that is not blank."""
        with open_text(self.path, self.encoding, newline="\n") as lines:
            yield from parse_lines(lines)


def parse_lines(lines: Iterable[str]) -> Iterator[Parsed]:
    """Every line that is not blank, after its place."""
    placed = ((f"line {number}", line.strip()) for number, line in enumerate(lines, 1))
    return ((place, parse(place, line)) for place, line in placed if line)


def _opens_array(first: Parsed) -> bool:
    """Whether a line opens an array, be it closed in this line or not."""
    return isinstance(first[1], Dropped) and first[1].excerpt.startswith("[")
