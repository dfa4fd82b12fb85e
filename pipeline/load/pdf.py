"""The text of a PDF (ISO 32000), by pypdf: in a process with limits, as a page can hold it up."""

import io
import json
import logging
import sys
from contextlib import suppress
from typing import Any

from pipeline.load.apart import answer_of

SECONDS = 60
"""Time that a file may take."""

MEMORY = 4 * 2**30
"""Bytes of memory that it may take, where the system can say so."""


def text_of(content: bytes) -> str:
    """The text of all pages; raises ``ValueError`` where it cannot be read."""
    answer = answer_of(__name__, {}, content, SECONDS)
    if "error" in answer:
        raise ValueError(answer["error"])
    return str(answer["text"])


def read(content: bytes) -> dict[str, Any]:
    """The text of all pages, or what is wrong, in the process that may be ended."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # load tells what cannot be read
    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    except Exception as error:  # whatever a damaged file makes of the objects in it
        return {"error": f"is damaged or encrypted: {type(error).__name__}: {error}"}
    return {"text": "\n".join(pages)}


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit_memory()
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
