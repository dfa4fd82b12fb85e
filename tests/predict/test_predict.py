"""New documents join a finished run, and what the run has already stays as it is."""

import csv
import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import newcomers
import numpy as np
import pandas as pd
import pytest

import planted
from pipeline import run
from pipeline.assign import outcome
from pipeline.core.artifacts import Themes, Vectors
from pipeline.core.digests import sha256_of
from pipeline.core.errors import BusyError, ConfigError, InputError, MachineError
from pipeline.core.events import StepFinished, StepProgressed, StepStarted, unwatched
from pipeline.embed.lsa import LSA
from pipeline.predict import predict
from pipeline.predict.tables import written
from pipeline.report.table import write_parquet
from pipeline.runs.record import digest_of
from pipeline.runs.run import Run, newest_run
from pipeline.store.lock import locked
from pipeline.store.stages import StageStore, Written

BARE = "name: bare\nload: {path: texts.csv, id: id}\nembed: {method: lsa}\nmap: {method: pca}\n"


def topic_of(run, planted_topic):
    """The run's topic for a planted one."""
    documents = run.documents.set_index("id")
    return int(documents["topic"][f"{planted_topic[:2].lower()}00"])


FOOTER = " To unsubscribe, click here. Sample Press Ltd, 3 Long Lane, York YO1 7AA."


def test_what_the_run_leaves_out_is_left_out_of_new_documents(tmp_path, corpus_file):
    rows = list(csv.DictReader(corpus_file.open()))
    for row in rows[::2]:
        row["body"] += FOOTER
    config = planted.PLAIN.partition("themes:")[0]
    made = run(planted.write_project(tmp_path, config, rows))
    plain = newcomers.of_the_topics()
    footed = [record | {"body": record["body"] + FOOTER} for record in plain]
    nothing = plain[0] | {"id": "only", "title": "", "body": FOOTER}
    found = []
    for name, records in (("plain", plain), ("footed", [*footed, nothing])):
        path = tmp_path / f"{name}.csv"
        planted.write_csv(path, records)
        found.append(predict(made, path, unwatched))
    pd.testing.assert_frame_equal(found[0].documents, found[1].documents)
    refused = pd.read_csv(found[1].folder / "dropped.csv")
    assert refused["reason"].tolist() == ["boilerplate and nothing else"]


@pytest.mark.parametrize(("language", "expected"), [("de", {"de"}), ("[fr, it]", {"fr", "it"})])
def test_new_documents_are_in_the_languages_of_the_run(tmp_path, corpus_file, language, expected):
    config = f"{planted.PLAIN.partition('themes:')[0]}language: {language}\n"
    rows = [*csv.DictReader(corpus_file.open())]
    made = run(planted.write_project(tmp_path, config, rows))
    assert set(made.documents["language"]) <= expected
    told = {check["code"] for check in json.loads((made.folder / "run.json").read_text())["checks"]}
    assert ("L04" in told) == (language != "de")
    planted.write_csv(tmp_path / "new.csv", newcomers.of_the_topics())
    found = predict(made, tmp_path / "new.csv", unwatched)
    assert set(found.documents["language"]) <= expected


def test_new_documents_are_cut_as_those_of_the_run(tmp_path, corpus_file):
    rows = list(csv.DictReader(corpus_file.open()))
    for row, other in pairwise(rows):
        row["body"] += f"\n\n{other['body']}"
    given = ["load.split=paragraphs", "cluster.n_topics=3"]
    made = run(planted.write_project(tmp_path, records=rows), given)
    placed = predict(made, tmp_path / "planted.csv", unwatched)
    assert placed.drift.known == len(placed.documents) == 79
    assert list(placed.documents.columns) == list(made.documents.columns)
    of_run = made.documents[["id", "title", "parent", "topic", "theme", "team"]]
    pd.testing.assert_frame_equal(placed.documents[of_run.columns], of_run)
    planted.write_csv(tmp_path / "new.csv", [rows[0] | {"id": "n"}])
    fresh = predict(made, tmp_path / "new.csv", unwatched).documents
    assert fresh[["id", "parent"]].to_numpy().tolist() == [["n#1", "n"], ["n#2", "n"]]


