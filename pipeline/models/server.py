"""A server that embeds texts, by the protocol of OpenAI that Ollama, vLLM and others speak, too.

https://platform.openai.com/docs/api-reference/embeddings: ``POST BASE/embeddings`` with a model and
texts gives a vector for each.
"""

import ipaddress
import json
import math
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.core.errors import ConfigError, MachineError

AGAIN = (408, 425, 429, 500, 502, 503, 504)
"""Answers after which the same question may be answered."""

LONGEST_WAIT = 120.0
"""Seconds that are waited at most before a question is asked again, whatever the server says."""

_MOST_BYTES = 512 * 1024 * 1024
_AT_ONCE = 64 * 1024


def is_this_machine(base_url: str) -> bool:
    """Whether an address leads to this machine."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(base_url: str) -> str:
    """The host in an address."""
    return urlsplit(base_url).hostname or ""


@dataclass(frozen=True)
class Server:
    """A server and a model there.

    key         what it is told to know the user, "" for nothing; never shown
    dimensions  of the vectors; None leaves it to the server
    timeout     seconds in which an answer is to come
    retries     how often the same is asked again where it does not
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    dimensions: int | None = None
    timeout: float = 60.0
    retries: int = 4

    def vectors(self, texts: Sequence[str]) -> FloatArray:
        """The vectors of n texts: (n, dimensions), as the server gives them.

        Raises ``ConfigError`` where it refuses the key, the model or the texts, ``MachineError``
        where it cannot be reached, fails again and again, or answers something else.
        """
        asked: dict[str, Any] = {"model": self.model, "input": list(texts)}
        asked["encoding_format"] = "float"
        if self.dimensions is not None:
            asked["dimensions"] = self.dimensions
        return self._read(self._ask(json.dumps(asked).encode()), len(texts))

    def _ask(self, body: bytes) -> bytes:
        for attempt in range(self.retries + 1):
            last = attempt == self.retries
            try:
                return self._answer(body)
            except urllib.error.HTTPError as error:
                with error:
                    if error.code not in AGAIN or last:
                        raise self._refused(error) from None
                    wait = _asked_wait(error.headers.get("Retry-After")) or _own_wait(attempt)
            except (OSError, HTTPException) as error:
                if last:
                    raise MachineError(
                        f"{self.base_url}: gave no answer in {self.retries + 1} attempts "
                        f"({_brief(error)}); see that the server runs and can be reached there"
                    ) from None
                wait = _own_wait(attempt)
            if wait > LONGEST_WAIT:
                raise MachineError(
                    f"{self.base_url}: asks to wait {wait:,.0f} s, and {LONGEST_WAIT:.0f} s is "
                    "the most that is waited; run again later, what was embedded is kept"
                )
            sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _answer(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "User-Agent": "themeline"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        url = f"{self.base_url.rstrip('/')}/embeddings"
        request = urllib.request.Request(url, body, headers)  # noqa: S310  # http or https
        until = monotonic() + self.timeout
        found = bytearray()
        with _opener(self.base_url).open(request, timeout=self.timeout) as answer:
            while part := answer.read1(_AT_ONCE):
                found += part
                if monotonic() > until:
                    raise TimeoutError(f"no whole answer in {self.timeout:g} s")
                if len(found) > _MOST_BYTES:
                    raise MachineError(
                        f"{self.base_url}: answers with more than {_MOST_BYTES // 2**20} MB; "
                        "set embed.batch to fewer texts"
                    )
        return bytes(found)

    def _refused(self, error: urllib.error.HTTPError) -> ConfigError | MachineError:
        told = _said(error)
        told = told.replace(self.key, "***") if self.key else told
        said = f"{self.base_url}: answers {error.code} ({told})"
        if error.code in (401, 403):
            given = "the key that it was given" if self.key else "that no key was given"
            return ConfigError(
                f"{said}: it does not accept {given}; name the environment variable that holds "
                "the right one with embed.key_env"
            )
        if error.code in AGAIN:
            return MachineError(
                f"{said}, {self.retries + 1} times; run again later, what was embedded is kept"
            )
        if 300 <= error.code < 400:
            return ConfigError(f"{said}: it sends elsewhere; give the address that it leads to")
        return ConfigError(
            f"{said}; see that it has the model {self.model!r}, and that embed.batch and the "
            "length of the texts are not too much for it"
        )

    def _read(self, answer: bytes, texts: int) -> FloatArray:
        try:
            entries = json.loads(answer)["data"]
            ordered = sorted(entries, key=lambda entry: entry["index"])
            places = [entry["index"] for entry in ordered]
            rows = [entry["embedding"] for entry in ordered]
            lengths = {len(row) for row in rows}
            none = np.empty((0, 0), dtype=np.float32)
            values = np.array(rows, dtype=np.float32) if len(lengths) == 1 else none
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            start = answer[:80].decode("utf-8", "replace")
            raise MachineError(
                f"{self.base_url}: answers what holds no vectors ({start!r}); see that it "
                "is an embeddings endpoint of OpenAI's protocol"
            ) from None
        if places != list(range(texts)):
            raise MachineError(f"{self.base_url}: gives {len(places)} vectors for {texts} texts")
        if values.ndim != 2 or not values.shape[1]:
            told = ", ".join(map(str, sorted(lengths)))
            raise MachineError(f"{self.base_url}: gives vectors of different length ({told})")
        if not np.isfinite(values).all():
            bad = int((~np.isfinite(values)).any(axis=1).sum())
            raise MachineError(
                f"{self.base_url}: {bad} of {texts} vectors hold a value that is missing or "
                f"infinite; the model {self.model!r} cannot embed these texts"
            )
        if self.dimensions not in (None, values.shape[1]):
            raise ConfigError(
                f"{self.base_url}: gives vectors of {values.shape[1]} dimensions, asked for "
                f"{self.dimensions}; the model {self.model!r} cannot shorten them: leave "
                "embed.dimensions out"
            )
        return values


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Texts go where the config says, and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _opener(base_url: str) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
    if is_this_machine(base_url):  # which no proxy is to see
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)


def _own_wait(attempt: int) -> float:
    """Seconds before the next attempt where nobody asks for more."""
    return min(2.0**attempt, LONGEST_WAIT)


def _asked_wait(header: str | None) -> float | None:
    """The seconds that an answer asks to wait: a number, or a date."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            when = parsedate_to_datetime(header)
        except ValueError:
            return None
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        seconds = (when - datetime.now(UTC)).total_seconds()
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _said(error: urllib.error.HTTPError) -> str:
    """What a server says of an error, cut to a readable length."""
    try:
        said = error.read(2000).decode("utf-8", "replace")
    except (OSError, HTTPException):
        said = ""
    try:
        told = json.loads(said)
        told = told.get("error", told)
        said = str(told.get("message", told) if isinstance(told, dict) else told)
    except (ValueError, AttributeError):
        pass
    said = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return said[:200] or str(error.reason)


def _brief(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    return str(reason) or type(error).__name__
