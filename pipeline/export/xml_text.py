"""Text that may stand in XML (www.w3.org/TR/xml, 2.2)."""

import re

UNLAWFUL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Most control characters, and a few that are none."""

INSTEAD = "\ufffd"


class LawfulText:
    """Texts with what XML cannot hold replaced; ``replaced`` counts how often."""

    def __init__(self) -> None:
        self.replaced = 0

    def __call__(self, text: str) -> str:
        """The text as XML may have it."""
        lawful, number = UNLAWFUL.subn(INSTEAD, text)
        self.replaced += number
        return lawful
