"""A server that embeds texts and names topics by OpenAI's protocol, and fails as it is told to."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

DIMENSIONS = 6


def vector_of(text, dimensions=DIMENSIONS):
    draw = np.random.default_rng(list(text.encode()) or [0])
    return draw.normal(size=dimensions).astype(np.float32)


def embedded(played, question):
    rows = [vector_of(text, played.dimensions).tolist() for text in question["input"]]
    entries = [{"index": i, "embedding": row} for i, row in enumerate(rows)]
    return {"object": "list", "data": entries[::-1], "model": question["model"]}


def answered(played, question):
    return message(played.says(question["messages"]))


def message(content):
    """What a server of chats sends around a text."""
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}


def data_of(messages):
    """What a question shows of a topic."""
    return json.loads(messages[1]["content"].removeprefix("<data>").removesuffix("</data>"))


def name_of_keywords(messages):
    first, second, *_ = data_of(messages)["keywords"]
    named = {"name": f"{first} and {second}".title(), "summary": f"It is about {first}."}
    return json.dumps(named)


PATHS = {"/v1/embeddings": embedded, "/v1/chat/completions": answered}


class Played:
    """``plays`` are what comes of the next questions, one each; then all is answered well.

    ``asked`` are the questions, ``keys`` what they were signed with. ``says`` gives the answer to
    the messages of one that is no text to embed.
    """

    def __init__(self):
        self.plays = []
        self.asked = []
        self.keys = []
        self.dimensions = DIMENSIONS
        self.base_url = ""
        self.says = name_of_keywords

    @property
    def texts(self):
        return [text for question in self.asked for text in question["input"]]


@contextmanager
def playing():
    played = Played()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            played.asked.append(question)
            played.keys.append(self.headers.get("Authorization"))
            well = PATHS[self.path]
            play = played.plays.pop(0) if played.plays else None
            if play is None:
                self.give(200, well(played, question))
            elif callable(play):
                self.give(200, play(question))
            elif isinstance(play, bytes):
                self.give(200, play)
            elif play == "hang up":
                self.connection.close()
            elif play == "drip":
                self.drip()
            else:
                status, headers, said = play
                self.give(status, said, headers)

        def drip(self):
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                pass

        def give(self, status, content, headers=()):
            content = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        played.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        try:
            yield played
        finally:
            server.shutdown()
            thread.join()
