"""Ids and names that hold separators are found again in every table of a run."""

import csv
from itertools import product

import pyarrow.parquet as pq
import pytest

import planted
from pipeline import run
from pipeline.compare import schemas as compared
from pipeline.core.events import unwatched
from pipeline.predict import predict
from pipeline.predict import schemas as predicted
from pipeline.report import tables as of_a_run
from pipeline.report.lists import split
from pipeline.report.table import spreadsheet_text
from schema_checks import assert_as_told

NAMES = ("a; b {}", "x;y{}", 'say "{}"', "=1+{}", "plain, {}", "{}; ")
THEMES = {
    "Food": "Food; and drink",
    "Music": "Music, played",
    "Space travel": '"Space"',
}
IDS = {
    "topics": {"representatives"},
    "documents": {"id", "copy_of"},
    "theme_documents": {"id"},
    "lineage": {"id"},
    "compare/documents": {"id", "nearest_documents"},
}


def renamed(records):
    """The records under ids that hold every separator there is."""
    return [
        {**row, "id": NAMES[place % len(NAMES)].format(place)} for place, row in enumerate(records)
    ]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exact")
    config = planted.PLAIN
    for plain, name in THEMES.items():
        config = config.replace(f"name: {plain},", f"name: '{name}',")
    config = config.replace("recipe]", '"salt, pepper; oil", recipe]')
    records = renamed(planted.rows())
    copies = [{**row, "id": f"{row['id']}; copy"} for row in records[:3]]
    dropped = [{**records[0], "id": "gone; 1", "title": "", "body": ""}]
    path = planted.write_project(folder, config, [*records, *copies, *dropped])
    run(path)
    second = run(path, ["cluster.n_topics=3"])
    new = renamed(planted.rows(per_topic=3, seed=8))
    planted.write_csv(folder / "new.csv", [{**row, "id": f"n; {row['id']}"} for row in new])
    assigned = predict(second, folder / "new.csv", unwatched)
    return second, assigned, {row["id"] for row in [*records, *copies]}


def values(path, column):
    """The values of a column in Parquet, and in CSV, lists taken apart."""
    exact = pq.read_table(path.with_suffix(".parquet"))[column]
    lists = str(exact.type).startswith("large_list")
    exact = exact.to_pylist()
    if not path.with_suffix(".csv").exists():
        return exact, None
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        cells = [row[column] for row in csv.DictReader(file)]
    return exact, [list(split(cell)) if lists else cell for cell in cells]


def flat(found):
    return {one for each in found for one in ([each] if isinstance(each, str) else each)} - {""}


def spelled(found):
    return [list(map(spreadsheet_text, each)) if isinstance(each, list) else spreadsheet_text(each)
            for each in found]  # fmt: skip


def test_every_column_is_as_the_docs_tell_it(project):
    made, assigned, _ = project
    for path in made.folder.rglob("*.parquet"):
        schemas = compared.SCHEMAS if path.parent.name == "compare" else of_a_run.SCHEMAS
        assert_as_told(schemas[path.stem], path)
    for path in assigned.folder.glob("*.parquet"):
        assert_as_told((of_a_run.SCHEMAS | predicted.SCHEMAS)[path.stem], path)
    for path, schema in (
        (made.folder / "dropped.csv", of_a_run.SCHEMAS["dropped"]),
        (assigned.folder / "dropped.csv", of_a_run.SCHEMAS["dropped"]),
        (assigned.folder / "new_words.csv", predicted.SCHEMAS["new_words"]),
    ):
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field.name for field in schema]


def test_every_id_is_one_of_the_documents(project):
    made, _, ids = project
    for table, columns in IDS.items():
        for column in columns:
            exact, cells = values(made.folder / table, column)
            assert flat(exact) and flat(exact) <= ids, (table, column)
            assert cells is None or cells == spelled(exact), (table, column)
    assert flat(values(made.folder / "documents", "id")[0]) == ids
    copies = values(made.folder / "documents", "copy_of")[0]
    assert [copy for copy in copies if copy] == [NAMES[n].format(n) for n in range(3)]


def test_every_theme_is_one_of_the_config(project):
    made, assigned, _ = project
    columns = {
        "documents": ("theme", "themes"),
        "topics": ("themes",),
        "themes": ("theme", "overlaps_with"),
        "theme_documents": ("theme",),
    }
    for table, names in columns.items():
        for column in names:
            exact, cells = values(made.folder / table, column)
            assert flat(exact) <= set(THEMES.values()), (table, column)
            assert cells == spelled(exact), (table, column)
    for folder, column in product((made.folder, assigned.folder), ("theme", "themes")):
        assert flat(values(folder / "documents", column)[0]) >= {"Food; and drink", "Music, played"}
    assert made.themes["keywords"][0] == ["bread", "flour", "oven", "salt, pepper; oil", "recipe"]


def test_counts_stand_beside_their_names(project):
    made, _, _ = project
    labels = set(made.topics["label"])
    for row in made.themes.to_dict("records"):
        assert len(row["top_topics"]) == len(row["top_topic_counts"])
        assert set(row["top_topics"]) <= labels
    for row in made.topics.to_dict("records"):
        own = made.documents[made.documents["topic"] == row["topic"]]
        for theme, count in zip(row["themes"], row["theme_counts"], strict=True):
            assert sum(theme in themes for themes in own["themes"]) == count


def test_dropped_records_keep_their_ids(project):
    with (project[0].folder / "dropped.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["gone; 1"]


def test_assigned_tables_hold_the_ids_of_their_file(project):
    _, assigned, _ = project
    ids = flat(values(assigned.folder / "documents", "id")[0])
    assert len(ids) == 12 and all(name.startswith("n; ") for name in ids)
    exact, cells = values(assigned.folder / "theme_documents", "id")
    assert flat(exact) == ids and cells == spelled(exact)
    assert all(isinstance(words, list) for words in assigned.theme_documents["words"])