def test_what_the_run_masks_is_masked_in_new_documents(tmp_path, corpus_file):
    def spoken(records):
        names = ("Heron", "Marlow", "maple_tree")
        return [
            row | {"title": f"@{names[2]}: {row['title']}", "body": _turns(row["body"], *names[:2])}
            for row in records
        ]

    rows = list(csv.DictReader(corpus_file.open()))
    config = planted.PLAIN.partition("themes:")[0]
    config = config.replace("id: id,", "id: id, mask: [handles, names, 'good f.*w'],", 1)
    made = run(planted.write_project(tmp_path, config, spoken(rows)))
    plain = newcomers.of_the_topics()
    nothing = plain[0] | {"id": "only", "title": "@oak", "body": "Heron: good fellow"}
    found = []
    for name, records in (("plain", plain), ("spoken", [*spoken(plain), nothing])):
        path = tmp_path / f"{name}.csv"
        planted.write_csv(path, records)
        found.append(predict(made, path, unwatched))
    columns = ["id", "topic", "nearest", "similarity"]
    both = [each.documents[[c for c in columns if c in each.documents]] for each in found]
    pd.testing.assert_frame_equal(*both)
    refused = pd.read_csv(found[1].folder / "dropped.csv")
    assert refused["reason"].tolist() == ["masked, and too little else"]


def _turns(text, one, other):
    return f"{one}: {text}\n{other}: good fellow\n{one}:\n{other}:\n{one}:"


def test_the_file_of_the_run_gets_the_answers_of_the_run(finished, corpus_file):
    again = predict(finished, corpus_file, unwatched)
    pd.testing.assert_frame_equal(again.documents, finished.documents)
    pd.testing.assert_frame_equal(again.theme_documents, finished.theme_documents)
    assert (again.drift.known, again.drift.new, again.drift.edited) == (40, 0, 0)
    assert not again.drift.rerun


def test_known_texts_keep_their_answers_in_any_order_and_company(finished, placed):
    known = [record | {"id": f"x{i}"} for i, record in enumerate(planted.rows()[::-3])]
    found = placed([*newcomers.of_the_topics(), *known, *newcomers.of_something_else(3)])
    own = found.documents[found.documents["id"].str.startswith("x")].reset_index(drop=True)
    before = finished.documents.iloc[::-3].reset_index(drop=True)
    pd.testing.assert_frame_equal(own.drop(columns="id"), before.drop(columns="id"))
    assert found.drift.known == len(known)


def test_new_documents_join_the_topic_that_they_were_made_of(finished, placed):
    records = newcomers.of_the_topics()
    found = placed(records)
    assert found.documents["topic"].tolist() == [topic_of(finished, r["planted"]) for r in records]
    food = ["Food" in themes for themes in found.documents["themes"]]
    assert food == [record["planted"] == "Kitchen" for record in records]
    assert found.documents.dtypes.equals(finished.documents.dtypes)
    assert found.theme_documents.dtypes.equals(finished.theme_documents.dtypes)
    assert found.documents["team"].tolist() == [record["team"] for record in records]
    assert found.documents["date"].tolist() == [record["day"] for record in records]
    assert found.documents["topic_distance"].between(0.3, 2).all()
    assert (found.documents["nearest_topic"] == -1).all()
    has = found.documents["second_topic"] >= 0
    assert has.tolist() == found.documents["second_share"].notna().tolist()
    assert found.drift.new == 12
    assert not found.drift.rerun


def test_documents_about_something_else_fit_nowhere_and_call_for_a_rerun(placed):
    found = placed([*newcomers.of_something_else(20), *newcomers.of_the_topics(1)])
    outside = found.documents["topic"] == -1
    assert outside.tolist() == [True] * 20 + [False] * 4
    assert found.documents["no_topic_reason"].ne("").tolist() == outside.tolist()
    assert (found.documents["topic_strength"][outside] == 0).all()
    assert found.drift.rerun
    assert "20 of 24 documents (83%) fit nowhere" in found.drift.verdict
    assert {"telescope", "galaxy", "nebula"} <= set(found.drift.words["word"])
    assert not {"bread", "ship", "violin", "tulip"} & set(found.drift.words["word"])


