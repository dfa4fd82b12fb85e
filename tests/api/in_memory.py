"""How texts in memory are fitted here, as quickly as can be."""

from pipeline import Theme

FAST = {
    "embed": {"method": "lsa", "n_components": 20},
    "reduce": {"method": "pca", "n_components": 6},
    "map": "pca",
    "cluster": {"method": "kmeans", "n_topics": 4},
    "describe": "ctfidf",
    "report": {"figures": []},
}
"""The settings of the planted config: nothing to load, nothing to compile."""

THEMES = (
    Theme(name="Food", keywords=("bread", "flour", "oven", "recipe")),
    {"name": "Music", "keywords": ["violin", "melody", "orchestra", "concert"]},
    {"name": "Space travel", "keywords": ("rocket", "orbit")},
)

COLUMNS = {"id": "id", "title": "title", "text": "body", "date": "day", "groups": ["team"]}
