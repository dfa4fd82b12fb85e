"""Labels: what the user says of single documents, in the config and in a file of their own.

The file is a table with the columns id, theme and belongs (yes or no; empty where nobody has
looked yet), as ``themeline review`` writes it. It is only ever read.
"""

import csv
import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.artifacts import Corpus
from pipeline.errors import InputError, shown
from pipeline.theme import Theme

YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
COLUMNS = ("id", "theme", "belongs")

Labels = dict[tuple[str, int], bool]
"""By theme and position in the corpus whether the document belongs."""


def read_labels(corpus: Corpus, themes: Sequence[Theme], path: Path | None) -> Labels:
    """Examples and counter-examples of the themes, and the file; the file has the last word.

    Raises ``InputError`` that names every id that no document has, every theme that nobody
    asked for, and every document that is said to belong and not to.
    """
    place = {identifier: number for number, identifier in enumerate(corpus.ids)}
    found: Labels = {}
    problems = []
    in_file = [] if path is None else list(_rows(path))
    for where, identifier, theme, belongs in [*_given(themes), *in_file]:
        if identifier not in place:
            problems.append(f"{where}: no document has the id {_like(identifier, corpus.ids)}")
        elif theme not in {each.name for each in themes}:
            names = [each.name for each in themes]
            problems.append(f"{where}: no theme is called {_like(theme, names)}")
        else:
            found[theme, place[identifier]] = belongs
    for asked in themes:
        both = set(asked.examples) & set(asked.counter_examples)
        problems += [
            f"theme {shown(asked.name)}: {shown(each)} is an example and a counter-example; "
            "choose one"
            for each in sorted(both)
        ]
    if problems:
        raise InputError("\n".join(problems))
    return found


def _given(themes: Sequence[Theme]) -> Iterator[tuple[str, str, str, bool]]:
    for theme in themes:
        for identifier in theme.examples:
            yield f"theme {shown(theme.name)}, examples", identifier, theme.name, True
        for identifier in theme.counter_examples:
            yield f"theme {shown(theme.name)}, counter_examples", identifier, theme.name, False


def _rows(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}; save it as CSV in UTF-8") from error
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    table = csv.DictReader(lines, delimiter=delimiter)
    missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if missing:
        raise InputError(
            f"{path}: has no column {', '.join(missing)}; expected {', '.join(COLUMNS)}, as "
            "themeline review writes them"
        )
    for row in table:
        said = (row["belongs"] or "").strip().casefold()
        where = f"{path}:{table.line_num}"
        if said and said not in YES + NO:
            raise InputError(f"{where}: belongs is {shown(said)}; expected yes, no or nothing")
        if said:
            yield where, _plain(row["id"]), _plain(row["theme"]), said in YES


def _plain(text: str | None) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    cell = text or ""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@") else cell


def _like(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"{shown(name)}" + (f"; did you mean {shown(close[0])}?" if close else "")
