"""What is surely boilerplate is left out of what is read, and nothing else is."""

from pathlib import Path

import pytest

from pipeline.load.boilerplate import Boilerplate, boilerplate_of, find_boilerplate
from pipeline.load.inspect import inspect
from pipeline.load.placeholders import is_placeholder
from pipeline.load.records import Options, Record, Records

pytestmark = pytest.mark.usefixtures("without_languages")

OPTIONS = Options(path=Path())
SUBJECTS = ("rivers", "harbours", "teachers", "trams", "orchards", "letters", "taxes", "bridges")

FOOTERS = (
    "This message is confidential and intended for the addressee only.",
    "If you are not the intended recipient, tell the sender and delete it.",
    "Example Papers Ltd, 14 Sample Road, Leeds LS1 4AB. Tel. 0113 000 0000.",
    "Registered office: 1 Sample Street, London. Registered in England no. 01234567.",
    "You receive this because you signed up. To unsubscribe, click here.",
    "(c) 2019 Sample B.V. All rights reserved.",
    "Copyright © 2020 Sample Verlag. Alle Rechte vorbehalten. Gedruckt in Berlin.",
    "Published by Sample Press. This is an open access article under the CC BY license.",
    "Tous droits réservés.",
    "Sent from my telephone",
    "Follow us on social media.",
)


def corpus_of(texts, titles=None, **options):
    titles = titles or [""] * len(texts)
    records = [
        Record(f"line {i}", str(i), text, title)
        for i, (text, title) in enumerate(zip(texts, titles, strict=True))
    ]
    return inspect(Records(records), OPTIONS.model_copy(update=options))


def own(corpus):
    return [text.strip() for text in corpus.own_texts]


def checks(corpus):
    return {check.code: check for check in corpus.checks}


def bodies(count=8):
    return [
        f"Old {SUBJECTS[i % 8]} were counted in {i + 3} places. They are worth a walk, said {i}."
        for i in range(count)
    ]


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_under_different_texts_is_shown_and_not_read(footer):
    plain = bodies()
    corpus = corpus_of([f"{text}\n{footer}" if i % 2 else text for i, text in enumerate(plain)])
    assert own(corpus) == plain
    assert corpus.texts[1] == f"{plain[1]}\n{footer}"
    assert corpus.full_texts == tuple(plain)
    assert all(len(a) == len(b) for a, b in zip(corpus.own_texts, corpus.texts, strict=True))


def test_numbers_and_dates_of_a_footer_may_differ():
    plain = bodies()
    notices = [
        f"Copyright {2001 + i} by Sample Press, printed on {i + 1} May {2002 + i}."
        for i in range(8)
    ]
    corpus = corpus_of([f"{text} {notice}" for text, notice in zip(plain, notices, strict=True)])
    assert own(corpus) == plain


def test_a_footer_is_found_where_the_text_has_no_mark_at_its_end():
    plain = [text.rstrip(".") for text in bodies()]
    ends = [". ", " "] * 4
    pairs = zip(plain, ends, strict=True)
    corpus = corpus_of(
        [f"{text}{end}Sample Press Ltd, 3 Long Lane, York YO1 7AA." for text, end in pairs]
    )
    assert [text.rstrip(".") for text in own(corpus)] == plain


def test_a_footer_that_two_documents_have_is_left_alone():
    texts = bodies()
    texts[0] += " Follow us on social media."
    texts[1] += " Follow us on social media."
    assert not len(corpus_of(texts).left_out)


def test_a_notice_with_sign_and_year_needs_no_other():
    texts = bodies()
    texts[3] += " © 2017 The Authors. All rights reserved."
    assert own(corpus_of(texts)) == bodies()


