"""How long each format takes to be read, and how much memory.

python -m benchmarks.formats [--records 50000] [--only FORMAT ...]

Writes as many records as asked for in each format, with titles and texts as long as abstracts, and
reads each file in a process of its own. What needs a package that is not installed is skipped, and
says so. A table in Markdown is printed.
"""

import argparse
import csv
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from pipeline.config import load_config
from pipeline.load.look import Readable, look

KIB = 1024 if sys.platform.startswith("linux") else 1
PLACES = ("rivers and roads", "schools and teachers", "old trees in parks", "the work of a painter")


def main() -> None:
    """Print one row for each format."""
    options = _options()
    if options.write:
        FORMATS[options.write.name](options.write, options.records)
        return
    if options.read:
        print(json.dumps(_measured(options.read)))
        return
    print("| file | MB | records | documents | seconds | peak MiB |")
    print("|---|---|---|---|---|---|")
    for name in options.only or FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            try:
                # a process takes over the peak of the one that starts it, which stays small so
                _in_a_process("--write", path, options.records)
                found = json.loads(_in_a_process("--read", path, options.records))
            except subprocess.CalledProcessError as error:
                why = error.stderr.strip().splitlines()[-1]
                print(f"| {name} | skipped: {why} | | | | |", flush=True)
                continue
            size = path.stat().st_size / 1e6
        numbers = f"{found['records']:,} | {found['documents']:,} | {found['seconds']:.1f}"
        print(f"| {name} | {size:.0f} | {numbers} | {found['peak']:,.0f} |", flush=True)


def _in_a_process(what: str, path: Path, records: int) -> str:
    command = [
        sys.executable,
        "-m",
        "benchmarks.formats",
        what,
        str(path),
        "--records",
        f"{records}",
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _measured(path: Path) -> dict[str, float]:
    """What a reader makes of a file, to which it was set by ``themeline init``."""
    config = path.with_name("config.yaml")
    command = [sys.executable, "-m", "pipeline", "init", str(path), "-o", str(config)]
    subprocess.run(command, check=True, capture_output=True)
    loader = cast("Readable", load_config(config).load)
    clock = time.perf_counter()
    seen = look(loader, most=10**9)
    seconds = time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / 2**20
    return {
        "records": seen.records,
        "documents": seen.documents,
        "seconds": seconds,
        "peak": peak,
    }


def _rows(count: int) -> Iterator[dict[str, str]]:
    for i in range(count):
        said = f"We study {PLACES[i % 4]} in {i} places, and ask how {PLACES[i * 3 % 4]} change. "
        yield {
            "id": f"p{i}",
            "title": f"On {PLACES[i % 4]} and {PLACES[i * 7 % 4]}, part {i}",
            "text": said * 4,
            "date": f"{2000 + i % 20}-05-{i % 28 + 1:02d}",
        }


def _csv(path: Path, count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["id", "title", "text", "date"])
        writer.writeheader()
        writer.writerows(_rows(count))


def _spelled(record: str, start: str = "", end: str = "") -> Callable[[Path, int], None]:
    def write(path: Path, count: int) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(start)
            file.writelines(record.format(**row, year=row["date"][:4]) for row in _rows(count))
            file.write(end)

    return write


def _json_lines(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in _rows(count))


def _json(path: Path, count: int) -> None:
    path.write_text(json.dumps({"results": list(_rows(count))}), encoding="utf-8")


def _gzip(path: Path, count: int) -> None:
    _csv(path.with_suffix(""), count)
    path.write_bytes(gzip.compress(path.with_suffix("").read_bytes()))
    path.with_suffix("").unlink()


def _parquet(path: Path, count: int) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(list(_rows(count))), path)


def _sheet(path: Path, count: int) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "title", "text", "date"])
    for number, row in enumerate(_rows(count), 1):
        sheet.write_row(number, 0, list(row.values()))
    book.close()


def _spss(path: Path, count: int) -> None:
    import pandas as pd
    import pyreadstat

    pyreadstat.write_sav(pd.DataFrame(list(_rows(count))), path)


FORMATS: dict[str, Callable[[Path, int], None]] = {
    "t.csv": _csv,
    "t.csv.gz": _gzip,
    "t.jsonl": _json_lines,
    "t.json": _json,
    "t.parquet": _parquet,
    "t.xlsx": _sheet,
    "t.sav": _spss,
    "t.ris": _spelled(
        "TY  - JOUR\nID  - {id}\nTI  - {title}\nAB  - {text}\nPY  - {date}\nER  - \n\n"
    ),
    "t.ciw": _spelled(
        "PT J\nTI {title}\nAB {text}\nPY {year}\nUT {id}\nER\n\n",
        "FN Web of Science\nVR 1.0\n",
        "EF",
    ),
    "t.nbib": _spelled("PMID- {id}\nTI  - {title}\nAB  - {text}\nDP  - {year}\n\n"),
    "t.enw": _spelled("%0 Journal Article\n%M {id}\n%T {title}\n%X {text}\n%D {year}\n\n"),
    "t.bib": _spelled(
        "@article{{{id},\n title = {{{title}}},\n abstract = {{{text}}},\n year = {year}\n}}\n"
    ),
    "t.vtt": _spelled("00:01.000 --> 00:09.000\n<v {id}>{text}\n\n", "WEBVTT\n\n"),
    "t.txt": _spelled("{title}\n{text}\n"),
    "t.mbox": _spelled(
        "From a@b Mon Jan  1 00:00:00 2024\nMessage-ID: <{id}@x>\nSubject: {title}\n\n{text}\n\n"
    ),
}
"""What writes so many records, by the name of the file."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=50_000, help="records of each file")
    parser.add_argument("--only", nargs="*", default=(), help="names of files, such as t.csv")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
