"""Checks: who named the topics, and why some keep the names that they had."""

from collections.abc import Sequence

from pipeline.core.artifacts import Check, Strings, Topic
from pipeline.core.language_names import language_name

SHOWN = 3
"""Topics that are told by their names."""


def named_by(model: str, host: str, named: int, topics: int) -> Check:
    """N01: who gave the names, and who was shown sentences of documents for it."""
    message = (
        f"{model} named {named:,} of {_topics(topics)}: sentences of their documents were sent to "
        f"{host}."
    )
    return Check("N01", "info", message)


def refused(topics: Sequence[tuple[Topic, str]]) -> Check:
    """N02: answers that could not be used, each topic with why."""
    told = [f"{topic.label}, as the answer {why}" for topic, why in topics[:SHOWN]]
    more = f"; and {len(topics) - SHOWN:,} more" if len(topics) > SHOWN else ""
    message = (
        f"{_topics(len(topics))} {_keep(len(topics))}, as what the model answered cannot be "
        f"used: {'; '.join(told)}{more}."
    )
    advice = (
        "Tell the model in naming.instructions what to call things, or name another model; or "
        "name the topics yourself (overrides), which no model changes."
    )
    quotes = tuple(part for _, why in topics[:SHOWN] for part in why.split('"')[1:2])
    return Check("N02", "warning", message, advice, quotes=quotes)


def unanswered(topics: int, why: str, stopped: bool) -> Check:
    """N03: no answer came, and what the server did instead."""
    after = ", and was not asked any more after that" if stopped else ""
    message = f"{_topics(topics)} {_keep(topics)}, as the server gave no answer{after}: {why}."
    advice = "Run again once that is mended: only what has no answer yet is asked then."
    return Check("N03", "warning", message, advice)


def not_asked(topics: int, most: int) -> Check:
    """N04: more topics than may be asked about."""
    message = (
        f"{_topics(topics)} {_keep(topics)}, as naming.max_requests is {most:,}: those of the "
        "level shown come first."
    )
    advice = f"Raise naming.max_requests to {most + topics:,} to have all named."
    return Check("N04", "info", message, advice)


def spoken_to(documents: Strings) -> Check:
    """N05: documents with sentences that speak to a model."""
    number = len(documents)
    have = (
        "document holds a sentence that speaks"
        if number == 1
        else "documents hold sentences that speak"
    )
    message = (
        f"{number:,} {have} to a model rather than to a reader: it was not shown them, and no name "
        "has a word that is in such sentences alone."
    )
    advice = "See what they say; leave them out where they are no documents of yours."
    return Check("N05", "warning", message, advice, documents)


def unchecked(code: str) -> Check:
    """N06: the words of names cannot be looked for in documents of other languages."""
    message = (
        f"Names are in {language_name(code)}, which the documents are not in, and the embedder has "
        "no texts beside their translations: whether the words of names fit was not checked."
    )
    advice = "Choose embed.method use_multilingual, or leave naming.names_in out."
    return Check("N06", "info", message, advice)


def _topics(count: int) -> str:
    return "1 topic" if count == 1 else f"{count:,} topics"


def _keep(count: int) -> str:
    return "keeps its statistical name" if count == 1 else "keep their statistical names"
