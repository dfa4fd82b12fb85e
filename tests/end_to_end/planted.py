"""A small corpus whose topics and themes are known, because they were planted."""

import csv

import numpy as np

TOPICS = {
    "Kitchen": "bread flour yeast oven dough baker crust butter recipe loaf",
    "Harbour": "ship sail anchor captain ocean deck mast harbour wave crew",
    "Garden": "tulip soil seed watering bloom garden petal root spade hedge",
    "Orchestra": "violin cello concert melody rhythm orchestra tempo tune chord score",
}
TEMPLATES = (
    "The {0} and the {1} need a good {2} before any {3}. A {4} with its {5} was seen near the {6}.",
    "We looked at every {0} for a {1}. Without {2} there is no {3}, and the {4} shows the {5}.",
    "Old {0} meets new {1}: how the {2} became a {3}. The {4} tells of {5} and of {6}.",
)


def rows(per_topic=10, seed=3):
    """Records with id, title, body, day, team and the planted topic."""
    draw = np.random.default_rng(seed)
    found = []
    for topic, words in TOPICS.items():
        for number in range(per_topic):
            chosen = draw.permutation(words.split())
            body = TEMPLATES[number % len(TEMPLATES)].format(*chosen)
            found.append(
                {
                    "id": f"{topic[:2].lower()}{number:02d}",
                    "title": f"{topic}: the {chosen[0]} and the {chosen[1]}",
                    "body": body,
                    "day": f"2024-{1 + number % 12:02d}-15",
                    "team": "north" if number % 2 else "south",
                    "planted": topic,
                }
            )
    return found


def write_csv(path, records):
    """Write records as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)


CONFIG = """\
name: planted
load: {path: planted.csv, id: id, title: title, text: body, date: day, groups: [team]}
embed: {method: lsa, n_components: 20}
reduce: {method: pca, n_components: 6}
map: {method: pca}
cluster: {method: kmeans, n_topics: 4}
describe: {method: ctfidf}
themes:
  - {name: Food, keywords: [bread, flour, oven, recipe]}
  - {name: Music, keywords: [violin, melody, orchestra, concert]}
  - {name: Space travel, keywords: [rocket, orbit]}
"""
"""Fast methods only: no model, nothing to compile."""

PLAIN = CONFIG.replace("name: planted\n", "name: planted\nreport: {figures: []}\n")
"""Without figures, which take longer than all else together."""


def write_project(folder, config=PLAIN, records=None):
    """A folder with a corpus and a config; the config's path."""
    write_csv(folder / "planted.csv", rows() if records is None else records)
    path = folder / "config.yaml"
    path.write_text(config, encoding="utf-8")
    return path
