"""RIS and CSL-JSON: documents as references, with topics and themes as keywords."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from pipeline.core.corpus import Corpus
from pipeline.export.csl import CSLReferences
from pipeline.export.format import format_named
from pipeline.export.ris import RISReferences
from pipeline.load.ris import RIS

FIELDS = (
    *("id", "type", "title", "author", "container-title", "issued", "abstract", "keyword"),
    *("categories", "language", "DOI", "URL", "custom"),
)
"""Those of the schema that are written."""


@pytest.fixture
def works():
    """Two papers whose columns are those of a database."""
    corpus = Corpus(
        ids=("10.1/a", "b"),
        titles=("Bread\nand salt", ""),
        texts=("TY  - first\nER  - \nlast", "Untitled notes"),
        first_copy=np.arange(2, dtype=np.int32),
        dates=("2024-05-01T10:00", ""),
        groups={
            "Authors": ("Roe, Ann; The Panel", ""),
            "Source Title": ("Bakers' Review", ""),
            "Document Type": ("inproceedings", "Song sheet"),
            "DOI": ("10.1/a", ""),
            "Team": ("north: 1", ""),
        },
    )
    level = SimpleNamespace(names=("Bread · yeast, flour", ""))
    return SimpleNamespace(
        corpus=corpus,
        ids=corpus.ids,
        titles=corpus.titles,
        texts=corpus.texts,
        levels=(level,),
        themes_of=lambda place: (("Food",), ())[place],
        __len__=lambda: 2,
    )


def read(tmp_path, lines):
    path = tmp_path / "references.ris"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    reader = RIS(path=path)
    contents = reader.contents()
    return [row for _, row in contents.rows(contents.header)]


def test_our_own_reader_finds_every_document_again(files, contents, tmp_path):
    rows = read(tmp_path, files("ris")["references.ris"].content)
    assert [row["id"] for row in rows] == list(contents.ids)
    assert [row["title"] for row in rows] == list(contents.titles)
    assert [row["abstract"] for row in rows] == [" ".join(t.splitlines()) for t in contents.texts]
    assert [row["date"] for row in rows] == list(contents.corpus.dates)
    assert rows[0]["keywords"].split("; ")[0] == "Food"
    assert rows[0]["keywords"].split("; ")[1:] == [
        level.names[0] for level in reversed(contents.levels)
    ]


def test_ris_says_what_columns_say(works, tmp_path):
    lines = _content(RISReferences, works, "references.ris")
    first, second = read(tmp_path, lines)
    assert first["id"] == first["doi"] == "10.1/a" and first["title"] == "Bread and salt"
    assert first["abstract"] == "TY  - first ER  - last" and first["date"] == "2024-05-01"
    assert first["authors"] == "Roe, Ann; The Panel" and first["journal"] == "Bakers' Review"
    assert first["keywords"] == "Food; Bread · yeast, flour" and first["type"] == "CPAPER"
    assert second["type"] == "GEN" and second["abstract"] == "Untitled notes"
    assert "N1  - Team: north: 1" in lines and "N1  - type: Song sheet" in lines


def test_ids_that_differ_in_spaces_alone_stay_apart(works, tmp_path):
    ids = ("a  b", "a\u3000b")
    works.ids, works.corpus = ids, replace(works.corpus, ids=ids)
    rows = read(tmp_path, _content(RISReferences, works, "references.ris"))
    assert tuple(row["id"] for row in rows) == ids


def test_csl_has_what_the_schema_knows(works):
    first, second = json.loads("\n".join(_content(CSLReferences, works, "references.json")))
    assert first == {
        "id": "10.1/a",
        "type": "paper-conference",
        "title": "Bread\nand salt",
        "author": [{"family": "Roe", "given": "Ann"}, {"literal": "The Panel"}],
        "container-title": "Bakers' Review",
        "issued": {"date-parts": [[2024, 5, 1]]},
        "abstract": "TY  - first\nER  - \nlast",
        "keyword": "Food; Bread · yeast, flour",
        "categories": ["Food", "Bread · yeast, flour"],
        "DOI": "10.1/a",
        "custom": {"Team": "north: 1"},
    }
    assert second == {
        "id": "b",
        "type": "document",
        "abstract": "Untitled notes",
        "custom": {"type": "Song sheet"},
    }


def test_csl_has_every_document(files, contents):
    items = json.loads("\n".join(files("csl")["references.json"].content))
    assert [item["id"] for item in items] == list(contents.ids)
    assert all(set(item) <= set(FIELDS) for item in items)
    assert items[0]["issued"] == {"date-parts": [[2024, 1, 15]]}


def _content(kind, works, file):
    class Two(SimpleNamespace):
        def __len__(self):
            return 2

    return list(kind().files(Two(**vars(works)))[file].content)


def test_each_says_where_it_is_described_and_how_it_is_opened(tmp_path):
    for name in ("argilla", "csl", "doccano", "gexf", "labelstudio", "ris", "vosviewer"):
        form = format_named(name)
        assert form.source.startswith("https://") and str(tmp_path) in form.opening(tmp_path)
