"""DataMapPlot: where documents stand and what their topics are called, as arrays, and a script."""

import shlex
from pathlib import Path

import numpy as np

from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format, json_text
from pipeline.report.wording import count

SCRIPT = Path(__file__).parent / "static" / "draw.py"

NONE = "Unlabelled"
"""What DataMapPlot calls a point without a label."""


class DataMapPlot(Format):
    """Places (n, 2), labels by level (n strings each) and titles, as .npy without pickle."""

    tool = "datamapplot"
    source = "https://datamapplot.readthedocs.io/en/latest/api.html"

    def files(self, contents: Contents) -> Files:
        """coordinates.npy, labels_level_0.npy (the coarsest) and so on, titles.npy, draw.py."""
        about = {
            "title": contents.name,
            "levels": [each.level for each in contents.levels],
            "shown": contents.shown.level,
            "none": NONE,
        }
        labels = {
            f"labels_level_{each.level}.npy": File(
                np.array([name or NONE for name in each.names]), count(len(each.labels), "topic")
            )
            for each in contents.levels
        }
        return {
            "coordinates.npy": File(contents.places, count(len(contents), "document")),
            **labels,
            "titles.npy": File(np.array(contents.headings)),
            "about.json": File(json_text(about)),
            "draw.py": File(SCRIPT.read_text(encoding="utf-8")),
        }

    def opening(self, folder: Path) -> str:
        """The script."""
        return f"python {shlex.quote(str(folder / 'draw.py'))}"
