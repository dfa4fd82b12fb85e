"""Keys of servers are in nothing that is written, shown or logged."""

import logging
import zipfile

import pyarrow.parquet as pq
from terminal import themeline

import planted

KEY = "secret-1234-" + "k" * 40


def everything_in(folder):
    """All that is written in a folder: names, bytes, and what tables and workbooks compress."""
    for path in folder.rglob("*"):
        yield str(path)
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".parquet":
            yield repr(pq.read_table(path).to_pylist())
            yield repr(pq.read_metadata(path).metadata)
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                yield from (archive.read(name).decode() for name in archive.namelist())


def test_the_key_is_nowhere_in_what_a_run_writes_shows_and_logs(
    server, tmp_path, monkeypatch, caplog
):
    """A run that the server refuses, with its traceback, and one that is finished."""
    monkeypatch.setenv("SOME_KEY", KEY)
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "themeline")
    embed = (
        f"embed: {{method: endpoint, base_url: '{server.base_url}', model: m, key_env: SOME_KEY}}"
    )
    plain = planted.PLAIN.replace("embed: {method: lsa, n_components: 20}", embed)
    planted.write_project(tmp_path, plain)
    server.plays = [None, (401, {}, {"error": f"Incorrect key: {KEY}"})]
    shown = [themeline("run", "--debug", "--set", "embed.batch=10", cwd=tmp_path)]
    assert shown[0].returncode == 2 and "Traceback" in shown[0].stderr
    assert "Failed" in (tmp_path / "outputs/.store/log.jsonl").read_text()
    for command in (["run"], ["plan"], ["show", "latest"]):
        shown.append(themeline(*command, cwd=tmp_path))
        assert shown[-1].returncode == 0, shown[-1].stderr
    assert set(server.keys) == {f"Bearer {KEY}"}
    logged = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    assert any("embed finished" in line for line in logged)
    told = [each.stdout + each.stderr for each in shown]
    assert not [text for text in (*told, *logged, *everything_in(tmp_path)) if "secret" in text]
