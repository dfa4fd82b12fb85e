"""A real browser that is told what to do through pipes: no port is opened."""

import fcntl
import json
import os
import shutil
import subprocess

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
USABLE = PROGRAM is not None and shutil.which("bash") is not None and os.name == "posix"

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--remote-debugging-pipe",
)

COMPLAINTS = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening")


class Browser:
    """One browser with one page."""

    def __init__(self, home):
        (reads, self.to), (self.back, writes) = _pipe(), _pipe()
        command = f'exec "$@" 3<&{reads} 4>&{writes} {reads}<&- {writes}>&-'
        flags = [*FLAGS, f"--user-data-dir={home}"]
        self.process = subprocess.Popen(
            ["bash", "-c", command, "browser", PROGRAM, *flags],
            pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        self.number, self.left, self.events, self.session = 0, b"", [], {}
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        found = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self.session = {"sessionId": found["sessionId"]}
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def open(self, path, width, media="screen"):
        """Open a page; what it complains of, and how much wider than the window it is."""
        self.events.clear()
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self.ask("Emulation.setEmulatedMedia", media=media)
        self.ask("Page.navigate", url=path.as_uri())
        while "Page.loadEventFired" not in [event["method"] for event in self.events]:
            self._read()
        excess = self.evaluate("document.documentElement.scrollWidth - innerWidth")
        return [event for event in self.events if _complains(event)], excess

    def evaluate(self, expression):
        """The value of an expression in the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"]["value"]

    def ask(self, method, **parameters):
        """What a command of the DevTools protocol answers."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters, **self.session}
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self.number:
            pass
        return answer["result"]

    def close(self):
        """End the browser."""
        self.process.terminate()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)

    def _read(self):
        while b"\0" not in self.left:
            more = os.read(self.back, 1 << 16)
            if not more:
                raise EOFError("the browser ended")
            self.left += more
        message, self.left = self.left.split(b"\0", 1)
        found = json.loads(message)
        if "method" in found:
            self.events.append(found)
        return found


def _complains(event):
    logged = event["params"].get("entry", {})
    return event["method"] in COMPLAINTS or logged.get("level") in ("error", "warning")


def _pipe():
    """A pipe whose ends do not have the numbers that the browser expects its own under."""
    low = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in low)
    for end in low:
        os.close(end)
    return high
