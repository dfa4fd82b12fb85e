"""The same documents in another shape: what must stay the same does (metamorphic testing).

Chen, Cheung & Yiu (1998), doi:10.48550/arXiv.2002.12543.
"""

import json
import random

import numpy as np
import pytest

import planted
from pipeline import run

CONFIG = planted.PLAIN.replace(
    "cluster: {method: kmeans, n_topics: 4}", "cluster: {method: consensus, min_cluster_size: 5}"
)
COLUMNS = ["topic", "topic_label", "topic_strength", "topic_holds", "theme", "themes"]
COLUMNS += ["second_topic", "second_share"]
SCORES = ["id", "theme", "score", "assigned", "evidence"]


def answers(config, prefix=""):
    """What a run says of each document, by its id, and of each pair of document and theme."""
    done = run(config)
    documents = done.documents.set_index(done.documents["id"].str.removeprefix(prefix))
    pairs = done.theme_documents[SCORES]
    pairs = pairs.assign(id=pairs["id"].str.removeprefix(prefix))
    return documents[COLUMNS].sort_index(), pairs.sort_values(["theme", "id"], ignore_index=True)


def said(table):
    """A table as text, so that lists and numbers can be held together."""
    return table.to_csv()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return answers(planted.write_project(tmp_path_factory.mktemp("plain"), CONFIG))


def assert_same(found, wanted):
    for table, other in zip(found, wanted, strict=True):
        assert said(table) == said(other)


def permuted(folder):
    records = planted.rows()
    random.Random(5).shuffle(records)
    return planted.write_project(folder, CONFIG, records)


def columns_turned_and_one_more(folder):
    records = [
        {"unused": f"nobody reads {number}", **dict(reversed(list(row.items())))}
        for number, row in enumerate(planted.rows())
    ]
    return planted.write_project(folder, CONFIG, records)


def json_lines(folder):
    config = planted.write_project(folder, CONFIG.replace("planted.csv", "planted.jsonl"))
    lines = (json.dumps(row) + "\n" for row in planted.rows())
    (folder / "planted.jsonl").write_text("".join(lines), encoding="utf-8")
    return config


def parquet(folder):
    import pandas as pd

    config = planted.write_project(folder, CONFIG.replace("planted.csv", "planted.parquet"))
    pd.DataFrame(planted.rows()).to_parquet(folder / "planted.parquet")
    return config


def another_encoding_and_line_ends(folder):
    config = planted.write_project(folder, CONFIG)
    text = (folder / "planted.csv").read_text(encoding="utf-8")
    (folder / "planted.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-16"))
    return config


def sheet(folder):
    import pandas as pd

    config = planted.write_project(folder, CONFIG.replace("planted.csv", "planted.xlsx"))
    pd.DataFrame(planted.rows()).to_excel(folder / "planted.xlsx", engine="xlsxwriter", index=False)
    return config


def three_files(folder):
    config = planted.write_project(folder, CONFIG.replace("planted.csv", "parts/*.csv"))
    (folder / "parts").mkdir()
    for part in range(3):
        planted.write_csv(folder / "parts" / f"{part}.csv", planted.rows()[part::3])
    return config


@pytest.mark.parametrize(
    "variant",
    [
        permuted,
        sheet,
        three_files,
        columns_turned_and_one_more,
        json_lines,
        parquet,
        another_encoding_and_line_ends,
    ],
)
def test_another_shape_of_the_same_documents_changes_no_answer(variant, plain, tmp_path):
    assert_same(answers(variant(tmp_path)), plain)


def test_other_ids_change_nothing_but_the_ids(plain, tmp_path):
    records = [{**row, "id": f"paper/{row['id']}"} for row in planted.rows()]
    config = planted.write_project(tmp_path, CONFIG, records)
    assert_same(answers(config, prefix="paper/"), plain)


def test_a_copy_gets_the_answers_of_its_original_and_moves_nobody(plain, tmp_path):
    records = planted.rows()
    copy = {**records[7], "id": "copy"}
    documents, _ = answers(planted.write_project(tmp_path, CONFIG, [*records, copy]))
    original = documents.loc[records[7]["id"]]
    assert documents.loc["copy"].astype(str).tolist() == original.astype(str).tolist()
    assert partition(documents.drop("copy")["topic"]) == partition(plain[0]["topic"])


def test_title_and_text_in_one_column_are_the_same_documents(plain, tmp_path):
    records = [{**row, "body": f"{row['title']}. {row['body']}"} for row in planted.rows()]
    config = planted.write_project(tmp_path, CONFIG.replace(" title: title,", ""), records)
    assert partition(answers(config)[0]["topic"]) == partition(plain[0]["topic"])


def partition(topics):
    """Which documents are together, whatever their topics are called."""
    found = topics.reset_index().groupby("topic")["id"].apply(frozenset)
    return set(found)


def test_the_planted_topics_are_what_is_held_together(plain):
    """Else that nothing changes would say nothing."""
    documents, pairs = plain
    assert len(partition(documents["topic"])) == len(planted.TOPICS)
    assert np.ptp(pairs["score"]) > 0.5
