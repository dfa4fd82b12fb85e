"""New documents in batches: no more of a file than one of them is held at once.

Of all documents before it there is their id, where they stand and the digest of their text, so
that ids that occur twice and copies are found as if the file were read whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import NOTHING, Corpus, Dropped, without_parts
from pipeline.load.boilerplate import Boilerplate, LeftOut
from pipeline.load.filter import again
from pipeline.load.inspect import columns_of, iso_dates
from pipeline.load.mask import Mask
from pipeline.load.passages import NO_MASK, gathered
from pipeline.load.records import Entry, Record
from pipeline.numerics.languages import Teller, language_teller
from pipeline.predict.reading import Known, Matched, digest_of_text

AT_ONCE = 5000
"""Documents of a batch, and a few more so that none of the groups that are scored is cut."""

SPREAD = 100_000
"""The same where several machines share a batch, so that each has enough of it."""

FULL = 20
"""Times as many documents fill a batch, whatever it cuts: of a file that the run has mostly."""


@dataclass(frozen=True)
class Batch:
    """m documents of a file that are placed together.

    new      the documents; ``first_copy`` tells the copies among them
    matched  which of them the run has, and which an earlier batch
    copy_of  m ids: the first document of the file with the same text, "" for itself
    """

    new: Corpus
    matched: Matched
    copy_of: Strings


@dataclass(frozen=True)
class Cut:
    """Where a batch ends: at so many documents, with whole groups of so many new texts."""

    documents: int
    texts: int

    def full(self, documents: int, texts: int) -> bool:
        """Whether a batch of so many documents with so many new texts ends here."""
        whole = texts % self.texts == 0 or documents >= FULL * self.documents
        return documents >= self.documents and whole


@dataclass(frozen=True)
class _Numbered:
    """A document, its number in the file, that of the first with its text, and the run's."""

    record: Record
    number: int
    first: int
    same: int
    edited: bool

    @property
    def fresh(self) -> bool:
        return self.same < 0 and self.first == self.number


class _Seen:
    """What is remembered of all documents so far."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self.names: list[str] = []
        self._firsts: dict[bytes, int] = {}

    def found(self, record: Record, known: Known) -> _Numbered:
        """Remember a document, and tell what it repeats."""
        number, key = len(self.names), digest_of_text(record.title, record.text)
        self.places[record.id] = record.place
        self.names.append(record.id)
        first = self._firsts.setdefault(key, number)
        return _Numbered(record, number, first, *known.match(record.id, key))


def batches(
    entries: Iterable[Entry],
    groups: Strings,
    known: Known,
    cut: Cut,
    refuse: Callable[[Dropped], None],
    boilerplate: Boilerplate | None = None,
    mask: Mask = NO_MASK,
    among: Strings = (),
) -> Iterator[Batch]:
    """The documents among the usable entries, in their order; what is none goes to ``refuse``.

    ``boilerplate`` is what the run leaves out of texts, None for nothing, ``mask`` what it masks,
    and ``among`` are the languages that texts may be in, none for all.
    """
    seen, tell = _Seen(), language_teller(among)
    held: list[_Numbered] = []
    fresh = 0
    for entry in entries:
        if isinstance(entry, Dropped):
            refuse(entry)
        elif entry.id in seen.places:
            refuse(again(entry, seen.places[entry.id]))
        else:
            held.append(seen.found(entry, known))
            fresh += held[-1].fresh
            if cut.full(len(held), fresh):
                yield _batch(held, groups, seen.names, tell, boilerplate, mask)
                held, fresh = [], 0
    if held:
        yield _batch(held, groups, seen.names, tell, boilerplate, mask)


def _batch(
    held: Sequence[_Numbered],
    groups: Strings,
    names: Sequence[str],
    tell: Teller,
    boilerplate: Boilerplate | None,
    mask: Mask,
) -> Batch:
    records = [found.record for found in held]
    first = np.array([found.first for found in held], dtype=np.intp) - held[0].number
    here = first >= 0
    columns = columns_of(records, groups)
    unread = _unread(records, boilerplate, mask)
    own_texts = without_parts(without_parts(columns["texts"], unread.parts), unread.masked)
    return Batch(
        Corpus(
            **columns,
            first_copy=np.where(here, first, np.arange(len(held))).astype(np.int32),
            languages=tell(own_texts),
            dates=iso_dates(records)[0],
            left_out=unread.parts,
            masked=unread.masked,
            masked_titles=unread.masked_titles,
        ),
        Matched(
            same=np.array([found.same for found in held], dtype=np.intp),
            edited=np.array([found.edited for found in held], dtype=np.bool_),
            earlier=np.where(here, -1, first + held[0].number),
        ),
        tuple(names[each.first] if each.first != each.number else "" for each in held),
    )


def _unread(records: list[Record], boilerplate: Boilerplate | None, mask: Mask) -> LeftOut:
    """What is not read of records; passages know it."""
    if records[0].unread is not None:
        return gathered(records)
    titles, texts = ([getattr(each, of) for each in records] for of in ("title", "text"))
    left_out = NOTHING if boilerplate is None else boilerplate.left_out(texts)
    return LeftOut(records, left_out, mask.parts(texts), mask.parts(titles))
