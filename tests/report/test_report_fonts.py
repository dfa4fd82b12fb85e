"""Figures are written with what fonts the machine has, and what none has is told."""

import json
import shutil

import matplotlib
import pytest
from machine_fonts import WIDTH
from report_stories import chinese, results

import planted
from pipeline import run
from pipeline.report.figures.fonts import Fonts, font_checks, fonts_for
from pipeline.report.figures.style import house_style
from pipeline.report.settings import ReportSettings
from pipeline.report.write import write


@pytest.mark.parametrize(
    "text", ["Ships", "السفن", "הנמל", "Ελλάδα · Москва", "a\u200db\ufe0f\u3000\u202e", "bell \x07"]
)
def test_what_dejavu_sans_has_takes_no_other_font(machine, text):
    machine.install("Kai", text)
    assert fonts_for([text]) == Fonts((), ())


def test_a_font_helps_out_that_matplotlib_has_not_heard_of(machine):
    machine.install("Kai", "中文")
    machine.install("Other", "ह")
    assert fonts_for(["中文", "Ships"]) == Fonts(("Kai",), ())
    assert fonts_for(["中ह", "ไ"]) == Fonts(("Kai", "Other"), ("ไ",))
    assert fonts_for(["中ह", "ไ"]) == Fonts(("Kai", "Other"), ("ไ",)), "it has heard of them now"


def test_a_font_of_boxes_or_a_broken_file_is_none(machine):
    machine.install("Last Resort High-Efficiency", "中")
    (machine.folder / "broken.ttf").write_bytes(b"no font")
    machine.paths.append(str(machine.folder / "broken.ttf"))
    assert fonts_for(["中"]) == Fonts((), ("中",))


def test_chinese_characters_are_drawn_as_japanese_where_there_is_kana(machine):
    for family in ("Noto Sans CJK SC", "Noto Sans CJK JP", "Another Sans"):
        machine.install(family, "港の")
    assert fonts_for(["港"]).families == ("Noto Sans CJK SC",)
    assert fonts_for(["港の"]).families == ("Noto Sans CJK JP",)


def test_figures_are_written_with_it_and_nothing_is_said(machine, tmp_path, capfd):
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    machine.install("Kai", "中")
    with house_style(fonts_for(["中"]).families):
        for weight in ("normal", "bold"):
            font = FontProperties(size=100, weight=weight)
            width, _, _ = TextToPath().get_text_width_height_descent("中", font, ismath=False)
            assert width == pytest.approx(100 * WIDTH, rel=0.02)
    assert "Kai" not in matplotlib.rcParams["font.family"]
    write(tmp_path, chinese(), ReportSettings(figures=("png",), dpi=50))
    assert capfd.readouterr() == ("", "")


def test_each_script_that_no_font_has_is_told_once(machine):
    names = ["港の船が", "हिन्दी", "ไทย", "한국", "🤖 ₿"]
    (check,) = font_checks(results(theme_names=names, labels=["港 · 港"] * 4))
    assert (check.code, check.severity) == ("F01", "info")
    assert (
        "boxes stand for Devanagari (द, न, ह, …), Thai (ท, ย, ไ), symbols (₿, 🤖), kana (が, の), "
        "Chinese characters (港, 船) and Hangul (국, 한)," in check.message
    )
    assert "Noto Sans" in check.advice
    assert font_checks(results()) == ()


def test_a_font_that_is_installed_mends_the_figures(machine, tmp_path):
    config = planted.CONFIG.replace("Space travel", "太空")
    path = planted.write_project(tmp_path, config)

    def told(made):
        return [each for each in json.loads((made.folder / "run.json").read_text())["checks"]
                if each["code"] == "F01"]  # fmt: skip

    boxed = run(path)
    assert len(told(boxed)) == 1
    assert "F01" in (boxed.folder / "report.html").read_text()
    assert not told(run(path, ["report.figures=[]"]))
    assert len(told(run(path))) == 1
    machine.install("Kai", "太空")
    last = run(path)
    shutil.rmtree(last.folder / "figures")
    mended = run(path)
    assert not told(mended) and (mended.folder / "figures" / "theme_sizes.png").exists()
