"""Notebooks, run cell by cell as a kernel does."""

import ast
import json


def read(path):
    """A notebook as its JSON."""
    return json.loads(path.read_text("utf-8"))


def code_of(notebook):
    """The code of its cells, in order."""
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return ["".join(cell["source"]) for cell in cells]


def run_cells(notebook, displayed):
    """Run all cells; the names that there are then. What a cell ends with is displayed."""
    names = {"__name__": "__main__"}
    for code in code_of(notebook):
        *before, last = ast.parse(code).body
        shows = isinstance(last, ast.Expr)
        body = ast.Module([*before, *([] if shows else [last])], [])
        exec(compile(body, "cell", "exec"), names)
        if shows:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if value is not None:
                displayed.append(html_of(value))
    return names


def html_of(value):
    """A value as a notebook shows it."""
    return value._repr_html_() if hasattr(value, "_repr_html_") else repr(value)
