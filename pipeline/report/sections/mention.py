"""Mention: a document as every section names it."""

from dataclasses import dataclass

from pipeline.report.results import Results
from pipeline.report.wording import cut

LONGEST_TITLE = 200
"""Characters; what is called a title can be a whole text."""

UNTITLED = "untitled"
"""A document without a title, where its first words are withheld."""


@dataclass(frozen=True)
class Mention:
    """A document: its place in the corpus, its id, what it is called and in which language."""

    number: int
    id: str
    heading: str
    language: str


def mention(results: Results, document: int) -> Mention:
    """Name a document by its place in the corpus."""
    heading = cut(results.headings[document], LONGEST_TITLE) or UNTITLED
    corpus = results.corpus
    return Mention(document, corpus.ids[document], heading, corpus.language_of(document))
