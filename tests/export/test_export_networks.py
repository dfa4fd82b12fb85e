"""GEXF and VOSviewer: topics and themes as a network that its readers open."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from pipeline.core.errors import InputError
from pipeline.export.contents import Contents
from pipeline.export.format import format_named
from pipeline.export.network import Network
from pipeline.export.xml_text import LawfulText

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"


@pytest.fixture(scope="module")
def network(contents):
    return Network(contents, contents.levels)


def graph_of(file):
    return ElementTree.fromstring(file.content.encode()).find(f"{GEXF}graph")


def test_every_topic_and_theme_is_a_node_as_the_tables_have_it(network, finished):
    nodes = {node.id: node for node in network.nodes}
    for row in finished.topics.itertuples():
        node = nodes[network.ids[row.level, row.topic]]
        assert node.documents == row.size
        assert (node.level, node.label) == (row.level, row.label) or node.level == 1
    themes = [(node.label, node.documents) for node in network.nodes if node.kind == "theme"]
    assert themes == list(finished.themes[["theme", "documents"]].itertuples(False, None))
    assert len({node.id for node in network.nodes}) == len(network.nodes)


def test_links_say_what_two_have_in_common(network, contents):
    found = {(link.source, link.target): link for link in network.links}
    assert len(found) == len(network.links)
    assert all(0 < link.weight <= 1 + 1e-6 for link in network.links)
    coarse, fine = contents.levels
    parts = [link for link in network.links if link.kind == "part"]
    for link in parts:
        wider, own = (int(name.rpartition(":")[2]) for name in (link.source, link.target))
        assert link.documents == ((coarse.topics == wider) & (fine.topics == own)).sum() > 0
    assert parts and {link.source.split(":")[1] for link in parts} == {"0"}
    food = contents.assigned[:, contents.themes.index("Food")]
    for topic in fine.labels:
        link = found.get((f"topic:1:{topic}", "theme:0"))
        assert (link.documents if link else 0) == (food & (fine.topics == topic)).sum()
    near = [link for link in network.links if link.kind == "near"]
    assert near and all(a.startswith("topic:") for link in near for a in (link.source, link.target))


def test_gexf_declares_what_it_says(files, network):
    graph = graph_of(files("gexf")["network.gexf"])
    nodes = graph.findall(f"{GEXF}nodes/{GEXF}node")
    ids = {node.get("id") for node in nodes}
    assert [node.get("label") for node in nodes] == [node.label for node in network.nodes]
    declared = {
        kind.get("class"): {each.get("id") for each in kind}
        for kind in graph.findall(f"{GEXF}attributes")
    }
    for edge in graph.findall(f"{GEXF}edges/{GEXF}edge"):
        assert {edge.get("source"), edge.get("target")} <= ids
    for kind, each in (("node", f"{GEXF}nodes/{GEXF}node"), ("edge", f"{GEXF}edges/{GEXF}edge")):
        used = {value.get("for") for value in graph.findall(f"{each}/*/{GEXF}attvalue")}
        assert used == declared[kind]
    sizes = [float(node.find(f"{VIZ}size").get("value")) for node in nodes]
    documents = [node.documents for node in network.nodes]
    assert sorted(range(len(nodes)), key=sizes.__getitem__) == sorted(
        range(len(nodes)), key=documents.__getitem__
    )


def test_what_xml_cannot_hold_is_replaced_and_told(finished):
    odd = Contents(finished)
    odd.__dict__["themes"] = ("Fo\x0bod", 'Music & "<b>', "Space\ufffe")
    file = format_named("gexf").files(odd)["network.gexf"]
    labels = [node.get("label") for node in graph_of(file).iter(f"{GEXF}node")]
    assert labels[-3:] == ["Fo\ufffdod", 'Music & "<b>', "Space\ufffd"]
    assert file.holds.endswith("; 2 characters that XML cannot hold replaced")
    assert LawfulText()("a\tb\n\U0001f600") == "a\tb\n\U0001f600"


def test_vosviewer_gets_what_its_form_asks_for(files, contents):
    value = json.loads(files("vosviewer")["network.json"].content)
    items, links, clusters = (value["network"][key] for key in ("items", "links", "clusters"))
    ids = [item["id"] for item in items]
    assert len(set(ids)) == len(ids) == len(contents.shown.labels) + len(contents.themes)
    assert all({link["source_id"], link["target_id"]} <= set(ids) for link in links)
    assert all(link["strength"] >= 0 for link in links) and links
    assert [each["cluster"] for each in clusters] == list(range(1, len(clusters) + 1))
    assert {item["cluster"] for item in items} == {each["cluster"] for each in clusters}
    coarse = list(contents.levels[0].labels.values())
    assert {each["label"] for each in clusters} == {*coarse, "Themes"}
    assert all(item["weights"]["Documents"] >= 0 for item in items)


def test_vosviewer_cannot_draw_two_items(finished):
    few = Contents(finished)
    few.__dict__.update(
        themes=(),
        assigned=np.zeros((len(few), 0), dtype=np.bool_),
        shown=replace(few.shown, labels={}, keywords={}),
    )
    with pytest.raises(InputError, match="0 links, of 41 documents, and VOSviewer draws 3"):
        format_named("vosviewer").files(few)


def test_a_topic_that_several_levels_have_is_one_node(finished):
    twice = Contents(finished)
    fine = twice.shown
    twice.__dict__["levels"] = (replace(fine, level=0), fine)
    network = Network(twice, twice.levels)
    assert len(network.nodes) == len(fine.labels) + len(twice.themes)
    assert {node.level for node in network.nodes} == {1, None}
    assert not [link for link in network.links if link.kind == "part"]