def test_quoted_replies_and_signatures_are_told_by_their_form():
    mail = (
        "The bridge is closed again.\n\nOn 3 May 2021, Jane Roe wrote:\n"
        "> When will the bridge open?\n> It is late.\n\n-- \nJohn Doe\nSample Council"
    )
    assert own(corpus_of([mail, *bodies()]))[0] == "The bridge is closed again."
    only = "On 3 May 2021, Jane Roe wrote:\n> When will the bridge open?\n"
    assert not len(corpus_of([only, *bodies()]).left_out)


POEM = "And the wind goes over the heather, my love"
CONTENT = {
    "a refrain": [f"The {name} sleep by the water,\n{POEM}." for name in SUBJECTS * 3],
    "answers to a survey": [f"{name}: more light, please. The buses are late." for name in SUBJECTS]
    + ["The buses are late."] * 30,
    "the sentence of tickets": [
        f"Ticket {i}, raised by {name}. The printer prints no confidential mail."
        for i, name in enumerate(SUBJECTS * 4)
    ],
    "who wants to leave a list": [
        f"{name.title()} again. Please unsubscribe me." for name in SUBJECTS
    ],
    "a sentence that a third begins with": [
        ("The service was terrible. " if i % 3 else "") + f"We waited for the {name} all day."
        for i, name in enumerate(SUBJECTS * 6)
    ],
    "law about the subject": [
        f"The court asked who owns {name}. Copyright was never claimed. They have moral rights."
        for name in SUBJECTS
    ],
    "where something is": [
        f"The lamp at 12 High Street is out, says {name}. It is dark." for name in SUBJECTS
    ],
    "exact duplicates": ["Contact the sender and delete this message, said the clerk. It was late."]
    * 9,
    "a list": [
        f"Of {name} we say: (a) few, (b) old. (c) 2050 holds more of them." for name in SUBJECTS
    ],
}


@pytest.mark.parametrize("texts", CONTENT.values(), ids=CONTENT)
def test_what_recurs_and_is_content_is_read(texts):
    corpus = corpus_of(texts)
    assert not len(corpus.left_out)
    assert (len(corpus), corpus.full_texts) == (len(texts), tuple(texts))


@pytest.mark.parametrize(
    "sentence",
    [
        "My request to unsubscribe was ignored.",
        "They were asked for a link to unsubscribe.",
        "It happened at 12 Main Street, Springfield 12345.",
        "The shop of Sample Ltd at 3 Long Lane, York YO1 7AA was closed.",
        "Example Ltd did not answer the letter.",
        "The report must stay confidential.",
        "The message never reached the addressee.",
        "The results were published by Sample Press.",
        "We prevent unauthorised use of accounts.",
        "The use of telephones is prohibited.",
        "The message carried a virus that was checked by nobody.",
        "Views expressed by voters differ.",
        "Nobody said that terms and conditions apply.",
        "The privacy policy of the council is not clear.",
        "The sender received this message in error.",
        "Copyright of 1976 was extended.",
    ],
)
def test_a_sentence_that_speaks_of_such_things_is_content(sentence):
    corpus = corpus_of([f"{text} {sentence}" for text in bodies()])
    assert not len(corpus.left_out)


def test_a_cue_amid_a_long_text_is_content():
    old = [" ".join(f"The {name} of {i} are old." for i in range(4)) for name in SUBJECTS]
    assert not len(corpus_of([f"{text} All rights reserved. {text}" for text in old]).left_out)
    ends = [f"{text} All rights reserved. {text[:22]}." for text in old]
    assert len(corpus_of(ends).left_out) == len(SUBJECTS)


def test_what_follows_a_header_is_not_taken_with_it():
    texts = [
        f"This e-mail is confidential. The printer does not print. Room {i}." for i in range(20)
    ]
    assert own(corpus_of(texts))[3] == "The printer does not print. Room 3."


