"""What taking over corrections prints: what would change, line by line."""

from collections.abc import Iterator

from pipeline.cli.saying import say_whole
from pipeline.cli.streams import harmless
from pipeline.corrections.in_words import lines
from pipeline.corrections.proposal import Proposal
from pipeline.report.lettering import printable


def show_proposal(proposal: Proposal) -> None:
    """What is added (+) and changed (~), what is to be known, and what is to be pasted."""
    _show(proposal.notes)
    if not proposal.changes:
        left_out = " or left out" if proposal.notes else ""
        print(f"Nothing to change: what these files say is there already{left_out}.")
        return
    _show(lines(proposal))
    for path in proposal.files.texts:
        print(f"To be written: {printable(str(path))}")
    for path, text in proposal.files.paste.items():
        print(f"{printable(str(path))} is written in a way that cannot be added to; put this in:")
        for line in text.splitlines():
            print(f"  {harmless(line)}")  # with its spaces, which mean something


def show_conflicts(proposal: Proposal) -> None:
    """On what the files contradict each other."""
    _show(proposal.notes)
    print("The files contradict each other:")
    _show(f"- {each}" for each in proposal.conflicts)


def _show(lines: "Iterator[str] | list[str] | tuple[str, ...]") -> None:
    for line in lines:
        say_whole(printable(line))