def test_what_is_far_but_has_words_in_common_says_both_numbers(placed):
    record = newcomers.of_something_else(1)[0]
    record["body"] = "We looked at every telescope for a galaxy. Without bread there is no violin."
    found = placed([record])
    assert found.drift.outside == 1
    reason = found.documents["no_topic_reason"][0]
    shared = [float(number) for number in re.findall(r"\d\.\d\d", reason)]
    assert shared[0] < shared[1] == pytest.approx(found.drift.similarity, abs=0.01)
    assert found.documents["nearest_topic"][0] >= 0
    assert found.documents["second_topic"][0] == -1
    assert np.isnan(found.documents["second_share"][0])


@pytest.fixture
def corrected(finished, tmp_path):
    """The run with another table of documents than its clustering in the store: a copy of it."""

    def with_table(change):
        outputs = tmp_path / "outputs"
        shutil.copytree(finished.folder.parent, outputs, symlinks=True)
        table = change(finished.documents.copy())
        folder = outputs / finished.folder.name
        path = write_parquet(written(table, "themes"), folder / "documents.parquet")
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        record["files"][path.name] = Written.of(path).model_dump()
        record["digest"] = digest_of(record)
        (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
        return Run(folder)

    return with_table


def test_topics_are_those_of_the_tables_whatever_the_store_says(placed, corrected):
    def renumbered(table):
        ids = {-1: -1, 0: 0, 1: 1, 2: 4, 3: 9}
        for column in ("topic", "nearest_topic", "second_topic"):
            table[column] = table[column].map(ids).astype(np.int32)
        return table.assign(topic_label="topic " + table["topic"].astype(str))

    result, records = corrected(renumbered), newcomers.of_the_topics()
    found, plain = placed(records, to=result), placed(records)
    assert found.documents["topic"].tolist() == [topic_of(result, r["planted"]) for r in records]
    assert set(found.documents["topic_label"]) == {"topic 0", "topic 1", "topic 4", "topic 9"}
    assert found.drift.topics["topic"].tolist() == [0, 1, 4, 9]
    same = found.documents["topic_distance"], plain.documents["topic_distance"]
    np.testing.assert_allclose(*same, atol=1e-6)


def test_what_is_nearest_to_a_document_without_topic_has_none_and_says_why(placed, corrected):
    def hidden(table):
        table.loc[0, ["topic", "nearest_topic", "topic_strength"]] = [-1, -1, 0]
        table.loc[0, ["topic_label", "no_topic_reason"]] = ["", "its topic is hidden"]
        return table

    nearly = planted.rows()[0] | {"id": "new"}
    found = placed([nearly | {"title": f"{nearly['title']} again"}], to=corrected(hidden))
    row = found.documents.iloc[0]
    assert (row["topic"], row["nearest_topic"], row["topic_distance"]) == (-1, -1, 0)
    assert row["no_topic_reason"] == "as ki00, the nearest document of the run: its topic is hidden"
    assert found.drift.outside == 0


def test_copies_get_equal_answers_and_unicode_ids_stay(placed):
    one, other = newcomers.of_the_topics(1)[:2]
    records = [
        one | {"id": "ключ"},
        other | {"id": "鍵"},
        one | {"id": "clé", "title": one["title"].upper()},
    ]
    found = placed(records).documents
    assert found["id"].tolist() == ["ключ", "鍵", "clé"]
    assert found["copy_of"].tolist() == ["", "", "ключ"]
    for column in found.columns.drop(["id", "copy_of", "title"]):
        assert found[column][0] == found[column][2], column


def test_evidence_stands_where_it_says_though_the_text_is_spelled_otherwise(finished, placed):
    records = [r | {"body": "  " + r["body"]} for r in planted.rows()[:3]]
    shouted = planted.rows()[3] | {"id": "s", "body": planted.rows()[3]["body"].upper()}
    found = placed([*records, shouted], name="new.jsonl")
    texts = {r["id"]: r["body"] for r in [*records, shouted]}
    table = found.theme_documents
    for row in table[table["evidence"] != ""].itertuples():
        assert texts[row.id][row.evidence_start : row.evidence_end] == row.evidence
    assert (table["evidence"][:9] != "").any()
    assert (table["score"][:12] == finished.theme_documents["score"][:12]).all()


def test_edited_documents_call_for_a_rerun(placed):
    edited = [
        new | {"id": old["id"]}
        for new, old in zip(newcomers.of_the_topics(1), planted.rows(1), strict=True)
    ]
    found = placed(edited)
    assert (found.drift.known, found.drift.edited, found.drift.new) == (0, 4, 0)
    assert found.drift.rerun
    assert "4 of 40 documents" in found.drift.verdict


def test_numbers_given_by_the_reader_are_not_taken_for_ids(tmp_path):
    records = planted.rows()
    config = planted.PLAIN.replace(", id: id", "")
    result = run(planted.write_project(tmp_path, config, records))
    planted.write_csv(tmp_path / "new.csv", newcomers.of_the_topics())
    found = predict(result, tmp_path / "new.csv", unwatched)
    assert (found.drift.edited, found.drift.new) == (0, 12)


def test_labels_and_examples_go_on_speaking_of_the_documents_of_the_run(tmp_path):
    config = planted.PLAIN.replace(
        "{name: Food,", "{name: Food, examples: [ha00], counter_examples: [ki00],"
    )
    result = run(planted.write_project(tmp_path, config))
    new = [
        r | {"id": name}
        for r, name in zip(newcomers.of_the_topics(1), ["ha00", "ki00", "0", "00000"], strict=True)
    ]
    planted.write_csv(tmp_path / "new.csv", new)
    found = predict(result, tmp_path / "new.csv", unwatched)
    assert found.theme_documents["judged"].eq("").all()


def test_the_tables_are_those_of_a_run(finished, placed):
    found = placed(newcomers.of_the_topics(1))
    for name in ("documents", "theme_documents"):
        header = (found.folder / f"{name}.csv").read_text().partition("\n")[0]
        assert header == (finished.folder / f"{name}.csv").read_text().partition("\n")[0]
    pd.testing.assert_frame_equal(
        pd.read_parquet(found.folder / "documents.parquet"), found.documents
    )
    record = json.loads((found.folder / "predicted.json").read_text())
    assert record["counts"]["new"] == 4
    assert set(record["files"]) | {"predicted.json"} == {p.name for p in found.folder.iterdir()}
    for name, file in record["files"].items():
        assert file["sha256"] == sha256_of(found.folder / name)
    assert found.folder.name.startswith(f"{finished.folder.name}-predicted-")
    assert not list((finished.folder.parent / ".store").glob(".draft-*"))
    again = placed(newcomers.of_the_topics(1))
    assert again.folder.name > found.folder.name
    assert newest_run(finished.folder.parent, "planted").folder == finished.folder


def test_python_s_own_logging_is_told_what_is_done(placed, caplog):
    caplog.set_level("INFO", "themeline")
    placed(newcomers.of_the_topics(1))
    assert {record.name for record in caplog.records} == {"themeline.predict"}
    said = [record.getMessage() for record in caplog.records]
    assert said[2] == "predict place started (lsa): 4 documents"
    assert said[3].startswith("predict place finished in ")


def test_the_same_file_gives_the_same_bytes(placed):
    records = [*newcomers.of_the_topics(), *newcomers.of_something_else(5)]
    one, other = placed(records).folder, placed(records).folder
    for path in one.iterdir():
        if path.name != "predicted.json":
            assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_dropped_records_are_listed(placed):
    records = newcomers.of_the_topics(1)
    records[1] |= {"body": " ", "title": ""}
    found = placed(records)
    with (found.folder / "dropped.csv").open() as file:
        assert [row["reason"] for row in csv.DictReader(file)] == ["empty text"]
    assert any("1 record dropped: 1 empty text" in each for each in found.sentences)


def test_another_format_is_read_with_the_same_columns(finished, placed, tmp_path):
    records = newcomers.of_the_topics(1)
    plain = placed(records).documents
    pd.testing.assert_frame_equal(placed(records, "new.jsonl").documents, plain)
    tabs = tmp_path / "new.tsv"
    with tabs.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]), dialect="excel-tab")
        writer.writeheader()
        writer.writerows(records)
    found = predict(finished, tabs, unwatched)
    pd.testing.assert_frame_equal(found.documents, plain)


