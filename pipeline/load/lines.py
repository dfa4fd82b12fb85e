"""A text file of which each line is a document: posts, answers, sentences."""

from collections.abc import Iterator

from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Loader
from pipeline.core.corpus import Corpus
from pipeline.load.decode import Encoded, check_text, open_text
from pipeline.load.records import Options, Record, Records


class Lines(Encoded, Options, Loader):
    """Reads each line that is not blank as a document; its number is its id."""

    def __call__(self, context: Context = BY_ITSELF) -> Corpus:
        """Read the lines as records."""
        from pipeline.load.inspect import inspect

        return inspect(self.read(), self)

    def read(self) -> Records:
        """The lines as records, before any is inspected."""
        check_text(self.path, self.encoding)
        return Records(self._lines())

    def _lines(self) -> Iterator[Record]:
        with open_text(self.path, self.encoding, newline=None) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield Record(f"line {number}", str(number), line.strip())
