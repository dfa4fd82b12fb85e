"""What ``themeline explain`` prints: a document or a theme of a run, with the evidence."""

from collections.abc import Mapping
from typing import Any

from pipeline.cli.saying import say
from pipeline.report.lettering import printable
from pipeline.report.table import SIGNAL
from pipeline.runs.explain import ExplainedDocument, ExplainedTheme


def show_document(found: ExplainedDocument, run: str) -> None:
    """A document with its topic, its themes with their evidence, and its neighbours."""
    row = found.document
    _paragraph(f"Run {run}")
    _paragraph(f"{row['id']}  {row['title']}")
    if row["topic"] >= 0:
        holds = f", a {row['topic_holds']} topic" if row["topic_holds"] else ""
        print()
        _paragraph(f"Topic {row['topic']}: {row['topic_label']}{holds}")
        print(f"  strength {row['topic_strength']:.2f}")
    else:
        print()
        _paragraph(f"No topic: {row['no_topic_reason']}")
    _other_topics(found)
    print("\nThemes" if len(found.themes) else "\nNo themes were asked for.")
    for each in found.themes.to_dict("records"):
        mark = "primary" if each["primary"] else "assigned" if each["assigned"] else "not assigned"
        said = {"yes": "you said so", "no": "you said it does not belong"}
        why = said.get(each["judged"]) or ", ".join(filter(None, (_named(each), _signals(each))))
        _listed(f"{each['score']:.2f}  {each['theme']}, {mark}  ({why})")
        _quote(each)
    if found.neighbours is None:
        print()
        told = "not known, as the vectors of the run are gone or damaged; themeline run makes them"
        say(f"Nearest documents: {told} again.", then="  ")
    elif found.neighbours:
        print("\nNearest documents")
    for identifier, title, topic, similarity in found.neighbours or ():
        _listed(f"{similarity:.2f}  {identifier}  {title}" + (f"  [{topic}]" if topic else ""))


def _named(each: Mapping[Any, Any]) -> str:
    """Whether a document that has a theme says so; empty for one that has it not."""
    said = {"yes": "says its name or a keyword", "no": "near in meaning only"}
    return said.get(each["named"], "") if each["assigned"] else ""


def _other_topics(found: ExplainedDocument) -> None:
    """The topic that is nearest to a document without one, and the one that comes second."""
    row = found.document
    if row["topic"] < 0 <= row["nearest_topic"]:
        name = found.names.get(row["nearest_topic"], "")
        times = f"{row['topic_distance']:.1f} times as far from its centre as its own documents"
        _paragraph(f"nearest {row['nearest_topic']}: {name} ({times})", 2)
    if row["second_topic"] >= 0:
        name = found.names.get(row["second_topic"], "")
        _paragraph(f"second {row['second_topic']}: {name} (share {row['second_share']:.2f})", 2)


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


def _signals(each: Mapping[Any, Any]) -> str:
    """What the score is made of, in standard deviations."""
    signals = [name for name in each if name.startswith(SIGNAL)]
    return "; ".join(f"{name.removeprefix(SIGNAL)} {each[name]:+.1f}" for name in signals)


def _quote(each: Mapping[Any, Any]) -> None:
    if each["evidence"]:
        words = f"  [{'; '.join(each['words'])}]" if each["words"] else ""
        _paragraph(f"“{' '.join(each['evidence'].split())}”{words}", 8, len("“"))


def _paragraph(text: str, indent: int = 0, hang: int = 2) -> None:
    say(printable(text), " " * indent, " " * (indent + hang))


def _listed(text: str) -> None:
    """An entry of a list, which begins with a number of two decimals."""
    _paragraph(text, 2, len("0.00 "))
