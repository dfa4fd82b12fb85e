"""A folder of documents: every file in it, however deep, is one.

Text, Markdown, HTML, Word, OpenDocument and PDF: .txt, .md, .html, .docx, .odt and .pdf.
"""

from collections import Counter
from pathlib import PurePosixPath

from pipeline.core.artifacts import Check
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Loader
from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError, MachineError
from pipeline.load.decode import Encoded
from pipeline.load.documents import ENDINGS, document_in, is_document
from pipeline.load.records import Entry, Options, Record, Records, drop
from pipeline.load.walk import is_output, names_in

_KINDS = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]} file"


class Folder(Encoded, Options, Loader):
    """Reads documents in the order of their names; a file's path in the folder is its id."""

    def __call__(self, context: Context = BY_ITSELF) -> Corpus:
        """Read the files; those that are damaged or in another encoding are dropped."""
        from pipeline.load.inspect import inspect

        return inspect(self.read(), self)

    def reads(self, name: str) -> bool:
        return is_document(name) and not is_output(self.path, name)

    def read(self) -> Records:
        """The files as records, before any is inspected."""
        if not self.path.is_dir():
            raise InputError(
                f"{self.path}: is not a folder; leave load.method out to have it chosen by what "
                f"the file is, or put it into a folder: each {_KINDS} there is a document"
            )
        names = names_in(self.path)
        documents = [name for name in names if is_document(name)]
        others = [name for name in names if not is_document(name)]
        if not documents:
            found = f", only {_endings(others)}" if others else ""
            raise InputError(f"{self.path}: no {_KINDS} in it{found}")
        return Records(map(self._entry, documents), checks=_kinds(documents, others))

    def _entry(self, name: str) -> Entry:
        file = self.path / name
        if not file.is_file():
            return drop(name, "not a file", "a link to a folder or to nothing, or a pipe", key=name)
        try:
            title, text = document_in(file.read_bytes(), _ending(name), self.encoding, name)
        except OSError as error:
            raise MachineError(f"{file}: cannot be read: {error.strerror}") from error
        except InputError as error:
            return drop(name, "wrong encoding", str(error), key=name)
        except ValueError as error:
            return drop(name, "cannot be read", str(error), key=name)
        return Record(name, name, text, title=title)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _endings(others: list[str]) -> str:
    """How many files of which ending: "8 .md, 4 .pdf"."""
    counts = Counter(_ending(name) or "without ending" for name in others)
    rest = f", {len(counts) - 5} more endings" if len(counts) > 5 else ""
    return ", ".join(f"{count:,} {ending}" for ending, count in counts.most_common(5)) + rest


def _kinds(documents: list[str], others: list[str]) -> tuple[Check, ...]:
    """Which files were read, and which were not, unless all are of one kind."""
    if not others and len(set(map(_ending, documents))) == 1:
        return ()
    unread = f"; {len(others):,} others were not: {_endings(others)}" if others else ""
    files = "1 file was" if len(documents) == 1 else f"{len(documents):,} files were"
    message = f"{files} read: {_endings(documents)}{unread}."
    return (Check("L13", "info", message),)