def test_a_file_without_the_columns_is_refused_as_load_does(placed):
    with pytest.raises(InputError, match=r"load\.text: no column 'body'"):
        placed([{"id": "1", "title": "a title", "text": "a text of some words"}])


@pytest.mark.parametrize("bodies", [[], ["", "?!"]])
def test_nothing_usable_is_an_input_error(finished, bodies, tmp_path):
    path = tmp_path / "new.csv"
    rows = "".join(f"{i},t,{body},2024-01-01,north\n" for i, body in enumerate(bodies))
    path.write_text("id,title,body,day,team\n" + rows)
    with pytest.raises(InputError, match=r"new\.csv: .*0 "):
        predict(finished, path, unwatched)


def test_no_file_is_a_usage_error(finished, tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere\.csv: no such file"):
        predict(finished, tmp_path / "nowhere.csv", unwatched)


def test_the_file_that_the_run_read_is_not_needed(tmp_path):
    result = run(planted.write_project(tmp_path))
    (tmp_path / "planted.csv").rename(tmp_path / "moved.csv")
    found = predict(result, tmp_path / "moved.csv", unwatched)
    pd.testing.assert_frame_equal(found.documents, result.documents)


@pytest.mark.parametrize("harm", [shutil.rmtree, lambda f: (f / "values.npy").write_bytes(b"x")])
def test_what_is_gone_from_the_store_is_said(tmp_path, harm):
    result = run(planted.write_project(tmp_path))
    harm(next((result.folder.parent / ".store" / "embed").iterdir()))
    with pytest.raises(MachineError, match="themeline run writes it again"):
        predict(result, tmp_path / "planted.csv", unwatched)
    run(tmp_path / "config.yaml")
    assert len(predict(result, tmp_path / "planted.csv", unwatched).documents) == 40


def test_what_the_run_learned_is_learned_again_only_where_an_earlier_version_did_not_keep_it(
    tmp_path, monkeypatch
):
    result = run(planted.write_project(tmp_path))
    planted.write_csv(tmp_path / "new.csv", newcomers.of_the_topics())
    fitted, fit, texts = [], LSA._fit, []
    plain = outcome.read_stems
    monkeypatch.setattr(LSA, "_fit", lambda *given: fitted.append(1) or fit(*given))
    monkeypatch.setattr(outcome, "read_stems", lambda *a: texts.extend(a[1]) or plain(*a))
    kept = predict(result, tmp_path / "new.csv", unwatched)
    assert not fitted and min(texts) == 40  # of the run's 40 none
    store = StageStore(result.folder.parent / ".store")
    for stage, kind in (("embed", Vectors), ("assign", Themes)):
        (entry,) = store.of_stage(stage)
        store.put(entry.recipe(), replace(store.load(entry, kind), vocabulary={}, learned={}))
    anew = predict(result, tmp_path / "new.csv", unwatched)
    assert fitted and min(texts) == 0
    for name in ("documents.csv", "theme_documents.csv", "drift.md"):
        assert (kept.folder / name).read_bytes() == (anew.folder / name).read_bytes()


def test_another_run_in_the_folder_is_waited_for(finished, corpus_file):
    with locked(finished.folder.parent / ".store"), pytest.raises(BusyError):
        predict(finished, corpus_file, unwatched)


def test_vectors_from_elsewhere_place_known_texts_only(tmp_path):
    records = planted.rows()
    np.save(tmp_path / "v.npy", np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32))
    config = planted.PLAIN.replace(
        "{method: lsa, n_components: 20}", "{method: precomputed, path: v.npy}"
    ).replace("themes:", "assign: {method: words}\nthemes:")
    result = run(planted.write_project(tmp_path, config, records))
    again = predict(result, tmp_path / "planted.csv", unwatched)
    pd.testing.assert_frame_equal(again.documents, result.documents)
    planted.write_csv(tmp_path / "new.csv", newcomers.of_the_topics(1))
    with pytest.raises(ConfigError, match="precomputed cannot embed new texts, and 4 are new"):
        predict(result, tmp_path / "new.csv", unwatched)


