"""The script that holds the tables of two runs side by side."""

from benchmarks.same_tables import differences


def written(folder, **tables):
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_every_value_and_column_that_differs_is_named(tmp_path):
    before = written(tmp_path / "a", same="x,y\n1,2\n", other="id,old\n1,a\n2,b\n", gone="x\n")
    after = written(tmp_path / "b", same="y,x\n2,1\n", other="id,new\n1,a\n3,b\n4,c\n")
    assert list(differences(before, after)) == [
        "gone.csv: only before",
        "other.csv: only before: old",
        "other.csv: only after: new",
        "other.csv: id differs in 2 of 3 rows (row 1: '2' -> '3'; row 2: None -> '4')",
    ]
    assert list(differences(before, before)) == []
