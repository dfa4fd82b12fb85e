"""What changed since the run that this one is compared with."""

from collections.abc import Iterator

from pipeline.report.markdown import bullets, escaped
from pipeline.report.results import Story


def chapter(story: Story) -> Iterator[str]:
    """The sentences of the comparison, where there is one."""
    if story.changes:
        against = escaped(str(story.record.get("comparison", {}).get("against", "")))
        yield f"Held against {against or 'an earlier run'}; compare.html shows it in full."
        yield bullets(map(escaped, story.changes))
