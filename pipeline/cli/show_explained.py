"""What ``themeline explain`` prints: a document or a theme of a run, with the evidence."""

from collections.abc import Mapping
from typing import Any

from pipeline.cli.saying import say
from pipeline.report.lettering import printable
from pipeline.runs.explain import ExplainedDocument, ExplainedTheme
from pipeline.runs.explain_words import evidence_of, mark_of, other_topics, topic_of, why_of


def show_document(found: ExplainedDocument, run: str) -> None:
    """A document with its topic, its themes with their evidence, and its neighbours."""
    row = found.document
    _paragraph(f"Run {run}")
    _paragraph(f"{row['id']}  {row['title']}")
    print()
    _paragraph(topic_of(found))
    if row["topic"] >= 0:
        print(f"  strength {row['topic_strength']:.2f}")
    for told in other_topics(found):
        _paragraph(told, 2)
    print("\nThemes" if len(found.themes) else "\nNo themes were asked for.")
    for each in found.themes.to_dict("records"):
        _listed(f"{each['score']:.2f}  {each['theme']}, {mark_of(each)}  ({why_of(each)})")
        _quote(each)
    if found.neighbours is None:
        print()
        told = "not known, as the vectors of the run are gone or damaged; themeline run makes them"
        say(f"Nearest documents: {told} again.", then="  ")
    elif found.neighbours:
        print("\nNearest documents")
    for identifier, title, topic, similarity in found.neighbours or ():
        _listed(f"{similarity:.2f}  {identifier}  {title}" + (f"  [{topic}]" if topic else ""))


def show_theme(found: ExplainedTheme, run: str) -> None:
    """A theme with its clearest documents and those on either side of the threshold."""
    theme = found.theme
    _paragraph(f"Run {run}")
    _paragraph(f"{theme['theme']}: {theme['documents']} documents ({theme['share']:.0%})")
    if theme["found_words"]:
        _paragraph(f"Told apart by: {', '.join(theme['found_words'])}")
    kinds = (
        ("Clearest", found.clearest),
        (f"Borderline (threshold {theme['threshold']:.2f})", found.borderline),
        ("Nearly in", found.nearly_in),
    )
    for heading, rows in kinds:
        if len(rows):
            print(f"\n{heading}")
        for each in rows.to_dict("records"):
            _listed(f"{each['score']:.2f}  {each['id']}  {each['title']}")
            _quote(each)


def _quote(each: Mapping[Any, Any]) -> None:
    evidence = "  ".join(evidence_of(each))
    if evidence:
        _paragraph(evidence, 8, len("“"))


def _paragraph(text: str, indent: int = 0, hang: int = 2) -> None:
    say(printable(text), " " * indent, " " * (indent + hang))


def _listed(text: str) -> None:
    """An entry of a list, which begins with a number of two decimals."""
    _paragraph(text, 2, len("0.00 "))
