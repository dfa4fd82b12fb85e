"""report.md: the words and tables of the report, for a repository or a program that reads."""

from collections.abc import Iterator

from pipeline.report.chapters import CHAPTERS
from pipeline.report.markdown import escaped
from pipeline.report.results import Story
from pipeline.report.wording import count


def render(story: Story) -> str:
    """The whole of it in GitHub's Markdown; nothing of the data is markup."""
    return "\n\n".join(_parts(story)) + "\n"


def _parts(story: Story) -> Iterator[str]:
    yield f"# {escaped(story.title or story.name)}"
    yield (
        f"A Themeline report on {count(len(story), 'document')}. report.html shows the same with "
        "its map; the tables beside it have every document."
    )
    for heading, chapter in CHAPTERS.items():
        parts = [part for part in chapter(story) if part]
        if parts:
            yield f"## {heading}"
            yield from parts
