"""Why a document has its topic and themes, and what a theme is sure of, for reading."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.api.showing import in_lines, items, text
from pipeline.runs.explain import ExplainedDocument, ExplainedTheme
from pipeline.runs.explain_words import evidence_of, mark_of, other_topics, topic_of, why_of

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
    strength = f", strength {row['topic_strength']:.2f}" if row["topic"] >= 0 else ""
    yield f"{topic_of(found)}{strength}"
    yield from other_topics(found)


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
    told = f"{each['score']:.2f} {each['theme']}, {mark_of(each)} ({why_of(each)})"
    return " ".join((told, *evidence_of(each)))


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
    return " ".join((f"{each['score']:.2f} {each['id']} {each['title']}", *evidence_of(each)))
