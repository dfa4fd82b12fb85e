"""In short: the run in sentences."""

from collections.abc import Iterator

from pipeline.report.markdown import bullets, escaped
from pipeline.report.results import Story
from pipeline.report.summary import distrust, found, standing_out


def chapter(story: Story) -> Iterator[str]:
    """What was found, what stands out and what to distrust."""
    answers = {
        "What was found": found(story),
        "What stands out": standing_out(story),
        "What to distrust": distrust(story),
    }
    for question, lines in answers.items():
        if lines:
            yield f"### {question}"
            yield bullets(map(escaped, lines))
