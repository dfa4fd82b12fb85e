"""What can be asked of a run: report, new documents, reasons, comparisons, corrections."""

import webbrowser

import pytest
from in_memory import COLUMNS, FAST, THEMES

from pipeline import Run, Themeline
from pipeline.api import showing
from pipeline.core.errors import ConfigError, InputError, MachineError

EVIL = "</script><script>alert(1)</script><b>"


@pytest.fixture(scope="module")
def corrected(fitted, frame, tmp_path_factory):
    """A run of the same texts somewhere else, its corrections, and the run that has them."""
    outputs = tmp_path_factory.mktemp("corrected") / "outputs"
    evil = frame.assign(title=frame["title"] + f" {EVIL}")
    line = Themeline(THEMES, name="planted", outputs=outputs, **FAST)
    first = line.fit(evil, **COLUMNS)
    kitchen, garden, *_ = (
        next(
            t
            for t, label in zip(first.topics["topic"], first.topics["label"], strict=True)
            if w in label
        )
        for w in ("Kitchen", "Garden")
    )
    correction = first.correct(
        names={kitchen: f"Baking {EVIL}"},
        hide=[garden],
        judgements={("ki00", "Food"): True, ("ha00", "Food"): False},
        themes=["Sailing"],
    )
    shown = repr(correction), correction._repr_html_()
    before = sorted(path.name for path in first.made_by().path.parent.iterdir())
    after = correction.run()
    later = line.fit(evil.drop(index=39), **COLUMNS)
    return first, shown, before, after, later, kitchen, garden


def test_it_says_in_a_line_what_it_is(fitted):
    assert repr(fitted) == (
        f"Run planted-001: 40 documents, 4 topics, 3 themes; report: {fitted.report_file}"
    )
    assert "is gone, or its run.json is damaged" in repr(Run(fitted.folder / "no"))


