"""config.md: every setting of a config, made of the models that check one."""

from collections.abc import Iterator

from pydantic import BaseModel

from pipeline.config.reference import settings_of
from pipeline.config.renames import RENAMED
from pipeline.config.settings import DEFAULT_METHODS, MAP_DEFAULTS, Execution, General
from pipeline.core.discovery import STAGES, method_class, method_names
from pipeline.core.old_names import GOES_IN
from pipeline.core.theme import Theme
from pipeline.core.word_choice import WordChoice
from pipeline.embed.joined import Share
from pipeline.overrides.settings import DocumentOverride, TopicOverride
from pipeline.report.settings import FigureSettings, ReportSettings
from pipeline.running.recording import about

INTRODUCTION = """\
# Config reference

<!-- Written by `python -m docs` from the code; do not edit. -->

Every setting there is. A config of `name` and `load.path` alone runs; all else has a default.
`themeline methods` prints the same for the installed version, `themeline check` names every
mistake of a config at once, and `themeline schema` prints a JSON schema by which an editor
completes and checks a config as you type:

    themeline schema > themeline.schema.json

and, as the first line of the config, for editors with the YAML language server:

    # yaml-language-server: $schema=themeline.schema.json

A section that names a method may be the name alone: `cluster: kmeans` is
`cluster: {method: kmeans}`, and `load: texts.csv` is `load: {path: texts.csv}`. One value for one
run: `themeline run --set cluster.min_cluster_size=8`; where it chooses another method, what the
file sets for the old one is left out. `threads` and `seed` of a method are those of the whole
config unless it has its own.
"""

ABOUT = {
    "load": "Where the texts are. The method follows from the file's ending unless it is named.",
    "embed": "Every text becomes a vector.",
    "neighbors": "The documents most like each, found once for topics and map.",
    "reduce": "Fewer dimensions, where a clusterer asks for them (hdbscan, kmeans). The section "
    "`map` takes the same methods, for the two dimensions of the map, with other defaults: "
    f"{', '.join(f'`{key}: {value}`' for key, value in MAP_DEFAULTS.items())}.",
    "cluster": "Topics are found.",
    "describe": "Topics get keywords, typical documents and a name.",
    "naming": "Topics are called what a language model calls them. Only where a config has the "
    "section; see [Names by a language model](naming.md).",
    "assign": "Documents are brought under the themes that were asked for.",
    "evaluate": "Whether the result can be trusted.",
}


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([INTRODUCTION, *_general(), *_stages(), *_others()])


def _general() -> Iterator[str]:
    yield "## General\n"
    yield "At the top level of the file.\n"
    yield _table(General)


def _stages() -> Iterator[str]:
    for stage in STAGES:
        yield f"## {stage}\n"
        default = DEFAULT_METHODS.get(stage)
        yield ABOUT[stage] + (f" The default is `{default}`.\n" if default else "\n")
        for name in method_names(stage):
            method = method_class(stage, name)
            yield f"### {stage}: {name}\n"
            yield f"{about(method)}\n"
            yield _table(method)
            if name == "joined":
                yield "Beside the settings of its own method, each part has:\n"
                yield _table(Share)


def _others() -> Iterator[str]:
    yield "## themes\n"
    yield "A list of what you look for; a name alone is a theme, too.\n"
    yield _table(Theme)
    yield "## words\n"
    yield f"{WordChoice.__doc__}\n"
    yield _table(WordChoice)
    yield "## overrides\n"
    yield "Corrections stand in the file that `overrides` names, under `topics` and `documents`.\n"
    for name, model in (("topics", TopicOverride), ("documents", DocumentOverride)):
        yield f"### overrides: {name}\n"
        yield _table(model)
    yield "## report\n"
    yield f"{ReportSettings.__doc__}\n"
    yield _table(ReportSettings)
    yield "### report: figures\n"
    yield f"{FigureSettings.__doc__}\n"
    yield _table(FigureSettings)
    yield "## execution\n"
    yield f"{Execution.__doc__}\n"
    yield _table(Execution)
    yield "## Old names\n"
    yield (
        f"Names of earlier versions that are understood until version {GOES_IN}; `themeline check` "
        "notes them.\n"
    )
    yield _old_names()


def _old_names() -> str:
    rows = [
        f"| {section} | `{old}` | `{new}` |"
        for section, names in RENAMED.items()
        for old, new in names.items()
    ]
    return "\n".join(["| section | old name | what it is called |", "|---|---|---|", *rows, ""])


def _table(model: type[BaseModel]) -> str:
    rows = [
        f"| `{each.name}` | {_code(each.default)} "
        f"| {_cell(each.allowed)} | {_cell(each.description)} |"
        for each in settings_of(model)
    ]
    if not rows:
        return "It has no settings.\n"
    heading = "| setting | default | allowed | what it says |\n|---|---|---|---|"
    return "\n".join([heading, *rows, ""])


def _code(default: str) -> str:
    return default if default in ("required", "none") else f"`{_cell(default)}`"


def _cell(text: str) -> str:
    """A text that ends no cell and starts no tag."""
    return text.replace("|", "\\|").replace("<", "&lt;")
