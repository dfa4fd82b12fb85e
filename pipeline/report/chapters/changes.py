"""What changed since the run that this one is compared with."""

from collections.abc import Iterator

from pipeline.report.markdown import bullets, escaped
from pipeline.report.results import Story


def chapter(story: Story) -> Iterator[str]:
    """The sentences of the comparison, where there is one."""
    if story.compared:
        yield f"Held against {escaped(story.compared.against)}; compare.html shows it in full."
        yield bullets(map(escaped, story.compared.sentences))
