"""Pages of stories as files; a machine with the fonts that a test wants and DejaVu Sans alone."""

import pytest


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without fonts: ``machine.install("Kai", "中文")`` gives it one."""
    from machine_fonts import Machine
    from matplotlib import font_manager

    folder = tmp_path / "fonts"
    folder.mkdir()
    found = Machine(folder)
    manager = font_manager.fontManager
    ours = [font for font in manager.ttflist if font.name == "DejaVu Sans"]
    monkeypatch.setattr(manager, "ttflist", ours)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: found.paths)
    yield found
    manager._findfont_cached.cache_clear()


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """A function that gives the page of some results as a file, each made once."""
    from pipeline.report.page import render
    from pipeline.report.settings import ReportSettings

    made = {}

    def page_of(name, make):
        if (name, make) not in made:
            made[name, make] = tmp_path_factory.mktemp("written") / "report.html"
            html = render(make(), ReportSettings()).html
            made[name, make].write_text(html, encoding="utf-8")
        return made[name, make]

    return page_of
