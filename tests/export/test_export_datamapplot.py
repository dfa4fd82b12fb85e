"""DataMapPlot: arrays, and a script that hands them over."""

import io
import json
import subprocess
import sys

import numpy as np

from pipeline.export import export

STAND_IN = """
import json
from pathlib import Path

class Figure:
    def savefig(self, path, **_): Path(path).touch()

class Page:
    def __init__(self, told): self.told = told
    def save(self, path): Path(path).write_text(json.dumps(self.told))

def kinds(labels, noise): return len(set(labels.tolist()) - {noise})

def create_plot(places, labels, *, noise_label, **_):
    global shown
    shown = kinds(labels, noise_label)
    return Figure(), None

def create_interactive_plot(places, *layers, noise_label, hover_text, **_):
    assert all(len(layer) == len(places) == len(hover_text) for layer in layers)
    each = [kinds(layer, noise_label) for layer in layers]
    return Page({"labels": shown, "layers": each, "hover": hover_text})
"""


def test_arrays_need_no_pickle_and_each_level_has_its_labels(files, contents):
    made = {name: each.content for name, each in files("datamapplot").items()}
    about = json.loads(made["about.json"])
    assert about["levels"] == [0, 1] and about["shown"] == contents.shown.level
    for level in contents.levels:
        labels = made[f"labels_level_{level.level}.npy"]
        np.save(saved := io.BytesIO(), labels, allow_pickle=False)
        expected = [name or "Unlabelled" for name in level.names]
        assert np.load(io.BytesIO(saved.getvalue())).tolist() == expected
    assert made["coordinates.npy"].shape == (41, 2)


def test_the_script_hands_them_over_with_the_finest_level_first(finished, contents, tmp_path):
    """With a stand-in for the library, which takes what it is given and writes it down."""
    folder = export(finished, "datamapplot", tmp_path / "out").folder
    (folder / "datamapplot.py").write_text(STAND_IN)
    subprocess.run([sys.executable, str(folder / "draw.py")], check=True, cwd=tmp_path)
    told = json.loads((folder / "topic_map.html").read_text())
    topics = {level.level: len(level.labels) for level in contents.levels}
    assert told["layers"] == [topics[1], topics[0]]
    assert told["labels"] == topics[contents.shown.level]
    assert "Bread &amp; &quot;salt&quot;, &lt;b&gt;ü&lt;/b&gt;" in told["hover"]