@pytest.fixture
def of_given_vectors(tmp_path):
    """A run of vectors made elsewhere, here by LSA, and new documents with theirs."""
    records, new = planted.rows(), newcomers.of_the_topics(2)
    corpus = newcomers.corpus_of([*records, *new])
    values = LSA(n_components=8)(corpus).values
    write_vectors(tmp_path / "v.parquet", [row["id"] for row in records], values[: len(records)])
    write_vectors(tmp_path / "new.parquet", [row["id"] for row in new], values[len(records) :])
    planted.write_csv(tmp_path / "new.csv", new)
    config = planted.PLAIN.replace(
        "{method: lsa, n_components: 20}", "{method: precomputed, path: v.parquet}"
    )
    return run(planted.write_project(tmp_path, config, records)), new


def write_vectors(path, ids, values):
    pd.DataFrame({"id": ids, "vector": list(values)}).to_parquet(path)


def test_new_documents_come_with_their_vectors_where_the_run_was_given_its_own(of_given_vectors):
    result, new = of_given_vectors
    folder = result.folder.parent.parent
    found = predict(result, folder / "new.csv", unwatched, vectors=folder / "new.parquet")
    placed = found.documents.set_index("id")["topic_label"]
    home = result.documents.assign(planted=[row["planted"] for row in planted.rows()])
    label_of = home.groupby("planted")["topic_label"].agg(lambda labels: labels.mode()[0])
    right = [placed[row["id"]] == label_of[row["planted"]] for row in new]
    assert np.mean(right) > 0.8
    themes = found.theme_documents
    assert themes["assigned"].any()


