import numpy as np
import pytest
from runs import PLAIN, compared

import planted
from pipeline import run
from pipeline.compare.alluvial import GAP, LETTERS, OUTSIDE, SLOT, draw
from pipeline.report.lettering import text_width


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two runs whose topics have names of every length."""
    config = planted.write_project(tmp_path_factory.mktemp("flow"), PLAIN)
    first = run(config, ["cluster.n_topics=12"])
    planted.write_csv(config.parent / "planted.csv", planted.rows()[5:])
    comparison, _ = compared(first, run(config, ["cluster.n_topics=3"]))
    for side in (comparison.before, comparison.after):
        names = {topic: "W" * 10 * place for place, topic in enumerate(side.labels)}
        side.__dict__["labels"] = names
    return comparison


@pytest.fixture
def flow(made):
    return draw(made)


def test_every_document_of_either_run_is_in_a_bar_on_both_sides(flow):
    for side in (flow.before, flow.after):
        assert sum(node.documents for node in side) == 40
    assert next(node.documents for node in flow.after if node.topic == OUTSIDE) == 5
    assert OUTSIDE not in [node.topic for node in flow.before]


def test_names_fit_beside_the_bars_and_do_not_touch(flow):
    for side in (flow.before, flow.after):
        assert all(text_width(line) <= LETTERS for node in side for line in node.name)
        assert all(len(node.name) <= 2 for node in side)
        places = np.array([node.name_y for node in side])
        assert (np.diff(places) >= SLOT - 1e-9).all()
        assert places.min() >= SLOT / 2 and places.max() <= flow.height - SLOT / 2


def test_bars_do_not_overlap_and_stay_inside(flow):
    for side in (flow.before, flow.after):
        ends = [node.y + node.height for node in side]
        assert all(low.y >= end + GAP - 1e-9 for low, end in zip(side[1:], ends[:-1], strict=True))
        assert max(ends) <= flow.height


def test_bands_that_stay_with_their_topic_are_told_apart(made, flow):
    stayed = sum(int(band.title.split()[0]) for band in flow.bands if band.kept)
    assert stayed == len(made) - made.moved.sum()
    assert sum(int(band.title.split()[0]) for band in flow.bands) == 40
