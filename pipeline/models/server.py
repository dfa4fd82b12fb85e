"""A server that is asked by the protocol of OpenAI, which Ollama, vLLM and others speak, too.

https://platform.openai.com/docs/api-reference: ``POST BASE/...`` with a model and what it is to
read. What is asked of it is in ``embeddings`` and ``chat``.
"""

import ipaddress
import json
import math
import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

from pipeline.core.errors import ConfigError, MachineError

AGAIN = (408, 425, 429, 500, 502, 503, 504)
"""Answers after which the same question may be answered."""

LONGEST_WAIT = 120.0
"""Seconds that are waited at most before a question is asked again, whatever the server says."""

_AT_ONCE = 64 * 1024

SAID = 2000
"""Bytes of an answer that are looked at for what it says."""

SPELLED = 8
"""Characters that one of a key takes at most as JSON spells it."""


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
    variable    the environment variable that holds it
    timeout     seconds in which an answer is to come
    retries     how often the same is asked again where it does not
    section     the section of the config that speaks of it
    kept        what is not lost where it fails
    too_much    the way out where it is asked for too much
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    variable: str = ""
    timeout: float = 60.0
    retries: int = 4
    section: str = "embed"
    kept: str = "what was embedded is kept"
    too_much: str = "embed.batch and the length of the texts"

    def ask(self, path: str, question: dict[str, Any], most_bytes: int) -> bytes:
        """What ``POST BASE/path`` answers to a question.

        Raises ``ConfigError`` where it refuses the key, the model or the question, ``MachineError``
        where it cannot be reached, fails again and again, or answers with more than ``most_bytes``.
        """
        body = json.dumps(question).encode()
        for attempt in range(self.retries + 1):
            last = attempt == self.retries
            try:
                return self._answer(path, body, most_bytes)
            except urllib.error.HTTPError as error:
                with error:
                    if error.code not in AGAIN or last:
                        raise self._refused(error) from None
                    wait = _asked_wait(error.headers.get("Retry-After")) or _own_wait(attempt)
            except (OSError, HTTPException) as error:
                if last:
                    raise self.fails(
                        f"gave no answer in {self.retries + 1} attempts ({_brief(error)}); see "
                        "that the server runs and can be reached there"
                    ) from None
                wait = _own_wait(attempt)
            if wait > LONGEST_WAIT:
                raise self.fails(
                    f"asks to wait {wait:,.0f} s, and {LONGEST_WAIT:.0f} s is the most that is "
                    f"waited; run again later, {self.kept}"
                )
            sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def fails(self, why: str) -> MachineError:
        """What to raise where the server does not do as it should."""
        return MachineError(self.without_key(f"{self.base_url}: {why}"))

    def refuses(self, why: str) -> ConfigError:
        """What to raise where the server will not do what the config asks."""
        return ConfigError(self.without_key(f"{self.base_url}: {why}"))

    def without_key(self, text: str) -> str:
        """A text in which the server may have repeated the key, spelled as JSON may spell it."""
        if not self.key:
            return text
        spelled = (rf"(?:\\*{re.escape(c)}|\\+u(?i:{ord(c):04x}))" for c in self.key)
        without: str = re.sub("".join(spelled), "***", text)
        return without

    def _whole(self, said: str) -> str:
        """What was said without its end where that was cut, which may be within a key."""
        if len(said) < SAID // 4:  # of characters of four bytes at most
            return said
        without = self.without_key(said)
        return without[: max(0, len(without) - SPELLED * len(self.key))]

    def _answer(self, path: str, body: bytes, most_bytes: int) -> bytes:
        headers = {"Content-Type": "application/json", "User-Agent": "themeline"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        url = f"{self.base_url.rstrip('/')}/{path}"
        request = urllib.request.Request(url, body, headers)  # noqa: S310  # http or https
        until = monotonic() + self.timeout
        found = bytearray()
        with _opener(self.base_url).open(request, timeout=self.timeout) as answer:
            while part := answer.read1(_AT_ONCE):
                found += part
                if monotonic() > until:
                    raise TimeoutError(f"no whole answer in {self.timeout:g} s")
                if len(found) > most_bytes:
                    raise self.fails(
                        f"answers with more than {_size(most_bytes)}; set {self.too_much} lower"
                    )
        return bytes(found)

    def _refused(self, error: urllib.error.HTTPError) -> ConfigError | MachineError:
        said = f"answers {error.code} ({self._said(error)})"
        if error.code in (401, 403):
            setting = f"{self.section}.key_env"
            return self.refuses(
                f"{said}: it does not accept "
                + (
                    f"the key in the environment variable {self.variable} ({setting}); put the "
                    "right one there"
                    if self.key
                    else "that no key was given; name the environment variable that holds one with "
                    f"{setting}"
                )
            )
        if error.code in AGAIN:
            return self.fails(f"{said}, {self.retries + 1} times; run again later, {self.kept}")
        if 300 <= error.code < 400:
            return self.refuses(f"{said}: it sends elsewhere; give the address that it leads to")
        return self.refuses(
            f"{said}; see that it has the model {self.model!r}, and that {self.too_much} are not "
            "too much for it"
        )

    def _said(self, error: urllib.error.HTTPError) -> str:
        """What a server says of an error, cut to a readable length."""
        try:
            said = error.read(SAID).decode("utf-8", "replace")
        except (OSError, HTTPException):
            said = ""
        try:
            told = json.loads(said)
            told = told.get("error", told)
            said = str(told.get("message", told) if isinstance(told, dict) else told)
        except (ValueError, AttributeError, RecursionError):
            said = self._whole(said)
        said = self.without_key(said)
        said = " ".join("".join(c if c.isprintable() else " " for c in said).split())
        return said[:200] or str(error.reason)


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
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            seconds = (when - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _size(count: int) -> str:
    return f"{count // 2**20} MB" if count >= 2**20 else f"{count // 2**10} kB"


def _brief(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    return str(reason) or type(error).__name__
