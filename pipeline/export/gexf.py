"""GEXF 1.3: topics and themes as a network, for Gephi and its like.

Topics are discs, themes diamonds, as large as their documents are many, with the colours and the
places of the report.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

import numpy as np

from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.export.network import Link, Network, Node
from pipeline.export.xml_text import LawfulText
from pipeline.report.wording import count

GEXF, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"

SMALLEST, LARGEST, SPAN = 4.0, 40.0, 1000.0
"""Sizes of nodes, and how far apart the farthest are."""

OF_NODES = {
    "kind": "string",
    "level": "integer",
    "documents": "integer",
    "keywords": "string",
    "stability": "double",
}
OF_EDGES = {"kind": "string", "documents": "integer"}
"""The attributes by name, with their types."""


class GEXFNetwork(Format):
    """A network in XML."""

    tool = "Gephi"
    source = "https://gexf.net"

    def files(self, contents: Contents) -> Files:
        """network.gexf alone."""
        network = Network(contents, contents.levels)
        lawful = LawfulText()
        text = _text(network, lawful)
        told = f"; {count(lawful.replaced, 'character')} that XML cannot hold replaced"
        holds = network.told + (told if lawful.replaced else "")
        return {"network.gexf": File(text, holds)}

    def opening(self, folder: Path) -> str:
        """What to open, and a line of Python."""
        path = folder / "network.gexf"
        return f"open {path} in Gephi, or networkx.read_gexf({str(path)!r})"


def _text(network: Network, lawful: LawfulText) -> str:
    register_namespace("", GEXF)
    register_namespace("viz", VIZ)
    root = Element(f"{{{GEXF}}}gexf", version="1.3")
    meta = SubElement(root, f"{{{GEXF}}}meta")
    SubElement(meta, f"{{{GEXF}}}creator").text = "Themeline"
    SubElement(meta, f"{{{GEXF}}}description").text = lawful(network.contents.name)
    graph = SubElement(root, f"{{{GEXF}}}graph", defaultedgetype="undirected", idtype="string")
    _declare(graph, "node", OF_NODES)
    _declare(graph, "edge", OF_EDGES)
    nodes = SubElement(graph, f"{{{GEXF}}}nodes")
    for node, size, place in _sized(network.nodes):
        _node(nodes, node, size, place, lawful)
    edges = SubElement(graph, f"{{{GEXF}}}edges")
    for number, link in enumerate(network.links):
        _edge(edges, number, link)
    indent(root)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{tostring(root, encoding='unicode')}\n"


def _declare(graph: Element, kind: str, attributes: dict[str, str]) -> None:
    declared = SubElement(graph, f"{{{GEXF}}}attributes", {"class": kind})
    for name, type_ in attributes.items():
        SubElement(declared, f"{{{GEXF}}}attribute", id=name, title=name, type=type_)


def _sized(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, float, tuple[float, float]]]:
    """Each node with its size, whose area goes with its documents, and its place."""
    most = max([1, *(node.documents for node in nodes)])
    places = np.array([node.place for node in nodes]).reshape(-1, 2)
    span = float(np.ptp(places, axis=0).max()) if len(places) else 0.0
    for node in nodes:
        size = SMALLEST + (LARGEST - SMALLEST) * (node.documents / most) ** 0.5
        x, y = (value * SPAN / (span or 1.0) for value in node.place)
        yield node, size, (x, y)


def _node(
    nodes: Element, node: Node, size: float, place: tuple[float, float], lawful: LawfulText
) -> None:
    element = SubElement(nodes, f"{{{GEXF}}}node", id=node.id, label=lawful(node.label))
    values = {
        "kind": node.kind,
        "level": "" if node.level is None else str(node.level),
        "documents": str(node.documents),
        "keywords": lawful(", ".join(node.keywords)),
        "stability": "" if np.isnan(node.stability) else f"{node.stability:.4f}",
    }
    _values(element, values)
    red, green, blue = (str(int(node.colour[at : at + 2], 16)) for at in (1, 3, 5))
    SubElement(element, f"{{{VIZ}}}color", r=red, g=green, b=blue)
    SubElement(element, f"{{{VIZ}}}position", x=f"{place[0]:.3f}", y=f"{place[1]:.3f}")
    SubElement(element, f"{{{VIZ}}}size", value=f"{size:.3f}")
    shape = "diamond" if node.kind == "theme" else "disc"
    SubElement(element, f"{{{VIZ}}}shape", value=shape)


def _edge(edges: Element, number: int, link: Link) -> None:
    element = SubElement(
        edges,
        f"{{{GEXF}}}edge",
        id=str(number),
        source=link.source,
        target=link.target,
        weight=f"{link.weight:.4f}",
    )
    _values(element, {"kind": link.kind, "documents": str(link.documents)})


def _values(element: Element, values: dict[str, str]) -> None:
    """What is known of a node or an edge."""
    held = SubElement(element, f"{{{GEXF}}}attvalues")
    for name, value in values.items():
        if value:
            SubElement(held, f"{{{GEXF}}}attvalue", {"for": name, "value": value})