def test_vectors_of_new_documents_that_do_not_fit_are_refused(of_given_vectors):
    result, new = of_given_vectors
    folder, ids = result.folder.parent.parent, [row["id"] for row in new]
    values = np.ones((len(new), 8), dtype=np.float32)
    other = folder / "other.parquet"
    hole = values.copy()
    hole[0, 0] = np.nan
    for given_ids, given_values, told in (
        (ids, values[:, :3], r"vectors of 3 dimensions, and those of the run have 8"),
        (ids[1:], values[1:], rf"has no vector of 1 new documents \({ids[0]}\)"),
        ([ids[0], *ids[:-1]], values, "1 ids occur more than once"),
        (ids, hole, r"1 of \d+ vectors hold a value that is missing"),
    ):
        write_vectors(other, given_ids, given_values)
        with pytest.raises(InputError, match=told):
            predict(result, folder / "new.csv", unwatched, vectors=other)
    with pytest.raises(InputError, match=r"ends in '\.npy'"):
        predict(result, folder / "new.csv", unwatched, vectors=folder / "new.npy")


def test_a_run_that_embeds_by_itself_is_given_no_vectors(finished, corpus_file):
    with pytest.raises(ConfigError, match=r"--vectors v\.parquet: .* made its vectors itself"):
        predict(finished, corpus_file, unwatched, vectors=Path("v.parquet"))


def test_a_run_without_topics_and_themes_takes_documents_too(tmp_path):
    (tmp_path / "texts.csv").write_text("id,text\n1,bread and flour\n2,ships on the sea\n3,flour\n")
    (tmp_path / "config.yaml").write_text(BARE)
    result = run(tmp_path / "config.yaml")
    (tmp_path / "new.csv").write_text(
        "id,text\n7,bread of flour\n8,nothing of it\n9,bread and flour\n"
    )
    found = predict(result, tmp_path / "new.csv", unwatched)
    assert found.documents["topic"].tolist() == [-1, -1, -1]
    assert found.documents["no_topic_reason"].ne("").all()
    assert found.documents["nearest_topic"].tolist() == [-1, -1, -1]
    assert len(found.theme_documents) == 0
    assert list(found.theme_documents) == list(result.theme_documents)
    assert len(found.drift.topics["topic"]) == 0
    assert (found.folder / "drift.md").read_text().startswith("# new.csv, held against bare-001")


@pytest.mark.parametrize("body", ["...the and of...", "12345 67890", "我爱面包"])
def test_one_document_that_says_nothing_stands_alone(placed, body):
    found = placed([newcomers.of_the_topics(1)[0] | {"title": "", "body": body}])
    assert found.documents["topic"].tolist() == [-1]
    assert "nothing in common" in found.documents["no_topic_reason"][0]
    assert np.isfinite(found.documents[["x", "y"]].to_numpy()).all()


def test_each_step_is_told(finished, tmp_path):
    told = []
    planted.write_csv(tmp_path / "new.csv", newcomers.of_the_topics())
    predict(finished, tmp_path / "new.csv", told.append)
    names = ["predict load", "predict place"]
    assert [each.step for each in told if isinstance(each, StepStarted)] == names
    assert [each.step for each in told if isinstance(each, StepFinished)] == names
    moved = [each for each in told if isinstance(each, StepProgressed)]
    assert (moved[-1].done, moved[-1].total) == (12, 12)
    assert len(moved) == 7  # 2 of 40 documents at once, and all of them
