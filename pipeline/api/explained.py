"""Why a document has its topic and themes, and what a theme is sure of, for reading."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.api.showing import in_lines, items, text
from pipeline.report.table import SIGNAL
from pipeline.runs.explain import ExplainedDocument, ExplainedTheme

SAID = {"yes": "you said so", "no": "you said it does not belong"}
NAMED = {"yes": "says its name or a keyword", "no": "near in meaning only"}

Part = tuple[str, list[str]]
"""A heading, and the lines below it."""


class Explained:
    """A document or a theme of a run with the evidence; ``found`` has it as tables."""

    def __init__(self, found: ExplainedDocument | ExplainedTheme) -> None:
        self.found = found

    def __repr__(self) -> str:
        heading, told, parts = self._told()
        below = (f"\n{name}\n{in_lines(lines, indent=2)}" for name, lines in parts)
        return "\n".join([in_lines([heading, *told]), *below])

    def _repr_html_(self) -> str:
        heading, told, parts = self._told()
        head = f"<p><strong>{text(heading)}</strong></p>"
        below = "".join(items(each, name) for name, each in parts)
        return f"<div>{head}{items(told)}{below}</div>"

    def _told(self) -> tuple[str, list[str], list[Part]]:
        """The heading, what is told first, and the parts."""
        found = self.found
        if isinstance(found, ExplainedTheme):
            return found.theme["theme"], list(_of_theme(found)), list(_sides(found))
        heading = f"{found.document['id']} {found.document['title']}".strip()
        return heading, list(_topics(found)), list(_evidence(found))


def _topics(found: ExplainedDocument) -> Iterator[str]:
    row = found.document
    if row["topic"] >= 0:
        holds = f", a {row['topic_holds']} topic" if row["topic_holds"] else ""
        told = f"Topic {row['topic']}: {row['topic_label']}{holds}"
        yield f"{told}, strength {row['topic_strength']:.2f}"
    else:
        yield f"No topic: {row['no_topic_reason']}"
    if row["topic"] < 0 <= row["nearest_topic"]:
        name = found.names.get(row["nearest_topic"], "")
        times = f"{row['topic_distance']:.1f} times as far from its centre as its own documents"
        yield f"nearest {row['nearest_topic']}: {name} ({times})"
    if row["second_topic"] >= 0:
        name = found.names.get(row["second_topic"], "")
        yield f"second {row['second_topic']}: {name} (share {row['second_share']:.2f})"


def _evidence(found: ExplainedDocument) -> Iterator[Part]:
    if len(found.themes):
        yield "Themes", [_theme(each) for each in found.themes.to_dict("records")]
    if found.neighbours is None:
        gone = "not known, as the vectors of the run are gone or damaged; running again makes them"
        yield "Nearest documents", [gone]
    elif found.neighbours:
        near = [
            f"{similarity:.2f} {identifier} {title}" + (f" [{topic}]" if topic else "")
            for identifier, title, topic, similarity in found.neighbours
        ]
        yield "Nearest documents", near


def _theme(each: Mapping[Any, Any]) -> str:
    mark = "primary" if each["primary"] else "assigned" if each["assigned"] else "not assigned"
    names = [name for name in each if name.startswith(SIGNAL)]
    signals = "; ".join(f"{name.removeprefix(SIGNAL)} {each[name]:+.1f}" for name in names)
    named = NAMED.get(each["named"], "") if each["assigned"] else ""
    why = SAID.get(each["judged"]) or ", ".join(filter(None, (named, signals)))
    return f"{each['score']:.2f} {each['theme']}, {mark} ({why}){_quote(each)}"


def _of_theme(found: ExplainedTheme) -> Iterator[str]:
    theme = found.theme
    share = f"{theme['documents']} documents ({theme['share']:.0%})"
    yield f"{share}, threshold {theme['threshold']:.2f}"
    if len(theme["found_words"]):
        yield f"Told apart by: {', '.join(theme['found_words'])}"


def _sides(found: ExplainedTheme) -> Iterator[Part]:
    kinds = (
        ("Clearest", found.clearest),
        ("Borderline", found.borderline),
        ("Nearly in", found.nearly_in),
    )
    for heading, table in kinds:
        if len(table):
            yield heading, [_document(each) for each in table.to_dict("records")]


def _document(each: Mapping[Any, Any]) -> str:
    return f"{each['score']:.2f} {each['id']} {each['title']}{_quote(each)}"


def _quote(each: Mapping[Any, Any]) -> str:
    if not each["evidence"]:
        return ""
    words = f" [{'; '.join(each['words'])}]" if len(each["words"]) else ""
    return f" “{' '.join(each['evidence'].split())}”{words}"
