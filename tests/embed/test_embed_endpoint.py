"""A server of the user's embeds the texts, and whatever it answers is told or mended."""

import json
import traceback

import numpy as np
import pytest
from pydantic import ValidationError

import planted
from embedding_server import DIMENSIONS, vector_of
from pipeline import run
from pipeline.core.context import Context
from pipeline.core.errors import ConfigError, MachineError
from pipeline.core.events import unwatched
from pipeline.embed.endpoint import Endpoint
from pipeline.embed.precomputed import Precomputed
from pipeline.numerics.normalize import unit_rows
from pipeline.predict import predict

TEXTS = ["cats sleep", "a ship sails", "cats sleep", "bread", "the oven"]


def method(server, **parameters):
    return Endpoint(base_url=server.base_url, model="some-model", **parameters)


def expected(texts):
    return unit_rows(np.array([vector_of(text) for text in texts]))


def test_documents_have_the_vectors_that_the_server_gives_their_texts(server, corpus_of):
    corpus = corpus_of(TEXTS, first_copy=[0, 1, 0, 3, 4])
    vectors = method(server, batch=3)(corpus)
    np.testing.assert_allclose(vectors.values, expected(TEXTS), atol=1e-6)
    assert sorted(server.texts) == ["a ship sails", "bread", "cats sleep", "the oven"]
    assert [len(question["input"]) for question in server.asked] == [3, 1]
    assert {question["model"] for question in server.asked} == {"some-model"}


def test_the_report_names_the_host_that_saw_the_texts(server, corpus_of):
    vectors = method(server)(corpus_of(TEXTS))
    (check,) = vectors.checks
    assert (check.code, check.severity) == ("E12", "info")
    assert "sent to 127.0.0.1, which is this machine" in check.message
    assert vectors.resolved == {"host": "127.0.0.1", "dimensions": DIMENSIONS}


def test_what_was_embedded_before_is_not_sent_again(server, corpus_of):
    kept = {}
    plain = method(server, batch=2)
    server.plays = [None, (401, {}, {})]
    with pytest.raises(ConfigError):
        plain(corpus_of(TEXTS), Context(keep=lambda t, v: kept.update(zip(t, v, strict=True))))
    first, _ = server.asked
    assert list(kept) == first["input"]
    server.asked.clear()
    found = plain(corpus_of(TEXTS), Context(known=kept)).values
    assert len(server.texts) == 2
    assert not set(kept) & set(server.texts)
    np.testing.assert_allclose(found, expected(TEXTS), atol=1e-6)


def test_themes_are_sent_with_the_prefix_that_documents_have(server, corpus_of):
    plain = method(server, prefix="query: ")
    plain(corpus_of(["cats"]))
    plain.encode(["dogs", ""], corpus_of(["cats"]))
    assert server.texts == ["query: cats", "query: dogs"]
    assert not plain.encode(["dogs", ""], corpus_of(["cats"]))[1].any()


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_an_answer_that_may_pass_is_waited_for(server, code):
    server.plays = [(code, {}, {}), (code, {"Retry-After": "7"}, {}), "hang up"]
    found = method(server).encode(["cats"], None)
    np.testing.assert_allclose(found, expected(["cats"]), atol=1e-6)
    assert server.waits == [1.0, 7.0, 4.0]


@pytest.mark.parametrize(
    "when", ["Mon, 01 Jan 99999999999999 00:00:00 GMT", "Mon, 01 Jan 2030 00:00:00 +999999999"]
)
def test_a_date_that_is_none_is_not_waited_for(server, when):
    server.plays = [(429, {"Retry-After": when}, {})]
    method(server).encode(["cats"], None)
    assert server.waits == [1.0]


def test_a_date_to_wait_for_is_read(server):
    server.plays = [(429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, {})]
    method(server).encode(["cats"], None)
    assert server.waits == [1.0]


def test_a_long_wait_is_told_and_not_waited(server):
    server.plays = [(429, {"Retry-After": "86400"}, {})]
    with pytest.raises(MachineError, match=r"asks to wait 86,400 s, and 120 s is the most"):
        method(server).encode(["cats"], None)
    assert server.waits == []


def test_a_server_that_fails_again_and_again_is_told_with_what_it_says(server):
    server.plays = [(500, {}, {"error": {"message": "out of \x1b[31mmemory"}})] * 3
    with pytest.raises(MachineError, match=r"answers 500 \(out of  ?\[31mmemory\), 3 times"):
        method(server, retries=2).encode(["cats"], None)
    assert len(server.asked) == 3


def test_a_server_that_is_down_is_told(server):
    gone = Endpoint(base_url="http://127.0.0.1:9/v1", model="m", retries=1)
    with pytest.raises(MachineError, match=r"127\.0\.0\.1:9/v1: gave no answer in 2 attempts"):
        gone.encode(["cats"], None)


def test_a_server_that_drips_is_not_waited_for_longer_than_allowed(server):
    server.plays = ["drip"]
    with pytest.raises(
        MachineError, match=r"no answer in 1 attempts \(no whole answer in 0\.3 s\)"
    ):
        method(server, timeout=0.3, retries=0).encode(["cats"], None)


