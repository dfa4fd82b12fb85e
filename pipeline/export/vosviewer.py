"""VOSviewer: topics and themes as a network in its JSON.

Topics of one coarser topic are a cluster, where there are several levels, and themes are one.
VOSviewer lays the network out itself.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core.errors import InputError
from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.export.network import Network, Node, topic_id
from pipeline.report.wording import count

LEAST = 3
"""Items that VOSviewer draws."""

MOST = 1000
"""Clusters that it tells apart."""

DIGITS = 4


class VOSviewer(Format):
    """Items, links and clusters in JSON."""

    tool = "VOSviewer"
    source = "https://app.vosviewer.com/docs/file-types/json-file-type/"

    def files(self, contents: Contents) -> Files:
        """network.json alone; raises ``InputError`` where there are too few topics and themes."""
        network = Network(contents, [contents.shown])
        if len(network.nodes) < LEAST or not network.links:
            raise InputError(
                f"{contents.name}: has {network.told}, and VOSviewer draws {LEAST} topics and "
                "themes or more, of which some are linked"
            )
        value = {
            "network": _network(network),
            "config": {"terminology": TERMS},
            "info": {"title": escape(contents.name)},
        }
        text = json.dumps(value, ensure_ascii=False, indent=1)
        return {"network.json": File(f"{text}\n", network.told)}

    def opening(self, folder: Path) -> str:
        """What to open."""
        return f"open {folder / 'network.json'} in VOSviewer, or at app.vosviewer.com"


TERMS = {
    "item": "topic or theme",
    "items": "topics and themes",
    "cluster": "wider topic",
    "clusters": "wider topics",
}


def _network(network: Network) -> dict[str, Any]:
    clusters = _clusters(network)
    distinct = dict.fromkeys(clusters.values())
    numbers = {cluster: number for number, cluster in enumerate(distinct, 1)}
    items = [_item(node, numbers[clusters[node.id]]) for node in network.nodes]
    links = [
        {
            "source_id": link.source,
            "target_id": link.target,
            "strength": round(link.weight, DIGITS),
        }
        for link in network.links
    ]
    told = [{"cluster": n, "label": name} for (_, name), n in numbers.items() if n <= MOST]
    return {"items": items, "links": links, "clusters": told}


def _item(node: Node, cluster: int) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": node.id,
        "label": node.label,
        "description": "".join(_description(node)),
        "weights": {"Documents": node.documents},
    }
    if cluster <= MOST:
        item["cluster"] = cluster
    if not np.isnan(node.stability):
        item["scores"] = {"Stability": round(node.stability, DIGITS)}
    return item


def _description(node: Node) -> Iterator[str]:
    """What is shown beside an item, as HTML."""
    yield f"<b>{escape(node.label)}</b><br>{node.kind}, {count(node.documents, 'document')}"
    if node.keywords:
        yield f"<br>{escape(', '.join(node.keywords))}"


Cluster = tuple[int | None, str]
"""A coarser topic and what it is called; None where it is none."""


def _clusters(network: Network) -> Mapping[str, Cluster]:
    """The cluster of each node: of a topic, the one at the coarsest level with most of it."""
    shown, coarse = network.contents.shown, network.contents.levels[0]
    found: dict[str, Cluster] = {}
    for topic in shown.labels:
        wider = coarse.topics[shown.topics == topic]
        wider = wider[wider >= 0]
        most = int(np.bincount(wider).argmax()) if coarse is not shown and len(wider) else None
        label = "Topics" if most is None else coarse.label(most)
        found[topic_id(shown, topic)] = (most, label)
    themes = (node.id for node in network.nodes if node.kind == "theme")
    return found | dict.fromkeys(themes, (-1, "Themes"))
