"""How many fields the rows of a table have beside its header, and what follows from it."""

from collections import Counter
from collections.abc import Collection, Sequence

NEARLY_ALL = 0.9
"""Share of the rows that have a field more than the header, from which on it is a column."""


class RowWidths:
    """Counts rows by their fields; empty fields beyond the header stand for nothing.

    ``header`` are the names of the columns; the last of them may be empty, and rows may leave
    these out. ``texts`` are those of texts.
    """

    def __init__(
        self, header: Sequence[str], delimiter: str = ",", texts: Collection[str] = ()
    ) -> None:
        self._delimiter = delimiter
        self.width = len(header)
        self._is_text = [name in texts for name in header]
        self.named = max((place for place, name in enumerate(header, 1) if name.strip()), default=0)
        self.rows = self.right = 0
        self.wider: list[int] = []
        self.cut: list[int] = []
        self._after_space = False
        self._spaced: Counter[int] = Counter()
        self._lengths = [0] * (len(header) + 1)
        self._numbered = True

    def fits(self, fields: Sequence[str]) -> bool:
        """Whether a row has a field for every name, and none that says more."""
        return self.named <= len(fields) and not any(fields[self.width :])

    def add(self, line: int, fields: Sequence[str]) -> None:
        """Count a row that begins on this line."""
        self.rows += 1
        if self.fits(fields):
            self.right += 1
            self._after_space |= any(cell.startswith(" ") for cell in fields[1:])
            return
        if len(fields) > self.width and self.fits(self.joined(fields)):
            self.cut.append(line)
        if len(fields) > self.width and not any(fields[self.width + 1 :]):
            self.wider.append(line)
            self._numbered &= fields[0] == str(self.rows)
            for place, cell in enumerate(fields[: self.width + 1]):
                self._spaced[place] += cell.startswith(" ")
                self._lengths[place] += len(cell)

    @property
    def joins(self) -> bool:
        """Whether a delimiter with a space after it is part of a text: of "Doe, Jane", unquoted.

        No row that fits has a field that begins with a space, and rows that are too long fit
        once such fields are joined to those before them. Of one column any delimiter is part.
        """
        return bool(self.cut) and not self._after_space and not self.more

    @property
    def ragged(self) -> int:
        """Rows that have too many or too few fields, however they are read."""
        read = len(self.wider) if self.more else self.right
        return self.rows - read - (len(self.cut) if self.joins else 0)

    @property
    def more(self) -> str:
        """Where rows have one field more than the header: "first", "last", or nowhere ("").

        It is where the longest values then come under the name of a text; else the first where it
        counts the rows, as R writes them. It is nowhere where commas seem to be part of a text,
        with a space after them as no other.
        """
        if self.width == 1:
            return ""
        many = NEARLY_ALL * len(self.wider)
        spaced = sum(self._spaced[place] >= many for place in range(1, self.width + 1))
        if not self.rows or len(self.wider) < NEARLY_ALL * self.rows or 0 < spaced < self.width:
            return ""
        longest = max(range(self.width + 1), key=self._lengths.__getitem__)
        if longest < self.width and self._is_text[longest]:
            return "last"
        if longest > 0 and self._is_text[longest - 1]:
            return "first"
        return "first" if self._numbered else "last"

    def joined(self, fields: Sequence[str]) -> list[str]:
        """The fields of a row, those that begin with a space as part of the one before."""
        if self.width == 1:
            return [self._delimiter.join(fields)]
        found: list[str] = []
        for field in fields:
            if found and field.startswith(" "):
                found[-1] += self._delimiter + field
            else:
                found.append(field)
        return found
