"""Draw the map of topics: topic_map.png, and topic_map.html with all levels.

Needs datamapplot (pip install datamapplot). topic_map.html loads parts of itself from unpkg.com
when it is looked at; topic_map.png needs no network.
"""

import html
import json
from pathlib import Path

import datamapplot
import numpy as np

HERE = Path(__file__).resolve().parent

about = json.loads((HERE / "about.json").read_text(encoding="utf-8"))
places = np.load(HERE / "coordinates.npy")
titles = np.load(HERE / "titles.npy")
levels = {level: np.load(HERE / f"labels_level_{level}.npy") for level in about["levels"]}

figure, _ = datamapplot.create_plot(
    places,
    levels[about["shown"]],
    title=about["title"],
    noise_label=about["none"],
    use_system_fonts=True,
    font_family="DejaVu Sans",
    figsize=(12, 9),
)
figure.savefig(HERE / "topic_map.png", dpi=150, bbox_inches="tight")

page = datamapplot.create_interactive_plot(
    places,
    *[levels[level] for level in sorted(levels, reverse=True)],  # the finest first
    title=html.escape(about["title"]),
    noise_label=about["none"],
    hover_text=[html.escape(title) for title in titles],
    enable_search=True,
)
page.save(HERE / "topic_map.html")
