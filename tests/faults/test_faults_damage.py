"""Every file that commands leave, damaged: it is computed again or told, and never believed."""

import random
from dataclasses import dataclass

import pytest
import tally
from forking import ended
from scenarios import OTHER, RUN, Scenario
from trees import tree

EVERYTHING = Scenario(
    OTHER,
    before=(
        RUN,
        OTHER,
        ("compare", "planted-001", "planted-002"),
        ("predict", "latest", "new.csv"),
        ("sweep", "--try", "cluster.n_topics=3,5"),
    ),
)
READING = (
    ("show", "latest"),
    ("explain", "ki00"),
    ("explain", "--theme", "Food"),
    ("runs",),
    ("plan", "--set", "cluster.n_topics=3"),
    ("compare", "planted-001", "planted-002"),
    ("predict", "latest", "new.csv"),
    ("clean",),
    ("replay", "planted-001"),
)
"""Commands that read what others left; each damage meets one of them, and then a run."""

DAMAGES = ("flipped", "cut", "emptied", "scrambled", "gone")
PARTS = 8 if tally.ALL else 1


def damaged(content, how, draw):
    """The bytes of a file after some damage, or None where it is gone."""
    if how == "gone":
        return None
    if how == "emptied" or not content:
        return b""
    place = draw.randrange(len(content))
    if how == "cut":
        return content[:place]
    if how == "flipped":
        bit = bytes([content[place] ^ 1 << draw.randrange(8)])
        return content[:place] + bit + content[place + 1 :]
    return draw.randbytes(len(content))


@dataclass(frozen=True)
class Whole:
    """What the commands say and leave where nothing is damaged."""

    files: tuple[str, ...]
    said: dict[tuple[str, ...], str]
    tables: dict[str, str]


@pytest.fixture(scope="session")
def whole(places):
    """All commands in a folder that is as it was left."""

    folder = places.new(EVERYTHING)
    files = sorted(path for path in tree(folder) if path.startswith("outputs/"))
    files = [path for path in files if (folder / path).is_file()]
    said = {command: said_by(command, places.new(EVERYTHING)) for command in READING}
    assert not [each for each in said.values() if each[0]]
    words = {command: output for command, (_, output) in said.items()}
    return Whole(tuple(files), words, tables(folder, "planted-002"))


def said_by(command, folder):
    """How a command ended, with what it says but for the folder."""
    done = ended(command, folder)
    return done.code, done.output.replace(str(folder), "FOLDER")


def tables(folder, run):
    """The tables of a run, by their names."""
    found = tree(folder / "outputs" / run)
    return {name: what for name, what in found.items() if name.endswith((".csv", ".parquet"))}


def newest(folder):
    """The run that is called latest."""
    return (folder / "outputs/latest").resolve().name


def area(path):
    """What a file belongs to."""
    _, first, *rest = path.split("/")
    if first == ".store":
        return f"store: {rest[0]}" if rest[1:] else "store"
    return "run folder" if first.startswith("planted-00") and "-against" not in first else "beside"


@pytest.mark.parametrize("part", range(PARTS))
def test_damage_is_mended_or_told_and_never_believed(part, places, whole):
    draw = random.Random(part)
    tried = [(path, how) for path in whole.files for how in DAMAGES]
    tried = tried[part::PARTS] if tally.ALL else draw.sample(tried, 5)
    wrong = []
    for number, (path, how) in enumerate(tried):
        command = READING[(number + part) % len(READING)]
        faults = after(path, how, command, places, whole, draw)
        if faults is None:
            continue
        tally.count(area(path), f"file: {how}", not faults)
        wrong += [(path, how, command, fault) for fault in faults]
    assert not wrong, "\n\n".join("\n".join(map(str, each)) for each in wrong)


def after(path, how, command, places, whole, draw):
    """What is wrong with what commands make of a damaged file; None where it is as it was."""
    folder, found = places.new(EVERYTHING), []
    content = (folder / path).read_bytes()
    left = damaged(content, how, draw)
    if left == content:
        return None
    (folder / path).unlink()
    if left is not None:
        (folder / path).write_bytes(left)
    code, words = said_by(command, folder)
    found += badly_ended(code, words)
    silent = words != whole.said[command] and "damaged" not in words
    if code == 0 and command[0] in ("show", "explain") and silent:
        found.append(f"believed: {words}")
    code, words = said_by(OTHER, folder)
    if code:
        return [*found, f"no run: {code}: {words}"]
    if path.startswith("outputs/.store/") and tables(folder, newest(folder)) != whole.tables:
        found.append("other tables")
    checked = ended(("verify", "latest"), folder)
    if checked.code:
        found.append(f"the newest run is not whole: {checked.output}")
    return found


def badly_ended(code, words):
    """A command that ends with a fault of ours, or not in words."""
    bad = code not in (0, 2, 3, 5) or "Traceback" in words
    return [f"ended badly: {code}: {words}"] if bad else []
