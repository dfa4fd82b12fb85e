"""Delimited rows whose quotes are not doubled where they should be: "Conf on "Tools"","2021".

A quote closes a field only where a delimiter or the end of the line follows; any other is a sign
like the rest. Two quotes in a row are one, as usual, but for those that end a field in which an
odd one stands open.
"""

from collections.abc import Iterable, Iterator


class MisquotedError(ValueError):
    """Lines whose quotes do not tell where fields end: from ``first`` to ``last``."""

    def __init__(self, first: int, last: int, what: str) -> None:
        super().__init__(what)
        self.first, self.last, self.what = first, last, what


def loose_rows(
    lines: Iterable[str], delimiter: str, quote: str, skipped: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank: the number of its first line, and its fields.

    ``skipped`` lines are above the first. Raises ``MisquotedError`` where a field is not closed.
    """
    row = _Row(delimiter, quote)
    first = number = skipped + 1
    for number, line in enumerate(lines, first):
        row.add(line)
        if not row.inside:
            if row.fields != [""]:
                yield first, row.fields
            row = _Row(delimiter, quote)
            first = number + 1
    if row.inside:
        raise MisquotedError(first, number, "unexpected end of data")


class _Row:
    """A row that is read line by line; ``inside`` says that a quoted field goes on."""

    def __init__(self, delimiter: str, quote: str) -> None:
        self.fields: list[str] = []
        self.inside = False
        self._delimiter, self._quote = delimiter, quote
        self._parts: list[str] = []
        self._odd = False

    def add(self, line: str) -> None:
        """Read one more line, with its end."""
        body = line.rstrip("\r\n")
        place = 0
        while place <= len(body):
            if self.inside:
                place = self._quoted(body, place, line[len(body) :])
            elif body.startswith(self._quote, place):
                self.inside, self._parts, self._odd = True, [], False
                place += 1
            else:
                end = body.find(self._delimiter, place)
                end = len(body) if end < 0 else end
                self.fields.append(body[place:end])
                place = end + 1

    def _quoted(self, body: str, place: int, end_of_line: str) -> int:
        """Read up to the next quotes of a quoted field; where to go on from."""
        start = body.find(self._quote, place)
        if start < 0:
            self._parts.append(body[place:] + end_of_line)
            return len(body) + 1
        stop = start
        while body.startswith(self._quote, stop):
            stop += 1
        count, at_end = stop - start, stop == len(body) or body.startswith(self._delimiter, stop)
        self._parts.append(body[place:start])
        if at_end and (count % 2 or self._odd):
            self._parts.append(self._quote * (count // 2))
            self.fields.append("".join(self._parts))
            self.inside = False
            return stop + 1
        self._parts.append(self._quote * ((count + 1) // 2))
        self._odd ^= count % 2 == 1
        return stop
