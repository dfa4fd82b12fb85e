"""What is said of two runs, on a corpus whose topics and themes are known."""

import numpy as np
import pandas as pd
import pytest
from runs import CONSENSUS, PLAIN, WITHOUT_THEMES, compared, edited, ids_of, mixed, rerun

import planted
from pipeline import run
from pipeline.compare.sentences import sentences
from pipeline.compare.tables import documents_table, measures_table, topics_table
from pipeline.core.changes import Change
from pipeline.runs.verify import findings

ROWS = planted.rows()


@pytest.fixture(scope="module")
def by_consensus(tmp_path_factory):
    """Runs of consensus: two seeds, a theme without its keywords, one topic fewer."""
    folder = tmp_path_factory.mktemp("consensus")
    config = planted.write_project(folder, CONSENSUS, [*ROWS, *mixed(8)])
    changes = {
        "first": (),
        "seed": ("seed=1",),
        "theme": ('themes.0.keywords=["bread"]', "themes.0.name=Food"),
        "kmeans": ("cluster={method: kmeans, n_topics: 7}",),
        "fewer": ("cluster.n_topics=2", "cluster.min_cluster_size=15"),
    }
    return {name: run(config, settings) for name, settings in changes.items()}


@pytest.fixture(scope="module")
def by_kmeans(tmp_path_factory):
    """Runs of k-means: four topics, three, and other documents."""
    config = planted.write_project(tmp_path_factory.mktemp("kmeans"), PLAIN)
    changed = edited(ROWS[2:], ki05="The oven and the dough: a recipe of bread, and of a loaf.")
    extra = {**ROWS[0], "id": "extra", "body": "A violin, a cello, a concert and an orchestra."}
    return {
        "first": run(config),
        "fewer": run(config, ["cluster.n_topics=3"]),
        "other": rerun(config, [extra, *changed], "name=other"),
        "same": rerun(config, ROWS, "name=same"),
    }


def told(before, after, **more):
    made, moved = compared(before, after, **more)
    return sentences(made, moved)


def test_another_seed_is_not_more_than_seed_noise(by_consensus):
    made, _ = compared(by_consensus["first"], by_consensus["seed"])
    assert made.noise.known
    assert made.config_changes == [Change("seed", (), 0, 1)]
    assert made.verdict in ("no change", "no change beyond seed noise")
    assert len(made.alignment.continued) == by_consensus["first"].record.counts.topics


def test_fewer_topics_are_more_than_seed_noise(by_consensus):
    made, moved = compared(by_consensus["first"], by_consensus["fewer"])
    assert made.verdict == "more than seed noise"
    assert made.noise.beyond and not made.rethemed.any()
    assert len(ids_of((made, moved), "moved")) == made.moved.sum() > 0
    assert all("cluster.n_topics 4 -> 2" in move.why for move in moved)


def test_a_theme_that_lost_its_keywords_is_told_with_its_documents(by_consensus):
    first, theme = by_consensus["first"], by_consensus["theme"]
    made, moved = compared(first, theme)
    assert made.verdict != "no change beyond seed noise"
    before, after = (
        set(r.documents["id"][r.documents["themes"].map(lambda themes: "Food" in themes)])
        for r in (first, theme)
    )
    assert before != after
    table = pd.DataFrame(documents_table(made, moved)).set_index("id")
    other = table[table["change"] == "other themes"]
    assert set(other.index) == before ^ after
    assert all("Food" in themes for themes in other.loc[list(before - after), "from_themes"])
    assert other["why"].str.contains("themes.Food.keywords").all()
    assert not made.moved.any()


def test_documents_that_came_went_or_were_edited_did_not_move(by_kmeans):
    found = compared(by_kmeans["first"], by_kmeans["other"])
    assert ids_of(found, "added") == {"extra"}
    assert ids_of(found, "removed") == {ROWS[0]["id"], ROWS[1]["id"]}
    assert ids_of(found, "edited") == {"ki05"}
    assert len(found[0]) == 37
    assert "1 document added, 2 documents removed and 1 document edited" in " ".join(
        told(by_kmeans["first"], by_kmeans["other"])
    )
    assert found[0].verdict != "no change"


def test_runs_of_different_names_are_compared_like_others(by_kmeans):
    made, moved = compared(by_kmeans["first"], by_kmeans["same"])
    assert (made.verdict, moved) == ("no change", [])
    assert [made.before.name, made.after.name] == ["planted-001", "same-001"]


