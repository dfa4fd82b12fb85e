"""What a reader should know of the topics that the consensus finds, or does not find."""

from dataclasses import replace

from pipeline.cluster.cloud import MARGIN, TELLING
from pipeline.cluster.spectral import Floats
from pipeline.core.artifacts import Check, Clustering
from pipeline.core.stability import FAIR


def nothing(above: Floats) -> tuple[str, str]:
    """Of documents that no topics are found in: what is told, and what to do about it."""
    message = (
        "There are no topics: the documents fall into groups hardly more firmly than ones without "
        f"any would ({_above(above)})."
    )
    advice = (
        "Read some of them: are they about anything? More documents may show topics. To group them "
        "all the same, set cluster.n_topics."
    )
    return message, advice


def _above(above: Floats) -> str:
    return f"they agree {above.mean():+.2f} better; topics take {MARGIN:+.2f}"


def hardly_more(above: Floats, documents: int) -> Check:
    """What is told of topics that were asked for, or that so few documents may have."""
    message = (
        f"Whether these topics are more than chance is open: {documents:,} documents fall into "
        "groups hardly more firmly than ones without any would "
        f"({_above(above)})."
    )
    advice = (
        f"Take them as one way to sort the documents. From {TELLING} documents on it is settled, "
        "unless you ask for a number of topics."
    )
    return Check("C05", "warning", message, advice)


def not_holding(agreement: float, resamples: int, topics: int, none: bool) -> tuple[Check, ...]:
    """What is told of so many topics that do not come back; nothing where they do.

    ``none`` says that they are no more than chance: of fewer no more would come back.
    """
    if agreement >= FAIR:
        return ()
    message = (
        f"The topics do not hold: over {resamples} resamples they agree to {agreement:.0%}, "
        f"where {FAIR:.0%} is the least to build on."
    )
    advice = "Read them as one way among many to cut the documents"
    fewer = topics > 2 and not none
    advice += f"; ask for fewer than {topics}: cluster.n_topics." if fewer else "."
    return (Check("C02", "warning", message, advice),)


def with_placed(clustering: Clustering, found_in: int, rows: int) -> Clustering:
    """The clustering, with how many of its documents took no part in finding the topics."""
    share = 1 - found_in / rows
    message = (
        f"Topics were found in {found_in:,} of {rows:,} different documents; the others "
        f"({share:.0%}) joined the topic of the document most like them."
    )
    check = Check("C03", "info", message, "A larger neighbors.subsample places fewer.")
    return replace(
        clustering,
        resolved={**clustering.resolved, "subsample": found_in, "placed": round(share, 4)},
        checks=(*clustering.checks, check),
    )