@pytest.mark.parametrize("code", [401, 403])
def test_a_key_that_is_refused_comes_with_the_way_out(server, code, monkeypatch):
    monkeypatch.setenv("SOME_KEY", "secret-1234")
    server.plays = [(code, {}, {"error": "bad key"})] * 2
    with pytest.raises(ConfigError, match=r"not accept that no key was given.*embed\.key_env"):
        method(server).encode(["cats"], None)
    with pytest.raises(
        ConfigError, match="not accept the key in the environment variable SOME_KEY"
    ) as caught:
        method(server, key_env="SOME_KEY").encode(["cats"], None)
    assert server.keys == [None, "Bearer secret-1234"]
    assert "secret" not in str(caught.value)


def test_a_key_that_is_not_set_is_told_before_anything_runs(server, monkeypatch):
    monkeypatch.delenv("SOME_KEY", raising=False)
    (lack,) = method(server, key_env="SOME_KEY").lacks()
    assert lack == "the environment variable SOME_KEY (embed.key_env), which is not set"


def test_the_key_is_in_nothing_that_is_written(server, monkeypatch, corpus_of):
    monkeypatch.setenv("SOME_KEY", "secret-1234")
    plain = method(server, key_env="SOME_KEY")
    vectors = plain(corpus_of(TEXTS))
    written = json.dumps([plain.parameters(), plain.model_dump(mode="json"), vectors.resolved])
    assert "secret" not in written + repr(plain) + repr(vectors.checks) + repr(plain.by_text())


def test_a_key_is_read_without_the_line_end_of_its_file(server, monkeypatch):
    monkeypatch.setenv("SOME_KEY", "secret-1234\r\n")
    method(server, key_env="SOME_KEY").encode(["cats"], None)
    assert server.keys == ["Bearer secret-1234"]


@pytest.mark.parametrize("key", ["secret\nX-Other: header", "sécret-1234"])
def test_what_is_no_key_is_told_and_not_shown(server, monkeypatch, key):
    monkeypatch.setenv("SOME_KEY", key)
    (lack,) = method(server, key_env="SOME_KEY").lacks()
    assert "SOME_KEY" in lack and "cret" not in lack


def test_a_key_that_the_server_repeats_is_not_shown(server, monkeypatch):
    monkeypatch.setenv("SOME_KEY", "secret-1234")
    server.plays = [(401, {}, {"error": {"message": "Incorrect key: secret-1234"}})]
    with pytest.raises(ConfigError, match=r"Incorrect key: \*\*\*") as caught:
        method(server, key_env="SOME_KEY").encode(["cats"], None)
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(method(server, key_env="SOME_KEY")._server)


KEY = "secret-1234-" + "k" * 40


@pytest.mark.parametrize(
    "play",
    [
        (401, {}, {"error": {"message": "x" * 190 + KEY}}),  # where the message is cut
        (400, {}, [f"Bearer {KEY}"]),
        (500, {}, {"error": KEY}),
        (302, {"Location": f"http://127.0.0.1:9/?key={KEY}"}, {}),
        json.dumps({"error": f"no such key {KEY}"}).encode(),
        b"x" * 70 + KEY.encode(),
        f"<html>{KEY}</html>".encode(),
    ],
)
def test_whatever_a_server_says_of_the_key_no_part_of_it_is_told(server, monkeypatch, play):
    monkeypatch.setenv("SOME_KEY", KEY)
    server.plays = [play]
    with pytest.raises((ConfigError, MachineError)) as caught:
        method(server, key_env="SOME_KEY", retries=0).encode(["cats"], None)
    assert "secret" not in "".join(traceback.format_exception(caught.value))


def test_vectors_are_kept_many_at_a_time(server, corpus_of):
    written = []
    context = Context(keep=lambda texts, vectors: written.append(len(texts)))
    method(server, batch=1)(corpus_of([f"cat {number}" for number in range(30)]), context)
    assert written == [30]


def test_many_attempts_never_wait_longer_than_the_longest(server):
    server.plays = [(503, {}, {})] * 9
    method(server, retries=20).encode(["cats"], None)
    assert server.waits == [1, 2, 4, 8, 16, 32, 64, 120, 120]


