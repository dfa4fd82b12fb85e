"""YAML without surprises, and with the line of every value.

Stricter than PyYAML: the later of two equal keys does not win in silence, ``no`` is the
word it looks like, ``1e-3`` is a number, ``007`` is text, and there are no tags, anchors
or merge keys to expand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]

# Python refuses to read whole numbers of more than 4300 digits: beyond 1000, they are text.
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,999})(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_DEPTH = 50
"""How deep lists and groups may be nested; a config needs 5."""

# YAML 1.1, section 5.1
_FOREIGN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Document:
    """A YAML document as JSON-like values, the line of each, and what is wrong with it.

    ``value`` is there in spite of problems that leave the rest readable, such as a key that
    is given twice.
    """

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str) -> Document:
    """Parse one YAML document; problems are collected as (line, message), never raised."""
    document = Document()
    try:
        document.problems.extend(_foreign(text))
        if not document.problems:
            document.problems.extend(_forbidden(text))
        if not document.problems:
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
            document.value = None if node is None else _value(node, (), document)
    except yaml.YAMLError as error:
        document.problems.append(_syntax_problem(error))
    return document


def scalar(text: str) -> Any:
    """The value that an unquoted word stands for: number, true, false, null or text."""
    lowered = text.lower()
    if lowered in _WORDS and text in (lowered, lowered.capitalize(), lowered.upper()):
        return _WORDS[lowered]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return int(text) if number[2] is None and number[3] is None else float(text)


def _value(node: yaml.Node, path: Path, document: Document) -> Any:
    document.lines.setdefault(path, _line(node.start_mark))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document)
    if isinstance(node, yaml.SequenceNode):
        items = enumerate(node.value)
        return [_value(item, (*path, index), document) for index, item in items]
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return scalar(node.value) if plain else node.value


def _mapping(node: yaml.MappingNode, path: Path, document: Document) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = _line(key_node.start_mark)
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        place = ".".join(str(part) for part in (*path, key))
        if key is None:
            document.problems.append((line, "a key must be a plain word"))
        elif key in values:
            first = document.lines[(*path, key)]
            message = f"{place}: given twice, first on line {first}; keep one of them"
            document.problems.append((line, message))
        else:
            document.lines[(*path, key)] = line
            values[key] = _value(value_node, (*path, key), document)
    return values


def _foreign(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        found = _FOREIGN.search(line)
        if found:
            character = f"the character U+{ord(found[0]):04X}"
            yield number, f"not valid YAML: {character} is not allowed in it; remove it"


def _forbidden(text: str) -> Iterator[tuple[int, str]]:
    documents = depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = _line(event.start_mark)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            yield line, f"nested more than {_DEPTH} deep; write it flatter"
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield line, "anchors (&) and aliases (*) are not supported; write the value out"
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            yield line, f"tags ({tag}) are not supported; leave the tag out"
        if documents == 2 and isinstance(event, yaml.DocumentStartEvent):
            yield line, "a second document begins here ('---'); one file holds one config"


def _syntax_problem(error: yaml.YAMLError) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    advice = "check the indentation, colons and quotes around here"
    return (_line(mark) if mark else 1), f"not valid YAML: {problem}; {advice}"


def _line(mark: Any) -> int:
    """The line of a mark, counted from 1; the C parser always sets one."""
    return int(mark.line) + 1
