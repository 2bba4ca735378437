"""Only text reaches the terminal, whatever a database holds and whichever widget shows it."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.text.clean import CONTROL
from reader.text.width import width


class VisibleText(LineFilter):
    """Takes out of what widgets show what a terminal would obey."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return *segments* without control characters, each as wide as before."""
        return [
            segment
            if segment.text.isprintable() or not CONTROL.search(segment.text)
            else segment._replace(text=CONTROL.sub(_blank, segment.text))
            for segment in segments
        ]


def _blank(control: re.Match[str]) -> str:
    return " " * width(control[0])
