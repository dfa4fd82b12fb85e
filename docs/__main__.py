"""``python -m docs`` writes the pages again that are made from the code."""

from docs.pages import FOLDER, PAGES

if __name__ == "__main__":
    for name, made in PAGES.items():
        (FOLDER / name).write_text(made(), encoding="utf-8", newline="\n")
