"""YAML as text: put something in, and leave every comment and every line that is there.

Each function gives the new text. Whether it says what was meant is for the caller to see, by
reading it again: files written in unusual ways are not always understood.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from pipeline.config.strict_yaml import scalar

WIDTH = 96
"""Characters of a line of a list that goes on over several."""


def spelled(value: Any, indent: int = 0) -> str:
    """A JSON-like value on one line, but for long lists, which go on ``indent`` further in."""
    if isinstance(value, Mapping):
        pairs = (f"{_text(key)}: {spelled(each, indent)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Sequence):
        return _list([spelled(each, indent) for each in value], indent)
    return json.dumps(value)


def with_item(text: str, key: str, item: Mapping[str, Any], *, in_lines: bool = False) -> str:
    """The text with one more item at the end of a list at the top, which there may not be yet.

    ``in_lines`` gives each setting of the item a line of its own, where the list is in lines.
    """
    pair = _pair(_root(text), key)
    if pair is None:
        return f"{_ended(text)}{key}:\n  - {_item(item, 4, in_lines)}\n"
    node = pair[1]
    if isinstance(node, yaml.SequenceNode) and node.value:
        last = _end(node.value[-1], text)
        if node.flow_style:
            return f"{text[:last]}, {_item(item, 4, False)}{text[last:]}"
        at, column = _line_end(text, last), node.start_mark.column
        return f"{text[:at]}\n{' ' * column}- {_item(item, column + 2, in_lines)}{text[at:]}"
    added = f"\n  - {_item(item, 4, in_lines)}"
    if isinstance(node, yaml.SequenceNode):  # []
        start, end = node.start_mark.index, node.end_mark.index
        return f"{text[:start].rstrip(' ')}{added}{text[end:]}"
    at = _line_end(text, pair[0].end_mark.index)
    return f"{text[:at]}{added}{text[at:]}"


def with_item_replaced(text: str, key: str, index: int, item: Mapping[str, Any]) -> str:
    """The text with another item in the place of one of a list at the top."""
    pair = _pair(_root(text), key)
    if pair is None:
        return text
    node = pair[1].value[index]
    told = _item(item, 4, False)
    return f"{text[: node.start_mark.index]}{told}{text[_end(node, text) :]}"


def with_setting(text: str, place: tuple[str, ...], value: str) -> str:
    """The text with a setting that it does not have yet, at the top or in a section."""
    section, *inner = place
    pair = _pair(_root(text), section)
    if not inner:
        return f"{_ended(text)}{section}: {value}\n"
    if pair is None or not isinstance(pair[1], yaml.MappingNode) or not pair[1].value:
        return f"{_ended(text)}{section}: {{{inner[0]}: {value}}}\n"
    node = pair[1]
    last = _end(node.value[-1][1], text)
    if node.flow_style:
        return f"{text[:last]}, {inner[0]}: {value}{text[last:]}"
    at = _line_end(text, last)
    return f"{text[:at]}\n{' ' * node.start_mark.column}{inner[0]}: {value}{text[at:]}"


def _item(item: Mapping[str, Any], indent: int, in_lines: bool) -> str:
    if not in_lines:
        return spelled(item, indent + 2)
    break_ = "\n" + " " * indent
    return break_.join(f"{key}: {spelled(value, indent + 2)}" for key, value in item.items())


def _root(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def _pair(root: yaml.Node | None, key: str) -> tuple[Any, Any] | None:
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next((pair for pair in pairs if pair[0].value == key), None)


def _end(node: Any, text: str) -> int:
    """Where a value ends; the parser counts what follows a block to it, comments too."""
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value
    if block:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, text)
    end = int(node.end_mark.index)
    return len(text[:end].rstrip()) if getattr(node, "style", None) in ("|", ">") else end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _text(text: str) -> str:
    plain = re.fullmatch(r"[A-Za-z_./][\w./-]*( [\w./-]+)*", text, re.ASCII)
    if plain and isinstance(scalar(text), str):
        return text
    # JSON leaves some characters as they are that YAML does not allow, or reads as line ends
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)


def _list(items: Sequence[str], indent: int) -> str:
    lines = [""]
    for item in items:
        if lines[-1] and len(lines[-1]) + len(item) + indent > WIDTH:
            lines.append("")
        lines[-1] += f", {item}" if lines[-1] else item
    return "[" + (",\n" + " " * indent).join(lines) + "]"
