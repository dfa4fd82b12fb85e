"""In a notebook a run shows how far it is; elsewhere nothing is imported for that."""

import subprocess
import sys
import time
from types import ModuleType, SimpleNamespace

import pytest

import planted
from pipeline import run
from pipeline.core.events import RunForecast, RunStarted, StepFinished, StepStarted, unwatched
from pipeline.watching import notebook
from pipeline.watching.notebook import Cell, watching


class Notebook:
    """What a kernel has of IPython, and all that was shown in it."""

    def __init__(self, monkeypatch, kernel="a kernel"):
        self.shown = []
        ipython, display = ModuleType("IPython"), ModuleType("IPython.display")
        ipython.get_ipython = lambda: SimpleNamespace(kernel=kernel)
        display.display = self.display
        monkeypatch.setitem(sys.modules, "IPython", ipython)
        monkeypatch.setitem(sys.modules, "IPython.display", display)

    def display(self, shown, display_id):
        assert display_id is True
        self.update(shown)
        return self

    def update(self, shown):
        self.shown.append(shown._repr_html_())


@pytest.fixture
def a_notebook(monkeypatch):
    return Notebook(monkeypatch)


def test_a_run_shows_itself_on_its_way_and_what_was_done_at_the_end(
    a_notebook, tmp_path, monkeypatch
):
    monkeypatch.setattr(notebook, "EVERY", 0.05)
    run(planted.write_project(tmp_path))
    first, *on_the_way, last = a_notebook.shown
    assert "<progress" in first and "starting" in first
    assert any("step 1 of 10 · load" in each for each in on_the_way)
    assert any("of 10 · about " in each and " s left · " in each for each in on_the_way)
    assert "<progress" not in last
    assert "load           delimited" in last and "report         html" in last


def test_a_run_that_fails_leaves_no_bar(a_notebook):
    with pytest.raises(ZeroDivisionError), watching() as watch:
        watch(RunStarted(("load",)))
        watch(StepStarted("load", "page", ()))
        1 / 0  # noqa: B018
    assert "<progress" not in a_notebook.shown[-1]


def test_the_time_left_runs_down_where_a_step_tells_nothing(a_notebook, monkeypatch):
    monkeypatch.setattr(notebook, "EVERY", 0.01)
    with watching() as watch:
        watch(RunStarted(("load", "report")))
        watch(RunForecast(9.0, 0, 0, {"report": 9.0}))
        watch(StepStarted("report", "html", ()))
        told = len(a_notebook.shown)
        time.sleep(0.2)
    assert len(a_notebook.shown) > told + 3


def test_what_is_told_is_text(monkeypatch):
    cell = Cell()
    cell(StepFinished("</pre><script>", "x", True, 0.0))
    assert "<script>" not in cell._repr_html_() and "&lt;script&gt;" in cell._repr_html_()
    assert repr(cell).splitlines()[0].startswith("</pre><script>")  # for who shows text alone


def test_who_watches_is_asked_instead(a_notebook, tmp_path):
    seen = []
    run(planted.write_project(tmp_path), watch=seen.append)
    assert seen and not a_notebook.shown


def test_the_shell_of_a_terminal_is_no_notebook(monkeypatch):
    Notebook(monkeypatch, kernel=None)
    with watching() as watch:
        assert watch is unwatched


def test_elsewhere_nothing_is_shown_and_ipython_is_not_imported():
    script = (
        "import sys\n"
        "from pipeline.watching.notebook import watching\n"
        "with watching() as watch: pass\n"
        "print(watch.__name__, sorted(m for m in sys.modules if m.startswith('IPython')))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (told.stdout, told.stderr) == ("unwatched []\n", "")