def test_the_report_opens_in_the_browser(fitted, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    assert fitted.report() is None
    assert opened == [fitted.report_file.as_uri()]
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    with pytest.raises(MachineError, match="no browser could be opened here; the page is "):
        fitted.report()


def test_in_a_notebook_the_report_is_below_the_cell(fitted):
    shown = showing.Page(fitted.report_file, "planted-001")._repr_html_()
    assert shown.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert 'sandbox="allow-scripts allow-downloads' in shown and "<script" not in shown


def test_what_a_cell_shows_works_and_runs_no_text(corrected, open_page, tmp_path):
    after = corrected[3]
    cell = tmp_path / "cell.html"
    shown = after._repr_html_() + showing.Page(after.report_file, "a report")._repr_html_()
    cell.write_text(f"<!doctype html><meta charset=utf-8>{shown}", "utf-8")
    page = open_page(cell)
    assert page.get_by_role("img", name="Map of 40 documents by topic").is_visible()
    report = page.frame_locator("iframe[title='a report']")
    report.get_by_label("Search").first.fill("bread")
    report.get_by_text("Baking </script>").first.wait_for()
    assert page.locator("script").count() == 0


def test_new_documents_are_placed(fitted, frame, tmp_path):
    placed = fitted.predict(frame.tail(3))
    assert placed.documents["topic"].tolist() == fitted.documents["topic"].tolist()[-3:]
    assert "planted-001 still describes these documents" in repr(placed)
    assert "<li>Placed 3 documents" in placed._repr_html_()
    texts = fitted.predict(["The oven bakes <b>bread</b> of flour.", "A violin and a cello."])
    assert texts.documents["id"].tolist() == ["1", "2"]
    assert texts.theme_documents.query("assigned")["theme"].tolist() == ["Food", "Music"]
    frame.head(2).to_csv(tmp_path / "new.csv", index=False)
    assert len(fitted.predict(tmp_path / "new.csv").documents) == 2
    with pytest.raises(
        InputError, match="no column 'title', 'team': 2 of the 5 columns that planted"
    ):
        fitted.predict(frame.drop(columns=["title", "team"]))
    with pytest.raises(ConfigError, match=r"no such file or folder; .* a single text into a list"):
        fitted.predict("A single text.")
    with pytest.raises(InputError, match="planted-001 made its vectors itself"):
        fitted.predict(["A text"], [[1.0]])


def test_it_is_written_for_another_tool(fitted, tmp_path):
    written = fitted.export("jsonl", tmp_path / "lines")
    rows = (written.folder / "documents.jsonl").read_text("utf-8").splitlines()
    assert len(rows) == len(fitted.documents)
    with pytest.raises(ConfigError, match="jsonl"):
        fitted.export("jsonll", tmp_path / "other")


def test_a_document_and_a_theme_are_explained(fitted, corrected):
    told = repr(fitted.explain("ki03"))
    assert told.startswith("ki03 Kitchen: ") and "\n\nThemes\n  0." in told
    assert " Food, primary (says its name or a keyword, " in told
    assert "\n\nNearest documents\n  0." in told
    assert "\nClearest\n" in repr(fitted.explain(theme="Food"))
    hostile = corrected[0].explain("ki03")._repr_html_()
    assert "<script" not in hostile and "&lt;/script&gt;&lt;script&gt;alert(1)" in hostile
    with pytest.raises(InputError, match='no document has the id "ki3"; did you mean "ki'):
        fitted.explain("ki3")
    with pytest.raises(InputError, match='no document has the id "7"'):
        fitted.explain(7.0)
    with pytest.raises(InputError, match="none of id and theme were given, and one is needed"):
        fitted.explain()


def test_what_would_be_corrected_is_shown_and_nothing_is_written(corrected):
    first, (told, html), before, *_ = corrected
    assert before == ["config.yaml", "given.json"]
    assert "called “Baking </script>" in told and "+ theme “Sailing”" in told
    assert "+ Food: ki00 “Kitchen: " in told and "Nothing is written yet" in told
    assert "<script" not in html and "<li>+ topic " in html
    with pytest.raises(ConfigError, match="correct: planted-002 has no topic 99; there are: "):
        corrected[3].correct(names={99: "x"})
    with pytest.raises(InputError, match="neither a file nor corrections were given"):
        first.correct()


def test_the_runs_after_corrections_have_them_also_of_other_texts(corrected):
    _, _, _, after, later, kitchen, garden = corrected
    assert (len(after.documents), len(later.documents)) == (40, 39)
    for each in (after, later):
        labels = dict(zip(each.topics["topic"], each.topics["label"], strict=True))
        assert labels[kitchen] == f"Baking {EVIL}" and garden not in labels
        assert each.themes["theme"].tolist()[-1] == "Sailing"
        judged = each.theme_documents.query("judged != ''")
        assert judged[["id", "theme", "judged"]].to_numpy().tolist() == [
            ["ki00", "Food", "yes"], ["ha00", "Food", "no"],
        ]  # fmt: skip
    assert repr(later.correct(names={kitchen: f"Baking {EVIL}"})).startswith("Nothing to change")


def test_two_runs_are_compared(corrected, fitted):
    first, _, _, after, _, kitchen, _ = corrected
    held = after.compare(first)
    assert held.verdict in repr(held) and repr(held).startswith(
        "planted-002 compared with planted-001"
    )
    assert "<script" not in held._repr_html_()
    renamed = held.topics.set_index("from_topic").loc[kitchen]
    assert renamed["to_label"] == f"Baking {EVIL}"
    assert set(held.documents["change"]) <= {"moved", "other themes"} and len(held.measures)
    assert after.compare("planted-001").verdict == held.verdict
    assert fitted.compare(first).topics["change"].eq("kept").all()
    assert (held.write() / "compare.html").is_file()
    with pytest.raises(ConfigError, match="int is no run; expected one, its folder or its name"):
        after.compare(1)


def test_a_run_shows_its_map_and_texts_are_text(corrected):
    shown = corrected[3]._repr_html_()
    assert "In short" in shown and 'aria-label="Map of 40 documents by topic"' in shown
    assert shown.count("<path d=") >= 3
    assert "<script" not in shown and "<b>" not in shown
    assert "Baking &lt;/script&gt;&lt;script&gt;alert(1)" in shown