def test_a_server_that_stands_behind_vectors_of_ones_own_is_named_too(server, corpus_of, tmp_path):
    texts = [f"cats {number}" for number in range(12)]
    np.save(tmp_path / "v.npy", expected(texts))
    encoder = {"method": "endpoint", "base_url": server.base_url, "model": "some-model"}
    vectors = Precomputed(path=tmp_path / "v.npy", encoder=encoder)(corpus_of(texts))
    assert [check.code for check in vectors.checks] == ["E12"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"<html>Welcome</html>", r"answers what holds no vectors \('<html>Welcome"),
        (b"", "answers what holds no vectors"),
        (b"[]", "answers what holds no vectors"),
        (b'{"data": [{"index": 0, "embedding": "AAAA"}]}', "answers what holds no vectors"),
        (b'{"data": [{"index": 0, "embedding": [1, null]}]}', "vectors"),
        (b'{"data": [{"index": 0, "embedding": [1, NaN]}]}', "1 of 1 vectors hold a value"),
        (b'{"data": [{"index": 0, "embedding": [1, 1e999]}]}', "1 of 1 vectors hold a value"),
        (b"[" * 100_000, "answers what holds no vectors"),
        (b'{"data": []}', "gives 0 vectors for 1 texts"),
        (b'{"data": [{"index": 1, "embedding": [1.0]}]}', "gives 1 vectors for 1 texts"),
        (b'{"data": [{"index": 0, "embedding": []}]}', "vectors of different length"),
    ],
)
def test_an_answer_without_vectors_is_told(server, answer, told):
    server.plays = [answer]
    with pytest.raises(MachineError, match=told):
        method(server).encode(["cats"], None)


def test_vectors_of_another_length_are_refused(server):
    with pytest.raises(ConfigError, match=r"vectors of 6 dimensions, asked for 3.*leave embed"):
        method(server, dimensions=3).encode(["cats"], None)
    assert server.asked[0]["dimensions"] == 3


def test_another_model_under_the_same_name_is_found_out(server, corpus_of):
    known = {"cats sleep": np.ones(4, dtype=np.float32) / 2}
    with pytest.raises(MachineError, match="have 6 dimensions, and those that it gave before 4"):
        method(server)(corpus_of(TEXTS), Context(known=known))


def test_texts_are_not_sent_on_to_where_the_server_points(server):
    server.plays = [(307, {"Location": "http://127.0.0.2/v1/embeddings"}, {})]
    with pytest.raises(ConfigError, match="it sends elsewhere; give the address"):
        method(server).encode(["cats"], None)


def test_a_proxy_does_not_see_what_stays_on_this_machine(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert method(server).encode(["cats"], None).shape == (1, DIMENSIONS)


@pytest.mark.parametrize(
    "url", ["https://api.openai.com/v1", "http://10.0.0.7:8000/v1", "http://localhost.evil.org/v1"]
)
def test_another_machine_is_only_asked_where_that_is_allowed(url):
    host = url.split("/")[2].partition(":")[0]
    with pytest.raises(ValidationError, match=f"{host} is another machine, and every text"):
        Endpoint(base_url=url, model="m")
    assert Endpoint(base_url=url, model="m", allow_remote=True).base_url == url


@pytest.mark.parametrize("host", ["localhost:11434", "127.0.0.1:8000", "[::1]:8000", "127.9.9.9"])
def test_this_machine_needs_no_leave(host):
    assert Endpoint(base_url=f"http://{host}/v1/", model="m").base_url == f"http://{host}/v1"


@pytest.mark.parametrize(
    "url",
    [
        "localhost:11434",
        "ftp://localhost/v1",
        "http://",
        "file:///etc/passwd",
        "http://a:b@localhost/v1",
        "http://localhost:99999/v1",
        "http://localhost/v1?key=1",
        "http://[::1].evil.com/v1",
        "http://[::1%2eevil.com]/v1",
        "http://localhost%2eevil.com/v1",
        "",
    ],
)
def test_what_is_no_plain_address_is_refused(url):
    with pytest.raises(ValidationError, match=r"no address|more than an address"):
        Endpoint(base_url=url, model="m")


def test_only_what_decides_a_vector_is_in_its_key(server):
    plain = method(server)
    same = method(server, batch=1, timeout=1, retries=0, key_env="SOME_KEY", allow_remote=True)
    assert plain.by_text() == same.by_text()
    assert plain.parameters() == same.parameters()
    assert plain.by_text() != method(server, prefix="x").by_text()
    assert plain.by_text() != method(server, dimensions=6).by_text()


def test_a_run_says_who_saw_the_texts_and_the_next_one_sends_none_again(server, tmp_path):
    asked = f"{{method: endpoint, base_url: '{server.base_url}', model: some-model}}"
    config = planted.PLAIN.replace("{method: lsa, n_components: 20}", asked)
    result = run(planted.write_project(tmp_path, config))
    texts = set(server.texts)
    assert len(texts) > 40
    told = (result.folder / "report.md").read_text(encoding="utf-8")
    assert "Texts were sent to 127.0.0.1, which is this machine" in told
    server.asked.clear()
    new = [{**row, "id": f"new {row['id']}"} for row in planted.rows(1, seed=5)]
    planted.write_csv(tmp_path / "planted.csv", [*planted.rows(), *new])
    run(tmp_path / "config.yaml")
    sent = "\n".join(server.texts)
    assert all(row["body"] in sent for row in new)
    assert not any(row["body"] in sent for row in planted.rows())
    told = (predict(result, tmp_path / "planted.csv", unwatched).folder / "drift.md").read_text(
        "utf-8"
    )
    assert "New texts were sent to 127.0.0.1, which is this machine" in told
