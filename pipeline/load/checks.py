"""What a reader of the result should know about the input, one check each."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

import numpy as np

from pipeline.core.artifacts import Check, IntArray, Severity, Strings
from pipeline.core.bars import ONE_FORM
from pipeline.core.corpus import Corpus, Dropped, first_words
from pipeline.core.errors import shown
from pipeline.core.language_names import READ, WRITTEN_AS, language_counts, language_name
from pipeline.load.filter import MASKED, NOTHING_ELSE, PLACEHOLDER
from pipeline.load.mask import Mask
from pipeline.load.near_duplicates import near_duplicates
from pipeline.load.records import BANNER, Record
from pipeline.load.recurring import recurring_ends
from pipeline.load.split import LONG, MANY_LONG, Split, better, is_long, spelled
from pipeline.numerics.markup import first_markup
from pipeline.numerics.passages import words
from pipeline.numerics.tokens import numberless

Checks = tuple[Check, ...]

MANY_LOST = 0.05
"""Share of the records that are dropped and should not have been, from which on it is a problem."""

SEVERAL = 0.05
"""Share of the documents not in the commonest language from which on there are several."""

MOST = 8
"""Masked names and handles that are named, and long texts that tell how they are better split."""

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")


def by_reason(counts: Mapping[str, int]) -> str:
    """How many records have which reason: "50 empty text, 2 no words"."""
    return ", ".join(f"{count:,} {reason}" for reason, count in Counter(counts).most_common())


def dropped(dropped: Sequence[Dropped], records: int) -> Checks:
    """L01: records that are not documents; more than a twentieth lost is a problem."""
    if not dropped:
        return ()
    meant = [each for each in dropped if each.reason != BANNER]
    reasons = by_reason(Counter(each.reason for each in dropped))
    message = f"{len(dropped):,} of {records:,} records were dropped: {reasons}."
    if not meant:
        return (Check("L01", "info", message),)
    severity: Severity = "problem" if lost(dropped) > MANY_LOST * records else "warning"
    return (Check("L01", severity, message, "dropped.csv lists each of them with the reason."),)


def lost(dropped: Iterable[Dropped]) -> int:
    """How many of them were meant to be documents, and hold more than a placeholder."""
    return sum(each.reason not in (BANNER, PLACEHOLDER, NOTHING_ELSE, MASKED) for each in dropped)


def is_mostly_lost(dropped: Iterable[Dropped], records: int) -> bool:
    """Whether more than half of the records cannot be documents, and are no placeholders."""
    return 2 * lost(dropped) > records


def copies(ids: Strings, first_copy: IntArray) -> Checks:
    """L02: documents that repeat an earlier one."""
    again = first_copy != np.arange(len(ids))
    if not again.any():
        return ()
    message = (
        f"{_documents(int(again.sum()), 'repeats', 'repeat')} an earlier one, case and spaces "
        "aside; each gets the topic and themes of the first."
    )
    advice = "Remove them if they are there by mistake: they weigh as much as other documents."
    return (Check("L02", "warning", message, advice, tuple(compress(ids, again))),)


def near(
    ids: Strings, folded: Sequence[tuple[str, str]], first_copy: IntArray, threshold: float
) -> Checks:
    """L03: documents that nearly repeat an earlier one, copies not counted."""
    firsts = np.flatnonzero(first_copy == np.arange(len(ids))).tolist()
    found = near_duplicates([f"{folded[i][0]} {folded[i][1]}" for i in firsts], threshold)
    searched = ""
    if found.searched < len(firsts):
        searched = f" (only the first {found.searched:,} of {len(firsts):,} were searched)"
    if not found.of:
        return (
            (Check("L03", "info", f"No near-duplicates were found{searched}."),) if searched else ()
        )
    near, earlier = (ids[firsts[i]] for i in next(iter(found.of.items())))
    message = (
        f"{_documents(len(found.of), 'nearly repeats', 'nearly repeat')} an earlier one, "
        f"{threshold:.0%} or more of their word triples being the same: {near!r} and {earlier!r}, "
        f"for example{searched}."
    )
    severity, form = _form(len(found.of), len(firsts))
    advice = "They may form topics of their own; keep one of each if that is not wanted."
    concerned = tuple(ids[firsts[i]] for i in found.of)
    return (Check("L03", severity, f"{message}{form}", advice, concerned),)


def languages(ids: Strings, spoken: Strings, looked_at: int, *, believed: bool = True) -> Checks:
    """L04: the shares of the languages; several, or one that no model reads, are a warning.

    It is told, too, where so few tell one that they are not ``believed``.
    """
    counts = language_counts(spoken).most_common()
    total = sum(count for _, count in counts)
    if not total:
        return ()
    if not believed:
        message = (
            f"Only {total:,} of {looked_at:,} documents tell a language, too few to believe them: "
            "all are read as English."
        )
        advice = "If they are in another, name it at the top of the config: language: german."
        return (Check("L04", "info", message, advice),)
    shares = ", ".join(f"{code} {count / total:.1%}" for code, count in counts[:8])
    more = f" and {len(counts) - 8} more" if len(counts) > 8 else ""
    sampled = f" (an even sample of {looked_at:,})" if looked_at < len(ids) else ""
    message = f"Languages of the {total:,} documents that tell{sampled}: {shares}{more}."
    main, count = counts[0]
    one = total - count < max(2, SEVERAL * total)
    if one and main in READ:
        return (Check("L04", "info", message),)
    own = [code and WRITTEN_AS.get(code, code) == main for code in spoken]
    if one:
        advice = (
            f"No model that comes with Themeline was made for {language_name(main)}, so like texts "
            "are found by their words: keep lsa among the parts of embed, as the default has it, "
            "or give vectors of another model (embed.method: precomputed)."
        )
        return (Check("L04", "warning", message, advice, tuple(compress(ids, own))),)
    others = tuple(i for i, code, main in zip(ids, spoken, own, strict=True) if code and not main)
    advice = (
        "Topics may part by language instead of subject. Where less than 80% are English the "
        "default embedder is use_multilingual, which reads 16 languages side by side and tells "
        "what it does not read; else set embed.method to it, or run each language by itself."
    )
    return (Check("L04", "warning", message, advice, others),)


def odd_characters(ids: Strings, texts: Strings) -> Checks:
    """L05: control and replacement characters: traces of a wrong encoding."""
    counts = [len(_ODD.findall(text)) for text in texts]
    concerned = tuple(compress(ids, counts))
    if not concerned:
        return ()
    first = next(match for text in texts if (match := _ODD.search(text)))
    message = (
        f"{_documents(len(concerned), 'holds', 'hold')} {sum(counts):,} control or replacement "
        f"characters, the first of them U+{ord(first[0]):04X}."
    )
    advice = "Check load.encoding, and how the file was written; the texts are kept as they are."
    return (Check("L05", "warning", message, advice, concerned),)


def split(kept: Sequence[Record], wholes: int) -> Checks:
    """L25: how many passages the texts were cut into."""
    parents = Counter(record.parent for record in kept if record.parent)
    sizes = {parent: passages for parent, passages in parents.items() if passages > 1}
    if not sizes:
        return ()
    least, most = min(sizes.values()), max(sizes.values())
    each = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    rest = wholes - len(sizes)
    others = f"; {_documents(rest, 'is', 'are')} one passage" if rest else ""
    message = (
        f"{_documents(len(sizes), 'was', 'were')} cut into {sum(sizes.values()):,} passages, "
        f"{each} of each{others}. Topics and themes are those of passages."
    )
    advice = "document_topics.csv tells which share of each whole document they have."
    return (Check("L25", "info", message, advice),)


def long_texts(ids: Strings, texts: Strings, how: Split | None) -> Checks:
    """L06: texts so long that they are hardly about one subject."""
    concerned = [place for place, text in enumerate(texts) if is_long(text)]
    if not concerned:
        return ()
    longest = max(words(texts[place]) for place in concerned)
    message = (
        f"{_documents(len(concerned), 'is', 'are')} longer than {LONG} words, and a document gets "
        f"one topic; the longest has {longest:,}."
    )
    proposed = spelled(better([texts[place] for place in concerned[:MOST]]))
    as_it_is = "" if how is None else f"{spelled(how)} leaves passages so long. "
    advice = f"{as_it_is}Set load.split: {proposed}, and topics are those of such passages."
    severity: Severity = "warning" if len(concerned) >= MANY_LONG * len(texts) else "info"
    return (Check("L06", severity, message, advice, tuple(ids[place] for place in concerned)),)


def unread_dates(records: Sequence[Record]) -> Checks:
    """L07: dates that cannot be read, or may mean two days, and were left empty."""
    if not records:
        return ()
    message = (
        f"{_documents(len(records), 'has', 'have')} a date that cannot be read or may mean "
        f"two days, and was left empty, the first {records[0].date[:40]!r} ({records[0].place})."
    )
    advice = (
        "Set load.date_format: day-first, month-first, or a pattern such as %d.%m.%Y; or write "
        "dates as 2024-05-31."
    )
    return (Check("L07", "warning", message, advice, tuple(record.id for record in records)),)


def titled(ids: Strings, own_texts: Strings) -> Checks:
    """L14: documents that are read by their titles alone."""
    concerned = tuple(i for i, text in zip(ids, own_texts, strict=True) if not text.strip())
    if not concerned:
        return ()
    message = (
        f"{_documents(len(concerned), 'has', 'have')} no text of {_own(len(concerned))}: the title "
        "stands in for it."
    )
    advice = "A title tells less than a text: read these documents' topics and themes with care."
    return (Check("L14", "warning", message, advice, concerned),)


def boilerplate(ids: Strings, texts: Strings, parts: IntArray) -> Checks:
    """L15: what is left out of the texts, with the most frequent as an example."""
    if not len(parts):
        return ()
    rows = parts.tolist()
    spelled = [texts[document][start:end] for document, start, end in rows]
    counts = Counter(map(numberless, spelled))
    example = dict(zip(map(numberless, spelled[::-1]), spelled[::-1], strict=True))
    most = counts.most_common(3)
    quotes = tuple(repr(first_words(example[key], 20)) for key, _ in most)
    often = "; ".join(
        f"{quote} {times:,} times" for quote, (_, times) in zip(quotes, most, strict=True)
    )
    rest = f"; and {len(counts) - 3:,} more" if len(counts) > 3 else ""
    concerned = tuple(ids[document] for document in dict.fromkeys(row[0] for row in rows))
    message = (
        f"{_documents(len(concerned), 'has', 'have')} parts that are not read, being boilerplate "
        f"or placeholders: {len(counts):,} different, {often}{rest}."
    )
    advice = (
        "boilerplate.csv lists each of them, and the report shows them in grey. If they are what "
        "the documents are about, set load.boilerplate: keep."
    )
    return (Check("L15", "info", message, advice, concerned, quotes),)


def masked(corpus: Corpus, mask: Mask) -> Checks:
    """L17: what is masked, and in how many documents; L18: what is to be masked and is nowhere."""
    if not mask.asked:
        return ()
    holders = mask.documents(corpus)
    found = [f"{asked} in {len(of):,}" for asked, of in holders.items() if of]
    spelled = Counter(
        text[start:end]
        for texts, parts in ((corpus.titles, corpus.masked_titles), (corpus.texts, corpus.masked))
        for document, start, end in parts.tolist()
        for text in (texts[document],)
    )
    often = ", ".join(repr(first_words(each, 5)[:40]) for each, _ in spelled.most_common(MOST))
    concerned = sorted(set().union(*holders.values()))
    checks = []
    if found:
        message = (
            f"{_documents(len(concerned), 'has', 'have')} parts that are masked, so not read "
            f"(load.mask: {'; '.join(found)}): {len(spelled):,} different, the most frequent "
            f"{often}."
        )
        advice = "The report shows them in grey; take out of load.mask what is a subject."
        ids = tuple(corpus.ids[document] for document in concerned)
        checks.append(Check("L17", "info", message, advice, ids))
    nowhere = [asked for asked, of in holders.items() if not of]
    if nowhere:
        message = f"load.mask: nothing was found for {', '.join(map(repr, nowhere))}."
        advice = (
            "handles, names and markup stand for what they say; anything else is a regular "
            "expression, and capitals count ((?i) before it and they do not)."
        )
        checks.append(Check("L18", "warning", message, advice))
    return tuple(checks)


def markup(ids: Strings, own_texts: Strings) -> Checks:
    """L26: texts that are written in HTML or the like."""
    found = [first_markup(text) for text in own_texts]
    concerned = tuple(compress(ids, found))
    if not concerned:
        return ()
    example = shown(next(filter(None, found)))
    message = (
        f"{_documents(len(concerned), 'holds', 'hold')} markup, such as {example}, whose words are "
        "read as those of the text."
    )
    severity: Severity = "warning" if len(concerned) > MANY_LOST * len(ids) else "info"
    advice = "Set load.mask: markup, which shows it and does not read it."
    return (Check("L26", severity, message, advice, concerned, (example,)),)


def recurring(ids: Strings, own_texts: Strings, first_copy: IntArray) -> Checks:
    """L16: a sentence that ends or begins many documents, and may be what they say."""
    firsts = np.flatnonzero(first_copy == np.arange(len(ids))).tolist()
    found = recurring_ends([own_texts[place] for place in firsts])
    if not found:
        return ()
    sentence, places = found[0]
    more = f", and {len(found) - 1:,} more recur so" if len(found) > 1 else ""
    quote = repr(sentence[:200])
    message = (
        f"{_documents(len(places), 'begins or ends', 'begin or end')} with {quote}"
        f"{more}; it is read as any other text."
    )
    severity, form = _form(len(places), len(firsts))
    advice = "It may make a topic of its own: if it belongs to no text, cut it from the input."
    concerned = tuple(ids[firsts[i]] for i in places)
    return (Check("L16", severity, f"{message}{form}", advice, concerned, (quote,)),)


def drawn(drawn: int, usable: int, records: int) -> Checks:
    """L08: that the documents are a sample of what can be documents."""
    if drawn == usable:
        return ()
    message = f"{drawn:,} of {records:,} records were drawn (load.subsample)."
    advice = "themeline predict RUN FILE places all of them under the run's topics and themes."
    return (Check("L08", "info", message, advice),)


def _form(alike: int, documents: int) -> tuple[Severity, str]:
    """How serious it is that so many documents are alike, and what it means where most are."""
    if alike <= ONE_FORM * documents:
        return "warning", ""
    return "problem", (
        f" That is {alike / documents:.0%} of the different documents: topics may tell the form of "
        "the texts, not what they are about."
    )


def _own(count: int) -> str:
    return "its own" if count == 1 else "their own"


def _documents(count: int, one: str, several: str) -> str:
    """The count and its verb: "1 document has", "2 documents have"."""
    return f"1 document {one}" if count == 1 else f"{count:,} documents {several}"
