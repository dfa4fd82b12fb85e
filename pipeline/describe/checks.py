"""What a reader should know about the names of the topics."""

from collections.abc import Sequence

from pipeline.core.artifacts import Check, Clustering, Topic
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.language_names import language_name
from pipeline.core.word_choice import WordChoice
from pipeline.numerics.stop_words import without_list


def check_names(
    corpus: Corpus, clustering: Clustering, topics: Sequence[Topic], words: WordChoice
) -> tuple[Check, ...]:
    """D01: topics without words, D02: one topic only, D03: no stop words of a language."""
    checks = []
    nameless = [topic for topic in topics if not topic.keywords]
    if nameless:
        checks.append(_nameless(nameless, len(topics)))
    alone = [level for level in clustering.levels.tolist() if set(level) == {0}]
    if alone:
        checks.append(_alone(len(corpus)))
    unlisted = without_list(words, corpus.spoken)
    if topics and unlisted:
        checks.append(_unlisted(unlisted))
    return tuple(checks)


def cannot_embed(embedder: Embedder) -> Check:
    """D04: the embedder has no vectors for words."""
    return Check(
        "D04",
        "warning",
        f"The embedder {embedder.name()} has no vectors for words, so topics are named from "
        "counts alone (c-TF-IDF).",
        "Set describe.method to ctfidf to say so, or use an embedder that reads new texts.",
    )


def named_in_one(topics: int, code: str, *, translated: bool) -> Check:
    """D05: topics hold documents in several languages and are named in one."""
    name = language_name(code)
    how = (
        f"words of the other languages are counted as the {name} word nearest in meaning, which "
        "their documents do not have"
        if translated
        else f"their documents in {name} alone have a say in it"
    )
    held = "1 topic holds" if topics == 1 else f"{topics} topics hold"
    return Check("D05", "info", f"{held} documents in several languages, named in {name}: {how}.")


def _nameless(nameless: Sequence[Topic], total: int) -> Check:
    shown = ", ".join(topic.label for topic in nameless[:5])
    more = f" and {len(nameless) - 5} more" if len(nameless) > 5 else ""
    return Check(
        "D01",
        "warning",
        f"{len(nameless)} of {total} topics have no words to be named after and are called by "
        f"their number: {shown}{more}.",
        "Their texts hold stop words, numbers or links only. Where words are left out that name "
        "something, set words.stop_words: none.",
    )


def _alone(n_documents: int) -> Check:
    return Check(
        "D02",
        "info",
        f"All {n_documents} documents are in one topic, so its words are merely frequent; "
        "nothing tells them apart from the rest.",
        "Allow smaller topics (cluster.min_cluster_size), or ask for more (cluster.n_topics).",
    )


def _unlisted(languages: Sequence[str]) -> Check:
    names = ", ".join(map(language_name, languages))
    return Check(
        "D03",
        "warning",
        f"A tenth or more of the documents are in {names}, of which no stop words are left out, so "
        "topics may be named after them.",
        "Name the commonest of them in words.ignore; where words.stop_words lists languages, auto "
        "takes those of the texts.",
    )
