"""What a naming step is given beside the results of others: names of the user's, and answers."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.config import Config
from pipeline.core.named import Answers
from pipeline.running.flow import NAMING, Step
from pipeline.runs.run import Run, newest_first
from pipeline.store.files import read_json
from pipeline.store.fingerprint import key_of
from pipeline.store.stages import Entry

if TYPE_CHECKING:
    from pipeline.compare.run_tables import RunTables

Load = Callable[[str], Any]
"""The result of a step, by its name."""

History = Callable[[], "Sequence[RunTables]"]
"""The runs whose topics go on, the newest first."""


Given = Callable[[], Mapping[int, str]]
"""What the user calls topics of the default level, by their numbers in this run."""


def nothing() -> Mapping[int, str]:
    """What the user calls topics, where nobody asks."""
    return {}


def tables_of(config: Config, continuing: Run | None = None) -> "list[RunTables]":
    """The runs whose topics a run of a config continues, the newest first."""
    from pipeline.compare.identity import HISTORY
    from pipeline.compare.run_tables import RunTables, has_lineage

    history = [continuing] if continuing else newest_first(config.outputs, config.name)
    return [RunTables(run) for run in islice(history, HISTORY) if has_lineage(run)]


def unanswered(entry: Entry) -> int:
    """How many topics of a result of naming are to be asked about again."""
    left: int = read_json(entry.folder / "notes.json")["resolved"].get("unanswered", 0)
    return left


def given_names(config: Config, load: Load, history: History) -> dict[int, str]:
    """What the user calls topics of the default level, by their numbers in this run.

    Empty for one that is not shown: hidden, or a part of another. A topic that the user makes has
    no number yet, and is below 0.
    """
    said = {
        each.topic: "" if each.hide or each.merge_into is not None else each.name
        for each in config.overrides.topics
        if each.hide or each.merge_into is not None or each.name
    }
    if not said:
        return {}
    from pipeline.compare.identity import continued

    corpus, clustering, topics = (load(name) for name in ("load", "cluster", "describe"))
    ids = continued(history(), corpus, clustering, topics, config.overrides.made).ids
    found = {number: said[id_] or "" for number, id_ in enumerate(ids) if id_ in said}
    made = config.overrides.made - set(ids)
    return found | {-1 - id_: name for id_ in sorted(made) if (name := said.get(id_))}


def inputs_beside(step: Step, given: Given) -> Mapping[str, str]:
    """The digests of what a step is given beside the results of others; none but for naming."""
    names = {str(each): name for each, name in given().items()} if step.name == NAMING else {}
    return {"overrides": key_of(names)} if names else {}


def cost(step: Step, load: Load, given: Mapping[int, str], answers: Answers) -> str:
    """What a naming step would ask of its server, in words; empty where it asks none."""
    if step.name != NAMING:
        return ""
    from pipeline.naming.llm import LLM  # who names no topics has no need of it

    if not isinstance(step.method, LLM):
        return ""
    corpus, vectors, clustering, topics = (load(name) for name in step.inputs)
    questions = step.method.questions(corpus, vectors, clustering, topics, given)
    return step.method.cost(questions, answers)
