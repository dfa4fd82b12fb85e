"""Files as tools export them: init writes a config, check finds nothing, and a run reads them.

No hand touches the config in between. All texts are invented.
"""

import csv
import io
import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.config import load_config
from pipeline.core.events import unwatched
from pipeline.running.execute import results

QUICK = (
    "embed.method=lsa",
    "reduce.method=pca",
    "map.method=pca",
    "cluster.method=kmeans",
    "cluster.n_topics=3",
    "describe.method=ctfidf",
)

ABOUT = (
    "bridges over small rivers", "the price of bread", "night trains", "gardens on roofs",
    "letters of a sailor", "schools in the hills", "old cinemas", "the voices of frogs",
)  # fmt: skip


def said(i):
    one, other = ABOUT[i % 8], ABOUT[(i * 3 + 5) % 8]
    return (
        f"We asked {40 + i} people about {one} and what {other} has to do with it. Those who were "
        f"born after {1940 + i % 50} know more of {one}, and nobody minds {other}."
    )


def title(i):
    return f"On {ABOUT[i % 8]} and {ABOUT[(i + 3) % 8]}"


def table(rows, **how):
    text = io.StringIO(newline="")
    csv.writer(text, **how).writerows(rows)
    return text.getvalue()


def lines(count, make):
    return "".join(make(i) + "\n" for i in range(count))


@dataclass
class Export:
    """A file, and what has to come of it: documents, columns of the first, codes that are told."""

    name: str
    content: str
    documents: int = 40
    first: dict[str, Any] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    init: tuple[str, ...] = ()
    encoding: str = "utf-8"


def speech(i):
    return " ".join(said(i * 3 + k) for k in range(24))