def test_a_run_against_itself_is_no_change(by_consensus):
    for one in by_consensus.values():
        made, moved = compared(one, one)
        assert (made.verdict, moved, made.config_changes) == ("no change", [], [])
        assert sentences(made, moved)[0] == "The config, the input and the code are the same."


def test_the_way_back_names_the_same_documents(by_kmeans):
    there = compared(by_kmeans["first"], by_kmeans["other"])
    back = compared(by_kmeans["other"], by_kmeans["first"])
    assert ids_of(there, "added") == ids_of(back, "removed")
    assert ids_of(there, "removed") == ids_of(back, "added")
    assert ids_of(there, "edited") == ids_of(back, "edited")


def test_what_merged_is_named_with_what_it_came_from(by_kmeans):
    first, fewer = by_kmeans["first"], by_kmeans["fewer"]
    made, moved = compared(first, fewer)
    assert made.verdict == "seed noise unknown"
    table = pd.DataFrame(topics_table(made))
    merged = table[table["change"] == "merged"]
    assert len(merged) == 2 and merged["to_topic"].nunique() == 1
    assert (merged["share_of_from"] == 1).all() and (merged["shared"] == 10).all()
    (sentence,) = [line for line in sentences(made, moved) if line.startswith("Merged")]
    assert all(f"“{label}”" in sentence for label in merged["from_label"])
    assert {move.to_topic for move in moved if move.kind == "moved"} == set(merged["to_topic"])


def test_every_topic_is_in_the_table_of_topics_with_its_size(by_consensus):
    first, fewer = by_consensus["first"], by_consensus["fewer"]
    table = pd.DataFrame(topics_table(compared(first, fewer)[0]))
    for side, result in (("from", first), ("to", fewer)):
        there = table[table[f"{side}_topic"] >= 0]
        sizes = dict(zip(there[f"{side}_topic"], there[f"{side}_documents"], strict=True))
        shown = result.topics[result.topics["level"] == result.record.topics.level]
        assert sizes == dict(zip(shown["topic"], shown["size"], strict=True))


def test_the_most_surprising_documents_come_first_and_all_is_between_0_and_1(by_consensus):
    _, moved = compared(by_consensus["first"], by_consensus["kmeans"])
    surprise = [move.surprise for move in moved if move.kind == "moved"]
    assert len(set(surprise)) > 1
    assert surprise == sorted(surprise, reverse=True)
    assert all(0 <= value <= 1 for value in surprise)


def test_the_nearest_documents_are_others_and_where_the_store_is_gone_none(by_kmeans, monkeypatch):
    made, moved = compared(by_kmeans["first"], by_kmeans["fewer"])
    for move in moved:
        assert len(set(move.neighbours)) == 5
        assert made.after.ids[move.after] not in move.neighbours
    monkeypatch.setattr("pipeline.compare.comparison.stored_result", lambda *_: None)
    assert {move.neighbours for move in compared(by_kmeans["first"], by_kmeans["fewer"])[1]} == {()}


def test_measures_are_side_by_side(by_consensus):
    first, fewer = by_consensus["first"], by_consensus["fewer"]
    table = pd.DataFrame(measures_table(compared(first, fewer)[0])).set_index("measure")
    for name, value in fewer.record.measures.items():
        expected = np.nan if value is None else value
        assert table.loc[name, "after"] == pytest.approx(expected, nan_ok=True)
    assert (table["before"] != table["after"]).any()


def test_a_new_theme_is_a_change(tmp_path):
    config = planted.write_project(tmp_path, PLAIN)
    first = run(config)
    text = PLAIN.replace(
        "  - {name: Music", "  - {name: Gardens, keywords: [tulip]}\n  - {name: Music"
    )
    more = run(planted.write_project(tmp_path, text))
    made, _ = compared(first, more)
    assert made.verdict != "no change"
    assert "New themes: “Gardens”." in told(first, more)
    assert "Themes no longer asked for: “Gardens”." in told(more, first)


def test_levels_of_runs_with_one_level(by_kmeans):
    first, fewer = by_kmeans["first"], by_kmeans["fewer"]
    made, _ = compared(first, fewer, levels=(0, 0))
    assert made.after.name == "planted-002@0"
    assert made.moved.sum() == compared(first, fewer)[0].moved.sum()


@pytest.fixture(scope="module")
def with_levels(tmp_path_factory):
    config = planted.write_project(
        tmp_path_factory.mktemp("levels"),
        CONSENSUS.replace(", n_topics: 4", ""),
        planted.rows(per_topic=30),
    )
    return run(config)


