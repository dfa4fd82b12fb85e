"""A machine with the fonts that a test wants, and no others but DejaVu Sans."""

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
