"""A hub of models on this machine, as far as fetching one asks it."""

import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REVISION = "1" * 40


class Hub:
    """Offers the files of folders by the names of models; ``asked`` are the files given out."""

    def __init__(self):
        self.models = {}
        self.revisions = {}
        self.asked = []
        self.down = False
        self.address = ""

    def offer(self, name, folder, revision=REVISION):
        self.models[name, revision] = folder
        self.revisions[name] = revision


@contextmanager
def serving():
    hub = Hub()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(body=True)

        def do_HEAD(self):
            self.answer(body=False)

        def answer(self, body):
            path = self.path.partition("?")[0].strip("/")
            if hub.down:
                return self.give(503, b"{}", body)
            if path.startswith("api/models/"):
                return self.told(path.removeprefix("api/models/"), body)
            name, _, rest = path.partition("/resolve/")
            revision, _, file = rest.partition("/")
            folder = hub.models.get((name, revision))
            if folder is None or not (folder / file).is_file():
                return self.give(404, b"", body, {"X-Error-Code": "EntryNotFound"})
            if body:
                hub.asked.append(file)
            content = (folder / file).read_bytes()
            etag = f'"{hashlib.sha256(content).hexdigest()}"'
            return self.give(200, content, body, {"ETag": etag, "X-Repo-Commit": revision})

        def told(self, path, body):
            name, _, revision = path.partition("/revision/")
            if name not in hub.revisions:
                return self.give(404, b"{}", body, {"X-Error-Code": "RepoNotFound"})
            revision = hub.revisions[name] if revision in ("", "main") else revision
            folder = hub.models.get((name, revision))
            if folder is None:
                return self.give(404, b"{}", body, {"X-Error-Code": "RevisionNotFound"})
            files = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
            said = {"id": name, "sha": revision, "siblings": [{"rfilename": f} for f in files]}
            return self.give(200, json.dumps(said).encode(), body)

        def give(self, status, content, body, headers=()):
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        hub.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()
