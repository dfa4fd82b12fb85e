"""Commands of ``themeline`` in children of this process, watched and broken where they write.

A child is forked with everything imported, so that it lives a second and not four. What it writes
is seen by an audit hook (PEP 578), which Python calls before it opens, renames, makes or removes
anything, whatever function asked for it: no writer has to be known here.
"""

import errno
import os
import resource
import selectors
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.numerics import languages

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.link", "os.truncate")
CUT = 40
"""Bytes of a file that are written before the process is killed in the middle of it."""


@dataclass(frozen=True)
class Fault:
    """What happens at one of the writes of a command, counted from 0.

    kill     the process is killed before it
    cut      the process is killed within it, a few bytes after its beginning
    full     it fails and so does what follows, as the disk is full
    short    it fails within, and so does what follows
    denied   it fails and so does what follows, as nothing may be written
    elsewhere
             nothing may be written outside the folder, as where all else is read-only
    """

    kind: str
    write: int


KINDS = ("kill", "cut", "full", "short", "denied")
ERRORS = {"full": errno.ENOSPC, "denied": errno.EACCES, "elsewhere": errno.EROFS}
"""What the system says of those that fail at once."""


@dataclass
class Ended:
    """How a command ended: its exit code (negative: the signal), its words, its writes."""

    code: int
    output: str
    writes: list[str] = field(default_factory=list)


def ended(arguments, folder, fault=None):
    """Run a command in ``folder``, where its writes are watched, and say how it ended."""
    (words, tell_words), (writes, tell_writes) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        code = 70
        try:
            os.close(words), os.close(writes)
            code = _command(list(map(str, arguments)), folder, fault, tell_words, tell_writes)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(tell_words), os.close(tell_writes)
    told, seen = _read_both(words, writes)
    _, status = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), told, seen.splitlines())


def _read_both(*pipes):
    """What comes out of two pipes until both are closed."""
    found = dict.fromkeys(pipes, b"")
    with selectors.DefaultSelector() as waiting:
        for pipe in pipes:
            waiting.register(pipe, selectors.EVENT_READ)
        while waiting.get_map():
            for key, _ in waiting.select():
                part = os.read(key.fd, 1 << 16)
                found[key.fd] += part
                if not part:
                    waiting.unregister(key.fd)
                    os.close(key.fd)
    return [found[pipe].decode("utf-8", "replace") for pipe in pipes]


def _command(arguments, folder, fault, words, writes):
    os.chdir(folder)
    tempfile.tempdir = str(Path(folder) / "temporary")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (1, 2):
        os.dup2(words, number)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    sys.argv = ["themeline", *arguments]
    if fault and fault.kind == "elsewhere":
        tempfile.tempdir = None
        languages._teller.cache_clear()
    sys.addaudithook(_Hook(os.path.realpath(folder), fault, writes))
    from pipeline.cli import main

    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        return end.code or 0
    return 0


class _Hook:
    def __init__(self, folder, fault, tell):
        self._folder, self._fault, self._tell, self._count = folder, fault, tell, 0
        self._process = os.getpid()

    def __call__(self, event, given):
        written = _written(event, given) if os.getpid() == self._process else None
        if written is None:
            return
        if not written.is_relative_to(self._folder):
            if self._fault and self._fault.kind == "elsewhere" and written.parts[1] != "dev":
                raise _refusal("elsewhere", str(written))
            return
        path = written.relative_to(self._folder)
        number, self._count = self._count, self._count + 1
        os.write(self._tell, f"{event} {path}{_target(event, given)}\n".encode("utf-8", "replace"))
        if self._fault and number >= self._fault.write:
            _happen(self._fault.kind, event, str(path), number == self._fault.write)


def _written(event, given):
    """The path that is written to, made, renamed or removed; None where it is none of that."""
    writes = event in CHANGES or (event == "open" and (given[2] or 0) & WRITING)
    if not writes or not isinstance(given[0], str | bytes | os.PathLike):
        return None
    return Path(os.fsdecode(given[0])).absolute()


def _target(event, given):
    return f" -> {Path(os.fsdecode(given[1])).absolute()}" if event == "os.rename" else ""


def _refusal(kind, path):
    return OSError(ERRORS[kind], os.strerror(ERRORS[kind]), path)


def _happen(kind, event, path, first):
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif kind in ("full", "denied"):
        if event in ("os.remove", "os.rmdir") and kind == "full":
            return  # a full disk lets things be removed
        raise _refusal(kind, path)
    elif first and kind in ("cut", "short"):
        if kind == "cut":
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (CUT, hard))
