"""Broken files of every format: a corpus or a refusal in words, and never a shifted column."""

import csv
import io
import json
import random

import pytest
import tally

import planted
from pipeline.core.errors import InputError
from pipeline.load.bibtex import BibTeX
from pipeline.load.delimited import Delimited
from pipeline.load.folder import Folder
from pipeline.load.json import JSON
from pipeline.load.jsonl import JSONLines
from pipeline.load.page import Page
from pipeline.load.parquet import Parquet
from pipeline.load.ris import RIS
from pipeline.load.roles import guess_roles
from pipeline.load.sheet import Sheet
from pipeline.load.sniff import sniff

PARTS = 4 if tally.ALL else 1
MANY = 60 if tally.ALL else 6
"""Broken files of each format and part."""

ROWS = [
    {"id": f"id:{number}", "title": f"title:{row['title']}", "body": f'body: "{row["body"]}"'}
    for number, row in enumerate(planted.rows(per_topic=3))
]
COLUMNS = {"id": "id", "title": "title", "text": "body"}


def as_csv(delimiter):
    """The rows as delimited text."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["id", "title", "body"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return text.getvalue().encode()


def as_parquet():
    """The rows as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(ROWS), file)
    return file.getvalue()


def as_sheet():
    """The rows as a spreadsheet."""
    import pandas as pd

    file = io.BytesIO()
    pd.DataFrame(ROWS).to_excel(file, engine="xlsxwriter", index=False)
    return file.getvalue()


WHOLE = {
    "csv": as_csv(","),
    "tsv": as_csv("\t"),
    "jsonl": "\n".join(map(json.dumps, ROWS)).encode(),
    "json": json.dumps(ROWS).encode(),
    "parquet": as_parquet(),
    "xlsx": as_sheet(),
    "ris": "".join(
        f"TY  - JOUR\nID  - {row['id']}\nTI  - {row['title']}\nAB  - {row['body']}\nER  - \n\n"
        for row in ROWS
    ).encode(),
    "bib": "".join(
        f"@misc{{{row['id']},\n title = {{{row['title']}}},\n abstract = {{{row['body']}}}\n}}\n"
        for row in ROWS
    ).encode(),
    "txt": "\n\n".join(f"{row['title']}\n\n{row['body']}" for row in ROWS).encode(),
}
LOADERS = {
    "csv": lambda path: Delimited(path=path, **COLUMNS),
    "tsv": lambda path: Delimited(path=path, delimiter="\t", **COLUMNS),
    "jsonl": lambda path: JSONLines(path=path, **COLUMNS),
    "json": lambda path: JSON(path=path, **COLUMNS),
    "parquet": lambda path: Parquet(path=path, **COLUMNS),
    "xlsx": lambda path: Sheet(path=path, **COLUMNS),
    "ris": lambda path: RIS(path=path),
    "bib": lambda path: BibTeX(path=path),
    "txt": lambda path: Page(path=path),
    "folder": lambda path: Folder(path=path.parent),
}
SIGNS = (
    b",",
    b'"',
    b"\n",
    b"\r",
    b"\t",
    b"\0",
    b"{",
    b"}",
    b"\\",
    b"\xff",
    b"\xe9",
    b"\xef\xbb\xbf",
)


def broken(content, draw):
    """Bytes with one to three faults in them."""
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        content = with_a_fault(content, draw)
    return content


def with_a_fault(content, draw):
    """Bytes cut, thinned, repeated, with a sign too many, scrambled, or in another encoding."""
    start, end = sorted(draw.randrange(len(content) + 1) for _ in range(2))
    before, part, rest = content[:start], content[start:end][:200], content[start:]
    encoding = draw.choice(("utf-16", "utf-8-sig", "cp1252"))
    return draw.choice(
        (
            before,
            before + rest[len(part) :],
            before + part + rest,
            before + draw.choice(SIGNS) + rest,
            before + draw.randbytes(8) + rest[8:],
            content.decode("utf-8", "replace").encode(encoding, "replace"),
        )
    )


@pytest.fixture(autouse=True)
def _no_languages(monkeypatch):
    monkeypatch.setattr(
        "pipeline.load.inspect.language_teller", lambda among: lambda texts: ("",) * len(texts)
    )


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("form", LOADERS)
def test_a_broken_file_is_a_corpus_or_refused_in_words(form, part, tmp_path):
    draw = random.Random(f"{form} {part}")
    ending = "txt" if form == "folder" else form
    path = tmp_path / f"broken.{ending}"
    for _ in range(MANY):
        path.write_bytes(broken(WHOLE[ending], draw))
        good = is_read_or_refused(LOADERS[form](path), path)
        tally.count(f"{form}, any fault", "input", good)


def is_read_or_refused(loader, path):
    """True, or what went wrong is raised."""
    try:
        corpus = loader()
    except InputError as error:
        assert str(path.parent) in str(error)
    else:
        assert len(corpus) + len(corpus.dropped) == corpus.records
        assert len(set(corpus.ids)) == len(corpus)
    try:
        guess_roles(sniff(path).columns)
    except InputError as error:
        assert str(path.parent) in str(error)
    return True


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_one_sign_too_many_or_too_few_shifts_no_column(form, part, tmp_path):
    """Each cell begins with the name of its column; what does not must have been dropped."""
    draw = random.Random(f"{form} {part} signs")
    path = tmp_path / f"broken.{form}"
    for _ in range(MANY):
        content = WHOLE[form]
        sign = draw.choice((b",", b"\t", b'"', b"\n", b"\r", b"\r\n", b"\\"))
        places = [at for at in range(len(content)) if content.startswith(sign, at)]
        if places and draw.random() < 0.5:
            at = draw.choice(places)
            content = content[:at] + content[at + len(sign) :]
        else:
            at = draw.randrange(content.index(b"\n") + 1, len(content))
            content = content[:at] + sign + content[at:]
        path.write_bytes(content)
        try:
            corpus = LOADERS[form](path)()
        except InputError:
            shifted = []
        else:
            # what stands before the first sign may have been broken itself
            cells = zip(corpus.ids, corpus.titles, corpus.texts, strict=True)
            shifted = [row for row in cells if misplaced(*row)]
        tally.count(f"{form}, one sign", "input", not shifted)
        assert not shifted, (sign, at, shifted)


def misplaced(identifier, title, text):
    """Whether a cell of one column stands in another."""
    return (
        identifier.startswith(("title:", "body:"))
        or title.startswith(("id:", "body:"))
        or text.startswith(("id:", "title:"))
    )
