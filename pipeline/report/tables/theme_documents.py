"""theme_documents: one row per document and theme."""

import numpy as np

from pipeline.report.lists import Lists
from pipeline.report.results import Results
from pipeline.report.schema import ANY, Field, Schema
from pipeline.report.table import SIGNAL, Table

SAID = {1: "yes", -1: "no", 0: ""}

SCHEMA: Schema = (
    Field("id", "string", "which document"),
    Field("theme", "string", "which theme"),
    Field(
        "score",
        "float32",
        "how well the theme fits: for `combined` a probability; what you judged has 1 or 0",
        "0 to 1",
    ),
    Field("assigned", "bool", "whether it has the theme"),
    Field("primary", "bool", "whether that is its first theme"),
    Field(
        "named",
        "string",
        "whether the document says the theme's name or one of its keywords; one that has the theme "
        "and does not is near it in meaning only",
        "yes, no",
    ),
    Field("judged", "string", "what you said", "yes, no", "nothing"),
    Field(
        "margin",
        "float32",
        "how far the document's best theme is ahead of the next",
        "from 0, standard deviations; 0 for fewer than two themes",
    ),
    Field(
        "evidence",
        "string",
        "the sentence that speaks most for the theme, verbatim: it is looked for in the themes "
        "assigned, those nearly so and the strongest of the rest",
        empty="none was looked for, or found",
    ),
    Field(
        "evidence_start",
        "int32",
        "where it begins in the text",
        "from 0, characters",
        "-1: there is none",
    ),
    Field(
        "evidence_end",
        "int32",
        "where it ends",
        "from 0, characters",
        "-1: there is none",
    ),
    Field(
        "words",
        "list of string",
        "the words in it that speak for the theme, best first",
        empty="none does",
    ),
    Field(
        f"{SIGNAL}{ANY}",
        "float32",
        "what the score is made of: `signal_meaning`, `signal_words` and `signal_alike` for "
        "`combined`; another method has others",
        "standard deviations; mentions where there are too few texts to compare",
        optional=True,
    ),
)


def table(results: Results) -> Table:
    """The score of every document on every theme, whether it was enough, and what speaks for it."""
    themes = results.themes
    n, t = themes.scores.shape
    spans = themes.evidence.reshape(n * t, 2)
    texts = (text for text in results.corpus.texts for _ in range(t))
    signals = {
        f"{SIGNAL}{name}": themes.signals[..., place].ravel()
        for place, name in enumerate(themes.signal_names)
    }
    return {
        "id": [document for document in results.corpus.ids for _ in range(t)],
        "theme": list(themes.names) * n,
        "score": themes.scores.ravel(),
        "assigned": themes.assigned.ravel(),
        "primary": (themes.primary[:, None] == np.arange(t)).ravel(),
        "named": [SAID[1 if named else -1] for named in themes.named.ravel().tolist()],
        "judged": [SAID[said] for said in themes.judged.ravel().tolist()],
        "margin": np.repeat(themes.margins, t),
        "evidence": [
            text[start:end] if start >= 0 else ""
            for text, (start, end) in zip(texts, spans.tolist(), strict=True)
        ],
        "evidence_start": spans[:, 0],
        "evidence_end": spans[:, 1],
        "words": Lists(themes.words),
        **signals,
    }
