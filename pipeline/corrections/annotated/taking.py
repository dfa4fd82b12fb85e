"""Taking: what people said in tools of annotation as corrections of the newest run."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from pipeline.compare.run_tables import RunTables
from pipeline.config import Config
from pipeline.core.errors import ConfigError, shown
from pipeline.corrections.annotated.agreeing import agreed
from pipeline.corrections.annotated.answer import Answer, LeftOut
from pipeline.corrections.annotated.claims import Family, claims
from pipeline.corrections.annotated.reading import Annotated
from pipeline.corrections.following import Between, followed
from pipeline.corrections.settings import Claim, Corrections, Head, Judgement
from pipeline.report.wording import count

LISTED = 5
"""Differences between people that are told one by one."""

ReadRun = Callable[[Corrections], RunTables]
"""The run that corrections are about; raises ``ConfigError`` where it is not there."""


def taken(
    files: Sequence[Annotated], config: Config, newest: RunTables, read_run: ReadRun
) -> tuple[Corrections, list[str]]:
    """What the files say together, and what a user should know of what was taken and what not.

    Raises ``ConfigError`` where a run that they are about is not there.
    """
    family = Family.of(config.themes)
    notes: list[str] = []
    found: list[Claim[Judgement]] = []
    for file in files:
        own, told = _of(file, family, newest, read_run)
        found += own
        notes += told
    kept, differences = agreed(found, family, _copies(newest))
    notes += [f"left out, as people differ: {each}" for each in differences[:LISTED]]
    more = len(differences) - LISTED
    notes += [f"left out, as people differ: {count(more, 'judgement')} more"] if more > 0 else []
    names = ", ".join(file.file for file in files)
    return Corrections(names, Head(run=newest.name), judgements=kept), notes


def _of(
    file: Annotated, family: Family, newest: RunTables, read_run: ReadRun
) -> tuple[list[Claim[Judgement]], list[str]]:
    """What one file says of the newest run, and what is to be told of it."""
    answers = [each for each in file.said if isinstance(each, Answer)]
    by_run: defaultdict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        by_run[answer.asked.run or newest.name, answer.asked.key].append(answer)
    left_out = [each for each in file.said if isinstance(each, LeftOut)]
    claimed: list[Claim[Judgement]] = []
    notes: list[str] = []
    for (run, key), own in by_run.items():
        _require_name(file, run, newest)
        of_run = Corrections(file.file, Head(run=run, key=key))
        read = read_run(of_run)
        said = list(chain.from_iterable(_said(answer, read, family) for answer in own))
        left_out += [each for each in said if isinstance(each, LeftOut)]
        judgements = tuple(each for each in said if isinstance(each, Claim))
        said_of_run = replace(of_run, judgements=judgements)
        moved, told = followed(said_of_run, Between(read, newest), list(family.wider))
        claimed += moved.judgements
        notes += told
    judged = count(len({claim.said.id for claim in claimed}), "document")
    belong = sum(claim.said.belongs for claim in claimed)
    about = f"{count(len(claimed), 'judgement')} on {judged}, {belong:,} of them that it belongs"
    notes.insert(0, f"{file.file} ({file.tool}): {about} to the theme")
    if any(not answer.asked.run for answer in answers):
        notes.append(f"{file.file}: does not say of which run it is; taken to be of {newest.name}")
    return claimed, [*notes, *_told(file, left_out)]


def _require_name(file: Annotated, run: str, newest: RunTables) -> None:
    """Raise ``ConfigError`` where a record, which may be anybody's, leads to another folder."""
    if "/" in run or "\\" in run or run == "..":
        raise ConfigError(
            f"{file.file}: was made of {shown(run)}, which is no name of a run; a run is named "
            f"without its folder there, such as {newest.name}"
        )


def _said(answer: Answer, read: RunTables, family: Family) -> Iterator[Claim[Judgement] | LeftOut]:
    document = answer.asked.document
    if not document:
        yield LeftOut(answer.where, "of a document that the file does not name")
    elif document not in read.position:
        yield LeftOut(answer.where, f"of a document that {read.name} does not have")
    else:
        yield from claims(answer, family)


def _told(file: Annotated, left_out: Sequence[LeftOut]) -> Iterator[str]:
    """What was left out, each reason once."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for each in left_out:
        places[each.why].append(each.where)
    for why, where in places.items():
        more = f", and {len(where) - 1:,} more" if len(where) > 1 else ""
        yield f"left out of {file.file}: {why} ({where[0].removeprefix(f'{file.file}: ')}{more})"


def _copies(run: RunTables) -> dict[str, str]:
    """The first document of each that is a copy."""
    first = run.run.columns("documents", ["copy_of"])["copy_of"]
    return {copy: of for copy, of in zip(run.ids, first, strict=True) if of}