def test_a_finer_level_splits_the_topics_of_a_coarser_one(with_levels):
    finest = int(with_levels.topics["level"].max())
    assert finest > 0
    made, _ = compared(with_levels, with_levels, levels=(0, finest))
    levels = with_levels.topics.groupby("level")["topic"].apply(set)
    assert set(made.before.labels) == levels[0] == set(np.unique(made.before.topics)) - {-1}
    assert set(made.after.labels) == levels[finest] == set(np.unique(made.after.topics)) - {-1}
    assert set(topics_table(made)["change"]) <= {"kept", "split"}
    assert not made.noise.known


def test_a_run_without_topics_and_one_with(tmp_path):
    some = run(planted.write_project(tmp_path, PLAIN))
    few = rerun(tmp_path / "config.yaml", ROWS[:3])
    assert few.record.counts.topics == 0
    for one, other in ((some, few), (few, some), (few, few)):
        made, moved = compared(one, other)
        assert len(sentences(made, moved)) > 2
    made, moved = compared(some, few)
    assert set(topics_table(made)["change"]) == {"gone"}
    assert [move.to_topic for move in moved if move.kind == "moved"] == [-1] * 3
    back = rerun(tmp_path / "config.yaml", ROWS, "report.title=Again")
    assert back.documents["topic"].tolist() == some.documents["topic"].tolist()


def test_a_run_without_themes_and_one_with(tmp_path):
    some = run(planted.write_project(tmp_path, PLAIN))
    none = run(planted.write_project(tmp_path, WITHOUT_THEMES))
    assert "Themes no longer asked for: “Food”; “Music”; “Space travel”." in told(some, none)
    assert compared(some, none)[0].verdict == "no document moved"
    assert compared(none, none)[0].verdict == "no change"


def test_one_document(tmp_path):
    one = run(planted.write_project(tmp_path, PLAIN, ROWS[:1]))
    other = rerun(tmp_path / "config.yaml", ROWS[1:2])
    assert "The runs have no document in common." in told(one, other)
    again = rerun(tmp_path / "config.yaml", ROWS[:1], "report.title=Again")
    assert compared(one, again)[0].verdict == "no change"


def test_a_rerun_compares_itself_with_the_last_run(by_kmeans):
    record = by_kmeans["fewer"].record.comparison
    made, moved = compared(by_kmeans["first"], by_kmeans["fewer"])
    assert record.against == "planted-001"
    assert record.verdict == made.verdict
    assert set(sentences(made, moved)) <= set(record.sentences)
    assert record.documents == {"moved": 10}
    assert by_kmeans["first"].record.comparison is None
    assert not (by_kmeans["first"].folder / "compare.html").exists()


def test_the_report_tells_what_changed(by_kmeans):
    fewer, first = by_kmeans["fewer"], by_kmeans["first"]
    assert "cluster.n_topics 4 -&gt; 3" in fewer.report_file.read_text("utf-8").replace(
        "→", "-&gt;"
    )
    assert "10 of 40 documents (25%) moved" in fewer.report_file.read_text("utf-8")
    assert "What changed, as there is no earlier run" in first.report_file.read_text("utf-8")


def test_the_files_of_a_comparison_belong_to_the_run(by_kmeans):
    files = {
        f"compare/{name}.{kind}"
        for name in ("topics", "documents", "measures")
        for kind in ("csv", "parquet")
    }
    assert files | {"compare.html", "compare.md"} <= set(by_kmeans["fewer"].record.files)
    assert findings(by_kmeans["fewer"].folder) == []
    documents = pd.read_parquet(by_kmeans["fewer"].folder / "compare/documents.parquet")
    assert len(documents) == 10


def test_an_unchanged_rerun_writes_nothing(by_kmeans):
    config = by_kmeans["first"].folder.parents[1] / "config.yaml"
    there = sorted(config.parent.rglob("*"))
    again = run(config, ["cluster.n_topics=3"])
    assert (again.fresh, again.folder) == (False, by_kmeans["fewer"].folder)
    assert sorted(path for path in config.parent.rglob("*") if ".store" not in path.parts) == [
        path for path in there if ".store" not in path.parts
    ]


def test_the_same_bytes_whatever_was_compared_before(by_kmeans, tmp_path):
    from pipeline.compare.write import write

    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, *compared(by_kmeans["first"], by_kmeans["other"]))
    for path in (tmp_path / "one").rglob("*.*"):
        assert (
            path.read_bytes()
            == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()
        )
