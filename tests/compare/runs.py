"""Runs of the planted corpus, and what is said of two of them."""

import planted
from pipeline import run
from pipeline.compare.comparison import compare
from pipeline.compare.moves import moves
from pipeline.compare.run_tables import RunTables

KMEANS = "cluster: {method: kmeans, n_topics: 4}"
PLAIN = planted.PLAIN
"""k-means, which knows nothing of other seeds."""

CONSENSUS = PLAIN.replace(KMEANS, "cluster: {method: consensus, n_topics: 4}")

WITHOUT_THEMES = PLAIN[: PLAIN.index("themes:")]


def mixed(number):
    """Records that are about two subjects, so that a seed decides where they are."""
    rows = planted.rows()
    pairs = zip(rows[:number], rows[-number:], strict=True)
    texts = [f"{one['body']} {other['body']}" for one, other in pairs]
    return [
        {**rows[0], "id": f"mix{place}", "title": f"Both {place}", "body": text}
        for place, text in enumerate(texts)
    ]


def edited(records, **bodies):
    """The records, some with other bodies."""
    return [{**row, "body": bodies.get(row["id"], row["body"])} for row in records]


def rerun(config, records, *settings):
    """Run a config again on other records."""
    planted.write_csv(config.parent / "planted.csv", records)
    return run(config, settings)


def compared(before, after, levels=(None, None)):
    """The comparison of two runs, and its moves."""
    made = compare(RunTables(before, levels[0]), RunTables(after, levels[1]))
    return made, moves(made)


def ids_of(found, kind):
    """The ids of the documents that differ in one way."""
    made, moved = found
    return {
        made.before.ids[move.before] if move.after is None else made.after.ids[move.after]
        for move in moved
        if move.kind == kind
    }
