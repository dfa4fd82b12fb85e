"""``report: {texts: false}``: nothing that one would send on holds words of a document in a row."""

import re
import zipfile

import pytest
from pypdf import PdfReader

import planted
from pipeline import run
from pipeline.core.events import unwatched
from pipeline.predict import predict

CONFIG = planted.CONFIG.replace(" title: title,", "") + "report: {texts: REPORTED}\n"
FOOTER = "This message is private, and meant for nobody but its reader at 12 Long Street."
IN_A_ROW = 5
"""Words in a row that tell a text; keywords and names of topics have at most three."""


def records():
    """Texts without titles, some with a footer, one that is dropped."""
    rows = [{**row, "title": ""} for row in planted.rows()]
    for row in rows[::3]:
        row["body"] += f"\n\n{FOOTER}"
    return [*rows, {**rows[0], "id": rows[1]["id"], "body": "a text whose id is another's already"}]


def project(folder, reported):
    """A run, a second one that is compared with it, and new documents; their folders."""
    folder.mkdir()
    config = planted.write_project(folder, CONFIG.replace("REPORTED", reported), records())
    planted.write_csv(folder / "new.csv", planted.rows(per_topic=4, seed=9))
    run(config)
    second = run(config, ["cluster.n_topics=3"])
    placed = predict(second, folder / "new.csv", unwatched)
    return second.folder, placed.folder


def words(text):
    return re.findall(r"\w+", text.casefold())


def told_of(folder, placed):
    """The words of each file that one would send on, in a row."""
    found = {}
    for path in (*folder.rglob("*"), placed / "drift.md"):
        if path.suffix == ".pdf":
            found[path.name] = " ".join(page.extract_text() for page in PdfReader(path).pages)
        elif path.suffix in (".html", ".md", ".svg") or path.parent.name in ("figures", "compare"):
            if path.suffix not in (".png", ".parquet"):
                found[path.name] = path.read_text(encoding="utf-8")
        elif path.name == "tables.xlsx":
            with zipfile.ZipFile(path) as book:
                found[path.name] = " ".join(
                    book.read(name).decode() for name in book.namelist() if name.endswith(".xml")
                )
    return {name: f" {' '.join(words(text))} " for name, text in found.items()}


def leaked(folders):
    """The files that hold words of a document in a row."""
    texts = [row["body"] for row in (*records(), *planted.rows(per_topic=4, seed=9))]
    rows = {
        f" {' '.join(each[start : start + IN_A_ROW])} "
        for each in map(words, texts)
        for start in range(len(each) - IN_A_ROW + 1)
    }
    return {name for name, told in told_of(*folders).items() if any(each in told for each in rows)}


@pytest.fixture(scope="module")
def withheld(tmp_path_factory):
    return project(tmp_path_factory.mktemp("withheld") / "project", "false")


def test_without_it_texts_are_quoted(tmp_path):
    """Else the test below could find nothing."""
    assert {"report.html", "report.md", "tables.xlsx", "compare.html"} <= leaked(
        project(tmp_path / "project", "true")
    )


def test_no_file_to_send_on_holds_words_of_a_document_in_a_row(withheld):
    assert leaked(withheld) == set()


def test_documents_are_told_by_their_ids_and_the_tables_still_quote(withheld):
    folder, _ = withheld
    report = (folder / "report.md").read_text(encoding="utf-8")
    assert re.search(r"untitled \(ki\d\d\)", report)
    evidence = (folder / "theme_documents.csv").read_text(encoding="utf-8")
    assert re.search(r"need a good|We looked at every", evidence)
