"""Taking over: the files beside the config as they are with the changes, shown before written."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pipeline.config import Config, strict_yaml
from pipeline.config.checking import Checker
from pipeline.config.problems import told
from pipeline.config.text_file import text_of
from pipeline.core.durable import whole
from pipeline.core.errors import ConfigError
from pipeline.corrections.changes import Changes
from pipeline.corrections.judgements_file import with_judgements
from pipeline.corrections.yaml_text import with_item, with_item_replaced, with_setting
from pipeline.store.files import machine_errors

OVERRIDES, LABELS = "overrides.yaml", "labels.csv"
ABOUT = "# Your corrections, as `themeline apply` took them over; edit them as you like.\n"


@dataclass(frozen=True)
class Written:
    """What is to be written: the files that change with their new texts, in their order.

    paste  for each file that cannot be changed without losing what is in it, what to put in
    """

    texts: Mapping[Path, str]
    paste: Mapping[Path, str]


def overrides_file(config: Config) -> Path:
    """The file that overrides are taken over into."""
    return config.overrides_file or config.path.parent / OVERRIDES


def labels_file(config: Config) -> Path:
    """The table that judgements are taken over into."""
    return config.assign.labels or config.path.parent / LABELS


def named_files(config: Config, changes: Changes) -> dict[tuple[str, ...], str]:
    """The settings of the config that are to name files which it does not name yet."""
    named: dict[tuple[str, ...], str] = {}
    if (changes.topics or changes.documents) and config.overrides_file is None:
        named["overrides",] = OVERRIDES
    if changes.judgements and config.assign.labels is None:
        named["assign", "labels"] = LABELS
    return named


def written(config: Config, changes: Changes, documents: Container[str]) -> Written:
    """The new texts of the files beside the config, and of the config.

    ``documents`` are the ids that there are.

    Raises ``ConfigError`` where the config would not be right with them.
    """
    texts: dict[Path, str] = {}
    paste: dict[Path, str] = {}
    for path, old, new, instead in (
        *_labels(config, changes, documents),
        *_overrides(config, changes),
        *_config(config, changes),
    ):
        if new is None:
            paste[path] = instead
        elif new != old:
            texts[path] = new
    return Written(texts, paste)


def write(files: Written) -> None:
    """Write the files, each whole; the config, which names the others, comes last."""
    for path, text in files.texts.items():
        with machine_errors("cannot write the corrections", path), whole(path) as draft:
            draft.write_bytes(_as_it_was(path, text).encode("utf-8"))


def _as_it_was(path: Path, text: str) -> str:
    """The text with the line ends and the byte order mark of the file that is there."""
    old = path.read_bytes() if path.is_file() else b""
    if b"\r\n" in old and path.suffix != ".csv":  # whose cells may hold line ends of their own
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return "\ufeff" + text.removeprefix("\ufeff") if old.startswith(b"\xef\xbb\xbf") else text


Entries = Sequence[Mapping[str, Any]]

File = tuple[Path, str, str | None, str]
"""Where it is, its text, its new text (None where it cannot be changed), what to put in."""


def _labels(config: Config, changes: Changes, documents: Container[str]) -> Iterable[File]:
    if changes.judgements:
        path = labels_file(config)
        old = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
        new = {about: after for about, (_, after) in changes.judgements.items()}
        themes = [theme.name for theme in config.themes]
        yield path, old, with_judgements(old, new, themes, documents), ""


def _overrides(config: Config, changes: Changes) -> Iterable[File]:
    if not changes.topics and not changes.documents:
        return
    path = overrides_file(config)
    old = text = _text(path) if path.is_file() else ABOUT
    value = dict(strict_yaml.read(old).value or {})
    new: dict[str, Entries] = {
        "topics": [_entry(after) for _, after in changes.topics.values()],
        "documents": [after.model_dump(mode="json") for _, after in changes.documents.values()],
    }
    for key, name in (("topics", "topic"), ("documents", "id")):
        listed = list(value.get(key) or [])
        there = [each[name] for each in listed]
        for entry in new[key]:
            if entry[name] in there:
                place = there.index(entry[name])
                text, listed[place] = with_item_replaced(text, key, place, entry), entry
            else:
                text = with_item(text, key, entry)
                listed.append(entry)
        value |= {key: listed} if new[key] else {}
    instead = "".join(with_items("", key, new[key]) for key in new)
    yield path, old if path.is_file() else "", _if_it_says(text, value), instead


def _config(config: Config, changes: Changes) -> Iterable[File]:
    path = config.path
    old = text = _text(path)
    value: dict[str, Any] = dict(strict_yaml.read(old).value or {})
    themes = [_entry(each) for each in changes.themes]
    text, instead = (with_items(each, "themes", themes, in_lines=True) for each in (old, ""))
    value |= {"themes": [*(value.get("themes") or []), *themes]} if themes else {}
    _require_right(path, value)
    for (section, *inner), name in named_files(config, changes).items():
        place = (section, *inner)
        text, instead = (with_setting(each, place, name) for each in (text, instead))
        given = value.get(section) or {}
        given = {"method": given} if isinstance(given, str) else given
        value[section] = {**given, inner[0]: name} if inner else name
    yield path, old, _if_it_says(text, value), instead


def _entry(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_defaults=True)


def with_items(text: str, key: str, items: Entries, *, in_lines: bool = False) -> str:
    """The text with items at the end of a list at the top."""
    for item in items:
        text = with_item(text, key, item, in_lines=in_lines)
    return text


def _if_it_says(text: str, value: Any) -> str | None:
    """The text where it says what was meant, else None."""
    again = strict_yaml.read(text)
    return text if not again.problems and again.value == value else None


def _require_right(path: Path, value: dict[str, Any]) -> None:
    """Raise ``ConfigError`` where the config would have a fault with what is put into it."""
    checker = Checker(path, dict(value))
    if checker.config(None) is None:
        found = (told(place, message) for place, message in checker.problems)
        raise ConfigError(*(f"{path.name}, as it would be: {each}" for each in found))


def _text(path: Path) -> str:
    return text_of(path, "it was there when the config was read; run the command again")
