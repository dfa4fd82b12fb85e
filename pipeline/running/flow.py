"""The stages, in order: what runs, on what, giving what."""

from dataclasses import dataclass

from pipeline.config import Config
from pipeline.core.artifacts import Clustering, Neighbors, Quality, Themes, Topics, Vectors
from pipeline.core.corpus import Corpus
from pipeline.core.method import Method
from pipeline.core.named import NamedTopics
from pipeline.embed.joined import Joined

NAMING = "naming"
"""The step that a config has only where it asks for it."""


@dataclass(frozen=True)
class Step:
    """One method called on the results of earlier steps.

    ``name`` is its config section; ``tools`` names the methods it may call itself,
    handed over after the inputs; ``parts`` are the steps that a composite is made of, whose
    results it finds in its context.
    """

    name: str
    method: Method
    gives: type
    inputs: tuple[str, ...] = ()
    tools: tuple[tuple[str, Method], ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def follows(self) -> tuple[str, ...]:
        """The steps whose results decide this one's: of a composite its parts alone."""
        return self.parts or self.inputs


def steps(config: Config) -> tuple[Step, ...]:
    """The whole flow of one config; every step comes after those that it follows."""
    embedder = (("embed", config.embed),)
    named = NAMING if config.naming else "describe"
    return (
        Step("load", config.load, Corpus),
        *_embedding(config),
        Step("neighbors", config.neighbors, Neighbors, ("embed",)),
        Step("map", config.map, Vectors, ("embed", "neighbors")),
        *_reducing(config),
        Step("cluster", config.cluster, Clustering, _space(config)),
        Step("describe", config.describe, Topics, ("load", "embed", "cluster"), embedder),
        *_naming(config),
        Step("assign", config.assign, Themes, ("load", "embed"), embedder),
        Step(
            "evaluate",
            config.evaluate,
            Quality,
            ("load", config.cluster.space, "cluster", named, "assign"),
        ),
    )


def _reducing(config: Config) -> tuple[Step, ...]:
    """The step before clustering; none where the clusterer has no use for it."""
    if config.cluster.space == "embed":
        return ()
    return (Step("reduce", config.reduce, Vectors, ("embed", "neighbors")),)


def _space(config: Config) -> tuple[str, ...]:
    """What the clusterer is given: the reduced vectors, or those that have neighbours."""
    return ("embed", "neighbors") if config.cluster.space == "embed" else ("reduce",)


def _naming(config: Config) -> tuple[Step, ...]:
    """The step that names topics anew; none where the config has no such section."""
    if config.naming is None:
        return ()
    tools = (("embed", config.embed),)
    return (
        Step(NAMING, config.naming, NamedTopics, ("load", "embed", "cluster", "describe"), tools),
    )


def _embedding(config: Config) -> tuple[Step, ...]:
    """One step, or one for each part and one that joins them."""
    if not isinstance(config.embed, Joined):
        return (Step("embed", config.embed, Vectors, ("load",)),)
    parts = tuple(
        Step(f"embed.parts.{index}", part.method, Vectors, ("load",))
        for index, part in enumerate(config.embed.parts)
    )
    names = tuple(part.name for part in parts)
    return (*parts, Step("embed", config.embed, Vectors, ("load",), parts=names))
