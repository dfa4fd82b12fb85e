"""Measure the themes of the papers against labels, and those of public corpora.

    python -m benchmarks.themes --gold FILE --corpora FOLDER --json themes.json

The labels are JSON lines: id (the paper's number), primary, and themes (name to a mean label
from 0 to 2; 1 or more is positive). The corpora are NAME.jsonl.gz: text, title, label. A part
whose file or folder is not there is skipped.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.themes.corpora import measure_corpora, table
from benchmarks.themes.labels import Gold, read_gold
from benchmarks.themes.measures import measured, reliability
from benchmarks.themes.methods import METHODS, embedded
from pipeline.config import load_config

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """Measure what there is to measure, and print tables in Markdown."""
    options = _options()
    rows: dict[str, Any] = {}
    if options.gold is not None and options.gold.is_file():
        rows["papers"] = _papers(options.gold)
    else:
        print(f"skipped: the papers, for there is no {options.gold or 'file'} (--gold FILE)")
    if options.corpora is not None and options.corpora.is_dir():
        rows["corpora"] = measure_corpora(options.corpora, options.keep)
        print(table(rows["corpora"]))
    else:
        folder = options.corpora or "folder"
        print(f"skipped: the public corpora, for there is no {folder} (--corpora FOLDER)")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _papers(path: Path) -> dict[str, Any]:
    """Every method on the papers, held against labels."""
    config = load_config(ROOT / "config.yaml")
    corpus = config.load()
    gold = read_gold(path, corpus, [theme.name for theme in config.themes])
    given = embedded(config, corpus)
    rows: dict[str, Any] = {}
    for name, method in METHODS.items():
        themes = method(given)
        rows[name] = measured(themes, corpus, gold)
        if name == "combined":
            rows[name]["reliability"] = reliability(themes, gold)
    print(_table(rows, gold))
    print(_per_theme(rows["combined"]))
    print(_reliability(rows["combined"]["reliability"]))
    return rows


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", type=Path, help="JSON lines: id, primary, themes")
    parser.add_argument("--corpora", type=Path, help="folder of NAME.jsonl.gz: text, title, label")
    parser.add_argument("--keep", type=Path, help="folder in which vectors are kept")
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser.parse_args()


def _table(rows: dict[str, Any], gold: Gold) -> str:
    lines = [
        f"{len(gold.places)} labelled papers, {int((gold.primary >= 0).sum())} of them with one "
        "of the themes as primary\n",
        "| method | primary right (95 % interval) | macro F1 | mAP | calibration error | evidence "
        "verbatim | seconds |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in rows.items():
        low, high = row["primary_interval"]
        lines.append(
            f"| {name} | {row['primary_accuracy']:.3f} ({low:.2f} to {high:.2f}) | "
            f"{row['macro_f1']:.3f} | {row['mean_average_precision']:.3f} | "
            f"{row['calibration_error']:.3f} | {_percent(row['evidence_verbatim'])} | "
            f"{row['seconds']:.2f} |"
        )
    return "\n".join(lines) + "\n"


def _per_theme(row: dict[str, Any]) -> str:
    lines = [
        "| theme | precision (95 % interval) | recall (95 % interval) | F1 | average precision |",
        "|---|---|---|---|---|",
    ]
    for name, each in row["themes"].items():
        precision, recall = (_with_interval(each, key) for key in ("precision", "recall"))
        lines.append(
            f"| {name} | {precision} | {recall} | {each['f1']:.2f} | "
            f"{each['average_precision']:.2f} |"
        )
    return "\n".join(lines) + "\n"


def _with_interval(each: dict[str, Any], key: str) -> str:
    low, high = each[f"{key}_interval"]
    return f"{each[key]:.2f} ({low:.2f} to {high:.2f})"


def _reliability(bins: list[dict[str, Any]]) -> str:
    lines = ["| score | pairs | mean score | share positive |", "|---|---|---|---|"]
    lines += [
        f"| {each['from']:.1f} to {each['to']:.1f} | {each['pairs']} | {each['mean_score']:.2f} | "
        f"{each['share_positive']:.2f} |"
        for each in bins
        if each["pairs"]
    ]
    return "\n".join(lines) + "\n"


def _percent(share: float | None) -> str:
    return "" if share is None or np.isnan(share) else f"{share:.0%}"


if __name__ == "__main__":
    main()