CASES = {
    "a row wider than the header": Export(
        "wide.csv",
        "Title,Abstract,Year\n" + lines(40, lambda i: f'{title(i)},"{said(i)}",{2000 + i % 20},x'),
        first={"texts": said(0), "titles": title(0), "dates": "2000"},
        told=("L19",),
        init=("one field more than the header names",),
    ),
    "placeholders": Export(
        "placeholders.csv",
        table([["Title", "Abstract"],
               *([title(i), said(i) if i % 3 else "[No abstract available]"] for i in range(60))]),
        documents=60,
        told=("L14", "L15"),
    ),
    "titles without abstract": Export(
        "library.csv",
        table([["Key", "Title", "Abstract Note", "Date"],
               *([f"K{i}", title(i), "" if i % 4 else said(i), "2021"] for i in range(60))]),
        documents=60,
        first={"ids": "K0", "titles": title(0), "texts": said(0), "dates": "2021"},
        told=("L14",),
    ),
    "Web of Science, tabs and one more at each end": Export(
        "savedrecs.tsv",
        "PT\tTI\tAB\tCR\tUT\tPY\t\n" + lines(40, lambda i: "\t".join((
            "J", title(i), said(i), "; ".join(f"DOE J, {1980 + j}, J TEST, V{j}" for j in range(9)),
            f"WOS:{i:05}", f"{2000 + i % 20}", ""))),
        first={"ids": "WOS:00000", "titles": title(0), "texts": said(0), "dates": "2000"},
    ),
    "Web of Science, plain text": Export(
        "savedrecs.txt",
        "FN Clarivate Analytics Web of Science\nVR 1.0\n" + lines(40, lambda i:
            f"PT J\nAU Doe, J\n   Roe, R\nTI {title(i)}\nAB {said(i)[:70]}\n"
            f"   {said(i)[70:].strip()}\nPY {2000 + i % 20}\nUT WOS:{i:05}\nER\n") + "EF\n",
        first={"ids": "WOS:00000", "titles": title(0), "dates": "2000"},
    ),
    "PubMed": Export(
        "pubmed.nbib",
        lines(40, lambda i: f"PMID- {100 + i}\nOWN - NLM\nTI  - {title(i)}\nAB  - {said(i)[:60]}\n"
              f"      {said(i)[60:].strip()}\nDP  - {2000 + i % 20} Mar 5\nFAU - Doe, Jane\n"),
        first={"ids": "100", "titles": title(0), "dates": "2000-03-05"},
    ),
    "RIS": Export(
        "refs.ris",
        lines(40, lambda i: f"TY  - JOUR\nTI  - {title(i)}\nAB  - {said(i)}\n"
              f"PY  - {2000 + i % 20}\nDO  - 10.1/{i}\nAU  - Doe, Jane\nER  - \n"),
        first={"titles": title(0), "texts": said(0), "dates": "2000"},
    ),
    "RIS under another name": Export(
        "refs.txt",
        lines(40, lambda i: f"TY  - JOUR\nTI  - {title(i)}\nAB  - {said(i)}\nER  - \n"),
        first={"titles": title(0), "texts": said(0)},
    ),
    "BibTeX": Export(
        "refs.bib",
        lines(40, lambda i: f"@article{{doe{i},\n title = {{{{On}} {title(i)[3:]}}},\n abstract = "
              f'{{{said(i)}}},\n year = {2000 + i % 20},\n author = {{M\\"uller, Max}}\n}}\n'),
        first={"ids": "doe0", "titles": title(0), "texts": said(0), "dates": "2000"},
    ),
    "EndNote": Export(
        "endnote.txt",
        lines(40, lambda i: f"%0 Journal Article\n%T {title(i)}\n%D {2000 + i % 20}\n"
              f"%X {said(i)}\n"),
        first={"titles": title(0), "texts": said(0), "dates": "2000"},
    ),
    "a quote that is not doubled": Export(
        "conferences.csv",
        '"Title","Conference","Abstract"\n' + lines(40, lambda i:
            f'"{title(i)}","{"Conf on " + chr(34) + "Tools" + chr(34) if i == 7 else "Conf"}",'
            f'"{said(i)}"'),
        first={"titles": title(0), "texts": said(0)},
        told=("L19",),
    ),
    "Windows, western": Export(
        "umfrage.csv",
        "Nr;Kommentar\n" + lines(30, lambda i: f"{i};Schöne Grüße, die Fähre {i} ist oft spät"),
        documents=30,
        first={"texts": "Schöne Grüße, die Fähre 0 ist oft spät"},
        init=("It is not UTF-8; in cp1252 it reads",),
        encoding="cp1252",
    ),
    "Chinese": Export(
        "意见.csv",
        "编号,意见\n" + lines(30, lambda i: f"{i},渡轮经常晚点。第{i}班船长态度很好。等船太长"),
        documents=30,
        first={"texts": "渡轮经常晚点。第0班船长态度很好。等船太长"},
        init=("It is not UTF-8; in gb18030 it reads",),
        encoding="gbk",
    ),
    "a line that names the delimiter": Export(
        "excel.csv",
        "sep=;\nNr;Kommentar\n" + lines(20, lambda i: f"{i};Gut, nur {i} Minuten Warten ist lang"),
        documents=20,
        first={"texts": "Gut, nur 0 Minuten Warten ist lang"},
        told=("L19",),
    ),
    "lines above the header": Export(
        "ranked.csv",
        '"About the data: Exported on Jan 10, 2024."\nRank,Title,Abstract\n'
        + lines(40, lambda i: f'{i},{title(i)},"{said(i)}"'),
        first={"titles": title(0), "texts": said(0)},
        told=("L19",),
    ),
    "Qualtrics": Export(
        "survey.csv",
        table([["StartDate", "ResponseId", "Q2"],
               ["Start Date", "Response ID", "What should change?"],
               ['{"ImportId":"startDate"}', '{"ImportId":"_recordId"}', '{"ImportId":"QID2_TEXT"}'],
               *(["2024-05-01 10:00:00", f"R_{i}", said(i)] for i in range(40))]),
        first={"ids": "R_0", "texts": said(0), "dates": "2024-05-01T10:00:00"},
        told=("L19",),
    ),
    "SurveyMonkey": Export(
        "monkey.csv",
        table([["Respondent ID", "What should change?", ""], ["", "Open-Ended Response", "Other"],
               *([f"{i}", said(i), ""] for i in range(40))]),
        first={"ids": "0", "texts": said(0)},
        told=("L19",),
    ),
    "Google Forms": Export(
        "form.csv",
        table([["Timestamp", "What do you like about the park? (several sentences welcome)"],
               *([f"{i % 12 + 1}/{i % 28 + 1}/2023 13:04:{i % 60:02}", f"I like {ABOUT[i % 8]}.\n"
                  f"But {ABOUT[(i + 1) % 8]} should change."] for i in range(40))]),
        first={"texts": "I like bridges over small rivers.\nBut the price of bread should change.",
               "dates": "2023-01-01T13:04:00"},
    ),
    "ids in the first rows only": Export(
        "dois.csv",
        table([["Title", "Abstract", "DOI"],
               *([f"T{i}", said(i), f"10.1/{i}" if i < 500 else ""] for i in range(600))]),
        documents=600,
        first={"ids": "1", "titles": "T0"},
    ),
    "numbers that JSON does not have": Export(
        "rated.jsonl",
        lines(30, lambda i: f'{{"id": {i}, "text": "{said(i)}", '
              f'"rating": {"NaN" if i % 2 else 4}}}'),
        documents=30,
        first={"ids": "0", "texts": said(0)},
    ),
    "an array of nested objects": Export(
        "array.json",
        json.dumps([{"id": i, "meta": {"title": title(i)}, "body": {"text": said(i)}}
                    for i in range(40)]),
        first={"ids": "0", "titles": title(0), "texts": said(0)},
    ),
    "OpenAlex": Export(
        "works.jsonl",
        lines(40, lambda i: json.dumps({
            "id": f"W{i}", "title": title(i), "publication_year": 2000 + i % 20,
            "abstract_inverted_index": {
                word: [at for at, other in enumerate(said(i).split()) if other == word]
                for word in dict.fromkeys(said(i).split())}})),
        first={"ids": "W0", "titles": title(0), "texts": said(0), "dates": "2000"},
    ),
    "PubMed's own table": Export(
        "csv-set.csv",
        "PMID,Title,Authors,Citation,Create Date\n" + lines(40, lambda i:
            f'{i},"{title(i)}","{", ".join(f"Doe J{j}, Roe R{j}" for j in range(9))}",J Test,'
            f"2021/03/0{i % 9 + 1}"),
        first={"ids": "0", "texts": title(0), "dates": "2021-03-01"},
    ),
    "names that are no titles": Export(
        "reviews.csv",
        table([["userName", "content", "score"],
               *([f"user{i}", said(i), f"{i % 5 + 1}"] for i in range(40))]),
        first={"titles": "", "texts": said(0)},
    ),
    "captions": Export(
        "talk.vtt",
        "WEBVTT\n\n" + lines(40, lambda i: f"00:{i:02}:01.000 --> 00:{i:02}:09.000\n"
                               f"<v Speaker {i % 3}>{said(i)}\n"),
        first={"texts": said(0), "speaker": "Speaker 0"},
    ),
    "subtitles": Export(
        "talk.srt",
        lines(40, lambda i: f"{i + 1}\n00:{i:02}:01,000 --> 00:{i:02}:09,000\n{said(i)}\n"),
        first={"texts": said(0)},
    ),
    "long speeches": Export(
        "speeches.jsonl",
        lines(8, lambda i: json.dumps({"id": f"s{i}", "date": f"{1980 + i}-01-20",
                                       "text": speech(i)})),
        documents=54,
        first={"ids": "s0#1", "parents": "s0", "dates": "1980-01-20"},
        told=("L25",),
        init=("They are cut into 54 passages",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_export_is_read_without_a_hand_on_the_config(case, tmp_path):
    asked = CASES[case]
    file, config = tmp_path / asked.name, tmp_path / "config.yaml"
    file.write_bytes(asked.content.encode(asked.encoding))
    command = CliRunner()
    written = command.invoke(app, ["init", str(file), "--output", str(config)])
    assert written.exit_code == 0, written.output
    words = " ".join(written.output.split())
    assert all(sentence in words for sentence in asked.init), words
    checked = command.invoke(app, ["check", str(config)])
    assert checked.exit_code == 0, checked.output
    assert "no problem found" in checked.output
    artifacts = results(load_config(config, QUICK), unwatched)
    corpus, described = artifacts["load"], artifacts["describe"]
    assert (len(corpus), corpus.dropped) == (asked.documents, ())
    for column, value in asked.first.items():
        values = corpus.groups[column] if column in corpus.groups else getattr(corpus, column)
        assert values[0] == value
    codes = {check.code for check in corpus.checks}
    assert set(asked.told) <= codes
    assert described.topics
