"""Runs whose topics a model names: what they write, keep, ask again, and never tell."""

import json
import re
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from terminal import themeline

import planted
from embedding_server import name_of_keywords, playing
from pipeline import run
from pipeline.config import load_config
from pipeline.core.errors import ConfigError
from pipeline.core.events import StepProgressed, unwatched
from pipeline.core.named import Answered
from pipeline.running.plan import plan
from pipeline.running.replay import replay
from pipeline.runs.run import newest_run
from pipeline.store.answers import KeptAnswers
from pipeline.sweep.trials import sweep

KEY = "sk-planted-5Gx81"
NAMES = {"Kitchen And Dough", "Garden And Root", "Harbour And Mast", "Orchestra And Melody"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with one run without names of a model, and one with; and the server, asked."""
    folder = tmp_path_factory.mktemp("named")
    with playing() as played, pytest.MonkeyPatch.context() as patch:
        patch.setenv("NAMING_KEY", KEY)
        patch.setattr("pipeline.models.server.sleep", lambda _: None)
        path = planted.write_project(folder, planted.PLAIN)
        plain = run(path)
        naming = f"naming: {{base_url: '{played.base_url}', model: tiny, key_env: NAMING_KEY}}\n"
        path.write_text(planted.PLAIN + naming, encoding="utf-8")
        played.before = plan(load_config(path))
        named = run(path)
        yield path, played, plain, named


@pytest.fixture
def copied(project, tmp_path, loopback, monkeypatch):
    """The project in a folder of its own, and the server with nothing asked."""
    path, played, _, named = project
    monkeypatch.setenv("NAMING_KEY", KEY)
    monkeypatch.setattr("pipeline.models.server.sleep", lambda _: None)
    shutil.copytree(path.parent, tmp_path / "copied", symlinks=True)
    played.asked.clear()
    played.plays, played.says = [], name_of_keywords
    return tmp_path / "copied" / path.name, played, named.folder.name


def topics(folder):
    return pq.read_table(folder / "topics.parquet").to_pydict()


def test_only_names_differ_and_columns_tell_of_them(project):
    _, played, plain, named = project
    before, after = topics(plain.folder), topics(named.folder)
    assert set(after["label"]) == NAMES
    assert after["named_by"] == ["model"] * 4
    assert all(summary.startswith("It is about") for summary in after["summary"])
    added = ["named_by", "summary", "label_by_words", "found_by_words"]
    assert list(after) == [*before, *added]
    names = ("label", "found_by_name", *added)
    assert {**after, **dict.fromkeys(names)} == {**before, **dict.fromkeys(names)}
    assert after["label_by_words"] == before["label"]
    assert all(0 < share <= 1 for share in after["found_by_words"])
    for table in ("themes", "theme_documents", "dropped", "boilerplate"):
        one, other = ((each.folder / f"{table}.csv").read_bytes() for each in (plain, named))
        assert re.sub(rb"[^\n]*", b"", one) == re.sub(rb"[^\n]*", b"", other)
    stages = {stage.step: stage for stage in named.record.stages}
    assert [step for step, stage in stages.items() if not stage.hit] == ["naming", "evaluate"]
    assert set(played.keys) == {f"Bearer {KEY}"}
    changed, *_ = named.record.comparison.sentences
    assert changed == 'Changed: naming.method null -> "llm".'


def test_without_the_section_nothing_is_there(project):
    _, _, plain, _ = project
    assert "naming" not in plain.record.config
    assert "naming" not in [stage.step for stage in plain.record.stages]
    assert "named_by" not in (plain.folder / "topics.csv").read_text(encoding="utf-8")
    assert "amed by" not in (plain.folder / "report.html").read_text(encoding="utf-8")


def test_the_report_shows_the_sentence_the_documents_and_what_was_asked(project):
    _, _, _, named = project
    page = (named.folder / "report.html").read_text(encoding="utf-8")
    assert page.count("Named by tiny from these documents<") == 4
    assert page.count("What it was asked<") == 4
    assert "You name topics" in page and "It is about Kitchen." in page
    told = (named.folder / "report.md").read_text(encoding="utf-8")
    assert "tiny named 4 of 4 topics (100%)" in told
    assert "- **Kitchen And Dough**: It is about Kitchen." in told
    assert "Sentences were sent to" not in page  # as it is this machine


def test_the_plan_tells_requests_tokens_and_where_they_go(project):
    _, played, _, _ = project
    (step,) = [each for each in played.before if each.name == "naming"]
    requests, asked, answered = map(int, re.findall(r"[\d]+", step.choice.replace(",", ""))[:3])
    assert (requests, answered) == (8, 2400)
    assert 1000 < asked < 20_000
    assert step.choice.endswith("to 127.0.0.1, which is this machine")


def test_a_rerun_sends_nothing_and_a_replay_needs_no_server(copied, monkeypatch):
    path, played, name = copied
    again = run(path)
    assert (again.fresh, again.folder.name) == (False, name)
    assert replay(again, unwatched, "replay").different == ()
    monkeypatch.delenv("NAMING_KEY")
    assert replay(again, unwatched, "replay").different == ()
    assert played.asked == []


def test_a_sweep_asks_for_nothing(copied):
    path, played, _ = copied
    sweep(
        path, ["cluster.n_topics=3,5"], drawn=None, fixed=(), outputs=None, watch=unwatched,
        began=lambda *_: None,
    )  # fmt: skip
    assert played.asked == []


def test_a_name_of_the_users_wins_and_is_not_asked_for(copied):
    path, played, _ = copied
    overrides = path.parent / "overrides.yaml"
    overrides.write_text(
        "topics:\n- {topic: 1, name: My garden}\n- {topic: 2, hide: true}\n"
        "- {topic: 20, name: Kitchen And Dough, documents: [nobody]}\n",
        encoding="utf-8",
    )
    for part in ("answers", "naming"):
        shutil.rmtree(path.parent / "outputs" / ".store" / part)
    settings = path.read_text(encoding="utf-8") + "overrides: overrides.yaml\n"
    path.write_text(settings, encoding="utf-8")
    (step,) = [each for each in plan(load_config(path)) if each.name == "naming"]
    assert step.choice.startswith("at most 4 requests")
    found = topics(run(path).folder)
    assert len(played.asked) == 3, "one of them twice, as its name is that of a topic to be made"
    rows = dict(
        zip(found["topic"], zip(found["label"], found["named_by"], strict=True), strict=True)
    )
    assert rows == {
        0: ("Kitchen · dough", "words"),
        1: ("My garden", "you"),
        3: ("Orchestra And Melody", "model"),
    }
    played.asked.clear()
    assert not run(path).fresh
    overrides.unlink()
    path.write_text(settings.replace("overrides: overrides.yaml\n", ""), encoding="utf-8")
    assert set(topics(run(path).folder)["label"]) == NAMES
    assert len(played.asked) == 2  # those that nobody had asked about


def test_what_has_no_answer_is_asked_for_by_the_next_run_alone(copied):
    path, played, _ = copied
    shutil.rmtree(path.parent / "outputs" / ".store" / "answers")
    shutil.rmtree(path.parent / "outputs" / ".store" / "naming")
    played.plays = [None, (500, {}, {}), (500, {}, {}), (500, {}, {})]
    first = run(path)
    assert topics(first.folder)["named_by"].count("model") == 3
    (told,) = [check for check in first.record.checks if check.code == "N03"]
    assert "1 topic keeps its statistical name" in told.message
    planned = {each.name: each for each in plan(load_config(path))}
    assert planned["naming"].why[0].cause == "unanswered"
    assert replay(first, unwatched, "replay").different == ()
    played.asked.clear()
    assert topics(run(path).folder)["named_by"] == ["model"] * 4
    assert len(played.asked) == 1


def test_a_killed_run_keeps_the_answers_it_had(copied):
    path, played, _ = copied
    shutil.rmtree(path.parent / "outputs" / ".store" / "answers")
    shutil.rmtree(path.parent / "outputs" / ".store" / "naming")

    def watch(event):
        if isinstance(event, StepProgressed) and event.step == "naming" and event.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, watch=watch)
    assert len(played.asked) == 2
    assert set(topics(run(path).folder)["label"]) == NAMES
    assert len(played.asked) == 4


def test_a_key_is_in_nothing_that_is_written_or_said(copied):
    path, played, _ = copied
    for part in ("answers", "naming"):
        shutil.rmtree(path.parent / "outputs" / ".store" / part)
    echoed = f'{{"error": {{"message": "Incorrect key {KEY}"}}}}'
    played.plays = [
        lambda _: {"choices": [{"message": {"content": f"{KEY} {KEY}"}}]},
        lambda _: {
            "choices": [{"message": {"content": json.dumps({"name": KEY, "summary": KEY})}}]
        },
        (401, {}, json.loads(echoed)),
    ]
    said = ""
    for command in (["check"], ["plan"], ["run", "--debug"], ["show"], ["plan", "--debug"]):
        result = themeline(*command, path.name, cwd=path.parent)
        said += result.stdout + result.stderr
    assert played.keys[-1] == f"Bearer {KEY}"
    held = [
        file
        for file in path.parent.rglob("*")
        if file.is_file() and KEY.encode() in file.read_bytes()
    ]
    assert held == []
    assert KEY not in said
    assert KEY not in json.dumps(played.asked)
    (told,) = [
        check
        for check in newest_run(path.parent / "outputs", "planted").record.checks
        if check.code == "N03"
    ]
    assert "does not accept the key in the environment variable NAMING_KEY" in told.message


def test_a_check_sends_nothing_and_names_what_is_wrong(copied, monkeypatch):
    path, played, _ = copied
    monkeypatch.delenv("NAMING_KEY")
    with pytest.raises(ConfigError, match=r"NAMING_KEY \(naming\.key_env\), which is not set"):
        load_config(path)
    path.write_text(
        planted.PLAIN + "naming: {base_url: 'https://api.example.com/v1', model: m}\n", "utf-8"
    )
    with pytest.raises(ConfigError, match="set allow_remote: true where that is allowed"):
        load_config(path)
    allowed = load_config(path, ["naming.allow_remote=true"])
    assert allowed.naming is not None
    path.write_text(planted.PLAIN + "naming: llm\n", "utf-8")
    with pytest.raises(ConfigError, match=r"naming\.base_url: missing"):
        load_config(path)
    path.write_text(planted.PLAIN + "naming:\n", "utf-8")
    assert load_config(path).naming is None
    assert played.asked == []


def test_clean_keeps_the_answers_that_a_run_was_named_by(copied):
    path, _, _ = copied
    folder = path.parent / "outputs" / ".store" / "answers"
    kept = sorted(folder.rglob("*.json"))
    assert themeline("clean", path.name, cwd=path.parent).returncode == 0
    assert sorted(folder.rglob("*.json")) == kept
    for named in (path.parent / "outputs").glob("planted-002"):
        shutil.rmtree(named)
    themeline("clean", path.name, cwd=path.parent)
    assert not list(folder.rglob("*.json"))


def test_an_answer_that_was_damaged_is_asked_for_again(tmp_path):
    recipe = {"answers": {"method": "llm", "model": "m"}}
    one = Answered("a" * 32, 0, ("x",), ("1",), "prompt", "answer", "Name", "Sentence.", "")
    KeptAnswers(tmp_path, recipe).keep(one)
    assert dict(KeptAnswers(tmp_path, recipe).known) == {one.question: one}
    (file,) = tmp_path.glob("answers/llm-*/aaaa*.json")
    file.write_text(file.read_text("utf-8").replace("Name", "Nome"), "utf-8")
    again = KeptAnswers(tmp_path, recipe)
    assert dict(again.known) == {} and again.damaged == [file]
    file.write_text("[" * 100_000, "utf-8")
    file.with_name(f"{'b' * 32}.json").mkdir()
    again = KeptAnswers(tmp_path, recipe)
    assert dict(again.known) == {} and again.damaged == [file]
    other = {"answers": {"method": "llm", "model": "another"}}
    KeptAnswers(tmp_path, recipe).keep(one)
    assert dict(KeptAnswers(tmp_path, other).known) == {}
    assert Path(file).is_file()
