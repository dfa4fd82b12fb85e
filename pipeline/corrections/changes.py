"""Changes: what corrections change of what a config says already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.config.overrides_checking import topic_problems
from pipeline.core.errors import ConfigError, shown
from pipeline.core.theme import Theme
from pipeline.corrections.following import renumbered
from pipeline.corrections.settings import Claim, Corrections
from pipeline.overrides.settings import DocumentOverride, Overrides, TopicOverride

Judged = Mapping[tuple[str, str], bool]
"""By theme and document id whether the document belongs."""


@dataclass
class Changes:
    """What is said anew; before and after of what was said otherwise, None where nothing was.

    topics      by id; without documents of an earlier topic that another one takes
    documents   by id
    judgements  by theme and document id
    themes      those to ask for beside the config's
    """

    topics: dict[int, tuple[TopicOverride | None, TopicOverride]] = field(default_factory=dict)
    documents: dict[str, tuple[DocumentOverride | None, DocumentOverride]] = field(
        default_factory=dict
    )
    judgements: dict[tuple[str, str], tuple[bool | None, bool]] = field(default_factory=dict)
    themes: list[Theme] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.topics or self.documents or self.judgements or self.themes)


def changes(
    files: Sequence[Corrections],
    overrides: Overrides,
    judged: Judged,
    themes: Sequence[Theme],
) -> Changes:
    """What the files say that is not said yet; they do not contradict each other.

    Raises ``ConfigError`` for
    what contradicts the config: a theme that it describes otherwise, topics merged in a circle.
    """
    found = Changes()
    entries = {each.topic: each for each in overrides.topics}
    for file in files:
        for after in _numbered(file, list(entries.values())):
            entries[after.topic] = joined(entries.get(after.topic), after)
            _take_documents(entries, after)
    before = {each.topic: each for each in overrides.topics}
    found.topics = {
        topic: (before.get(topic), after)
        for topic, after in entries.items()
        if before.get(topic) != after
    }
    places = dict(enumerate(entries.values()))
    wrong = [message for _, message in topic_problems(places, lambda _: 0)]
    if wrong:
        raise ConfigError(*(f"together with {overrides.file}, a topic {each}" for each in wrong))
    fixed = {each.id: each for each in overrides.documents}
    for claim in (claim for file in files for claim in file.documents):
        was = fixed.get(claim.said.id)
        if was is None or set(was.themes) != set(claim.said.themes):
            found.documents[claim.said.id] = (was, claim.said)
    for said in (claim.said for file in files for claim in file.judgements):
        stands = judged.get((said.theme, said.id))
        if stands is not said.belongs:
            found.judgements[said.theme, said.id] = (stands, said.belongs)
    found.themes = _new_themes((claim for file in files for claim in file.themes), themes)
    return found


def joined(old: TopicOverride | None, new: TopicOverride) -> TopicOverride:
    """An entry as it is after another one on the same topic; what does not go together, goes."""
    if old is None:
        return new
    documents = new.documents or old.documents
    if set(documents) == set(old.documents):
        documents = old.documents  # in the order in which they stand there
    if new.merge_into is not None:
        return new.model_copy(update={"documents": documents})
    hide = new.hide or old.hide
    return TopicOverride(
        topic=new.topic,
        name=new.name or old.name,
        hide=hide,
        pin=(new.pin or old.pin) and not hide and not documents,
        documents=documents,
    )


def _numbered(file: Corrections, there: Sequence[TopicOverride]) -> list[TopicOverride]:
    """The entries of one file, topics of the reader's own under numbers that are theirs alone."""
    known = {frozenset(each.documents): each.topic for each in there if each.documents}
    taken = {each.topic for each in there}
    free = max([-1, *taken, *file.own]) + 1
    numbers: dict[int, int] = {}
    for said in (claim.said for claim in file.topics if claim.said.topic in file.own):
        same = known.get(frozenset(said.documents))
        if same is not None:
            numbers[said.topic] = same
        elif said.topic in taken:
            numbers[said.topic], free = free, free + 1
    return [renumbered(claim.said, numbers) for claim in file.topics]


def _take_documents(entries: dict[int, TopicOverride], new: TopicOverride) -> None:
    """Let no earlier entry keep documents that a new one has."""
    for topic, entry in list(entries.items()):
        if topic == new.topic or not set(entry.documents) & set(new.documents):
            continue
        left = tuple(each for each in entry.documents if each not in new.documents)
        if left:
            entries[topic] = entry.model_copy(update={"documents": left})
        else:
            del entries[topic]


def _new_themes(claims: Iterable[Claim[Theme]], themes: Sequence[Theme]) -> list[Theme]:
    there = {theme.name.strip().casefold(): theme for theme in themes}
    new: list[Theme] = []
    for claim in claims:
        theme = claim.said
        known = there.setdefault(theme.name.strip().casefold(), theme)
        if known != theme:
            raise ConfigError(
                f"{claim.where}: the config has a theme {shown(theme.name)} that says something "
                "else; rename one of the two, or change the config's by hand"
            )
        if theme not in themes and theme not in new:
            new.append(theme)
    return new
