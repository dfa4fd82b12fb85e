"""Labels: what the user says of single documents, in the config and in a file of their own.

The file is a table with the columns id, theme and belongs (yes or no; empty where nobody has
looked yet), as ``themeline review`` writes it. A run only ever reads it.
"""

import csv
import io
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError, shown, unknown
from pipeline.core.theme import Theme, wider_themes

YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
COLUMNS = ("id", "theme", "belongs")

Labels = dict[tuple[str, int], bool]
"""By theme and position in the corpus whether the document belongs."""


def read_labels(corpus: Corpus, themes: Sequence[Theme], path: Path | None) -> Labels:
    """Examples and counter-examples of the themes, and the file; the file has the last word.

    What belongs to a theme belongs to the wider ones, and what does not belong to a theme
    does not to those that are part of it. Copies of a text are judged as one.

    Raises ``InputError`` that names every id that no document has, every theme that nobody
    asked for, and every document that is said to belong and not to.
    """
    why = f", and {corpus.undrawn:,} were not drawn (load.subsample)" if corpus.undrawn else ""
    place = {identifier: number for number, identifier in enumerate(corpus.ids)}
    names = [theme.name for theme in themes]
    problems: list[str] = []
    labels: Labels = {}
    for source in (_given(themes), [] if path is None else read_rows(path)):
        said: dict[tuple[str, int], tuple[bool, str]] = {}
        for where, identifier, theme, belongs in source:
            document = place.get(meant(identifier, place), -1)
            name = meant(theme, names)
            if document < 0:
                problems.append(
                    f"{where}: no document has the id {unknown(identifier, corpus.ids)}{why}"
                )
            elif name not in names:
                problems.append(f"{where}: no theme is called {unknown(theme, names)}")
            else:
                key = (name, int(corpus.first_copy[document]))
                if said.setdefault(key, (belongs, where))[0] != belongs:
                    problems.append(
                        f"{where}: {shown(identifier)} is said to belong to {shown(name)} and not "
                        f"to ({said[key][1]}); keep one"
                    )
        labels |= {key: belongs for key, (belongs, _) in said.items()}
    if not problems:
        labels, problems = _with_family(labels, themes, corpus.ids)
    if problems:
        raise InputError("\n".join(problems))
    return labels


def _with_family(
    labels: Labels, themes: Sequence[Theme], ids: Sequence[str]
) -> tuple[Labels, list[str]]:
    """The same with what follows for wider themes and for parts, and what contradicts itself."""
    full, problems = dict(labels), []
    for part, wider in wider_themes(themes).items():
        for above in wider:
            for (theme, document), belongs in labels.items():
                if theme == part and belongs:
                    if labels.get((above, document)) is False:
                        problems.append(
                            f"{shown(ids[document])} is said to belong to {shown(part)}, but "
                            f"not to {shown(above)}, which that is part of; keep one"
                        )
                    full.setdefault((above, document), True)
                if theme == above and not belongs:
                    full.setdefault((part, document), False)
    return full, problems


def _given(themes: Sequence[Theme]) -> Iterator[tuple[str, str, str, bool]]:
    for theme in themes:
        for identifier in theme.examples:
            yield f"theme {shown(theme.name)}, examples", identifier, theme.name, True
        for identifier in theme.counter_examples:
            yield f"theme {shown(theme.name)}, counter_examples", identifier, theme.name, False


def read_rows(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Where, id, theme and whether it belongs, for every row of the file that says so."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}; save it as CSV in UTF-8") from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(table, [])
        missing = [name for name in COLUMNS if header.count(name) != 1]
        if missing:
            raise InputError(
                f"{path}: has no column {', '.join(missing)}, or several; expected "
                f"{', '.join(COLUMNS)}, as themeline review writes them"
            )
        at = [header.index(name) for name in COLUMNS]
        for row in table:
            where = f"{path}:{table.line_num}"
            if row and len(row) != len(header):
                raise InputError(f"{where}: {len(row)} cells, but {len(header)} columns")
            identifier, theme, said = (row[place] for place in at) if row else ("", "", "")
            said = said.strip().casefold()
            if said and said not in YES + NO:
                raise InputError(f"{where}: belongs is {shown(said)}; expected yes, no or nothing")
            if said:
                yield where, identifier, theme, said in YES
    except csv.Error as error:
        raise InputError(f"{path}:{table.line_num}: {error}; save it as CSV again") from error


def meant(cell: str, known: Container[str]) -> str:
    """What a cell names: where it is not known as it stands, an apostrophe guards it."""
    return cell if cell in known else cell.removeprefix("'")
