"""Measure how topics and themes do in other languages than English.

    python -m benchmarks.languages --corpora FOLDER --json languages.json

The corpora are NAME.jsonl.gz (``10kgnad_test_de``, ``sib200_20lang``; ``arxiv_24cat`` for speed):
text, label, and lang and group, which joins translations. What needs one that is not there is
skipped. Everything is what the default config does. English corpora are measured by
``benchmarks.quality``.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.languages.jobs import JOBS, Measure, Results


def main() -> None:
    """Run the chosen jobs and print a table in Markdown."""
    options = _options()
    found: dict[str, Results] = {}
    for name in options.only:
        job = JOBS[name]
        path = None if options.corpora is None else options.corpora / f"{job.corpus}.jsonl.gz"
        if path is None or not path.is_file():
            print(f"skipped: {name}, for there is no {path or job.corpus} (--corpora FOLDER)")
            continue
        found[name] = job.measure(path, options.seeds, options.limit)
        print(table(found[name].measures), flush=True)
        _write(options.json, found)
    _write(options.json, found)
    print(page(found))


def _write(path: Path | None, found: dict[str, Results]) -> None:
    if path is not None:
        rows = {name: asdict(results) for name, results in found.items()}
        path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        path.with_suffix(".md").write_text(page(found), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpora", type=Path, help="folder of NAME.jsonl.gz")
    parser.add_argument("--only", nargs="+", choices=list(JOBS), default=list(JOBS), help="jobs")
    parser.add_argument("--seeds", type=int, default=1, help="runs that differ in the seed (1)")
    parser.add_argument("--limit", type=int, help="documents drawn of a larger corpus, to try")
    parser.add_argument("--json", type=Path, help="write the figures here, and the page beside it")
    return parser.parse_args()


def page(found: dict[str, Results]) -> str:
    """All of it: one table of the measures, one of the languages, and what is told beside."""
    parts = [table([each for results in found.values() for each in results.measures])]
    for results in found.values():
        if results.themes:
            parts.append(_by_language(results.themes))
        parts.append("".join(f"- {note}\n" for note in results.notes))
    return "\n".join(part for part in parts if part)


def table(measures: Sequence[Measure]) -> str:
    """A line of each measure, with its targets."""
    lines = ["| measure | texts | found | target |", "|---|---|---|---|"]
    for each in measures:
        verdicts = "; ".join(target.verdict for target in each.targets)
        lines.append(f"| {each.what} | {each.of} | {each.found} | {verdicts} |")
    return "\n".join(lines) + "\n"


def _by_language(themes: dict[str, tuple[float, float | None]]) -> str:
    lines = ["| language | macro F1 by itself | among all languages |", "|---|---|---|"]
    for name, (own, mixed) in themes.items():
        lines.append(f"| {name} | {own:.3f} | {'' if mixed is None else f'{mixed:.3f}'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