@pytest.mark.parametrize(
    "text",
    ["[No abstract available]", "[removed]", "[Deleted]", "nan", "N/A", "null", "None.", "---",
     "No abstract available.", "[comment removed by moderator]", "abstract not available", "JOIN"],
)  # fmt: skip
def test_placeholders_are_no_texts(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    ["removed", "deleted", "join", "none of the buses came", "no answer", "No information given",
     "Nothing", "null results are results", "", "[applause]", "content missing", "no", "-5 °C"],
)  # fmt: skip
def test_answers_are_no_placeholders(text):
    assert not is_placeholder(text)


def test_the_title_stands_in_for_a_text_that_is_none_and_the_count_is_told():
    texts = [*bodies(3), "", "[No abstract available]", "[No abstract available]"]
    titles = ["", "A title", "", "On trams", "On maps", ""]
    corpus = corpus_of(texts, titles)
    assert corpus.full_texts == (texts[0], f"A title. {texts[1]}", texts[2], "On trams", "On maps")
    assert corpus.headings[3:] == ("On trams", "On maps")
    assert corpus.texts[4] == "[No abstract available]"
    assert [(each.id, each.reason) for each in corpus.dropped] == [("5", "placeholder")]
    check = checks(corpus)["L14"]
    assert check.message == "2 documents have no text of their own: the title stands in for it."
    assert check.documents == ("3", "4")


def test_documents_that_are_nothing_else_are_dropped_with_the_reason():
    footer = "All rights reserved."
    texts = [f"{text} {footer}" for text in bodies()]
    corpus = corpus_of([texts[0], footer, *texts[1:]])
    assert corpus.ids == ("0", *map(str, range(2, 9)))
    assert [(each.id, each.reason) for each in corpus.dropped] == [
        ("1", "boilerplate and nothing else")
    ]
    assert own(corpus) == bodies()
    assert corpus.left_out[:, 0].tolist() == list(range(8))


def test_the_check_names_counts_and_an_example():
    corpus = corpus_of([f"{text} All rights reserved." for text in bodies()])
    check = checks(corpus)["L15"]
    assert check.message == (
        "8 documents have parts that are not read, being boilerplate or placeholders: "
        "1 different, 'All rights reserved.' 8 times."
    )
    assert "load.boilerplate: keep" in check.advice
    assert len(check.documents) == 8


def test_keep_reads_everything():
    texts = [*(f"{text} All rights reserved." for text in bodies()), "null"]
    corpus = corpus_of(texts, boilerplate="keep")
    assert corpus.full_texts == tuple(texts)
    assert not len(corpus.left_out) and "L15" not in checks(corpus)


def test_a_sentence_that_ends_many_texts_and_may_be_content_is_told():
    names = [f"{one} and {other}" for one in SUBJECTS for other in SUBJECTS]
    texts = [f"We like {name}. The wind is in the heather tonight." for name in names]
    check = checks(corpus_of(texts))["L16"]
    message = check.message
    assert (check.severity, "That is 100% of" in message) == ("problem", True)
    assert message.startswith(
        "64 documents begin or end with 'The wind is in the heather tonight.'"
    )
    assert "L16" not in checks(
        corpus_of(
            [
                f"We like {name}. They are {i} years old now, we hear."
                for i, name in enumerate(names)
            ]
        )
    )


def test_what_a_run_leaves_out_is_left_out_of_new_texts_and_no_more():
    corpus = corpus_of([f"{text} Follow us on social media." for text in bodies()])
    known = boilerplate_of(corpus)
    assert known == find_boilerplate(corpus.texts)
    new = "A new text of 2024. Follow us on social media."
    assert [new[start:end] for start, end in known.spans(new)] == ["Follow us on social media."]
    assert not Boilerplate().spans(new)


def test_a_part_of_a_corpus_keeps_what_is_left_out_of_it():
    corpus = corpus_of(
        [f"{t} All rights reserved." if i % 2 else t for i, t in enumerate(bodies())]
    )
    part = corpus.part([5, 0, 1])
    assert own(part) == [bodies()[5], bodies()[0], bodies()[1]]
    assert part.left_out[:, 0].tolist() == [0, 2]
