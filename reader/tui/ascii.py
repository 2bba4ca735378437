"""Signs and lines in ASCII, for terminals that cannot draw them, or draw them two cells wide."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SETS = (
    ("●★✓▸▾•›◆◇◉◈○", "*+x>v->#o@%."),
    ("─━│┃", "-=||"),
    ("┌┐└┘╭╮╰╯├┤┬┴┼", "+" * 13),
    ("▁▂▃▄▅▆▇", " " * 7),  # the ends of a scrollbar
)
SIGNS = str.maketrans(*map("".join, zip(*_SETS, strict=True)))


class AsciiSigns(LineFilter):
    """Writes what the screen draws with `SIGNS` in ASCII, wherever it stands."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return *segments* with other signs, each as wide as before."""
        return [
            segment
            if segment.text.isascii()
            else segment._replace(text=segment.text.translate(SIGNS))
            for segment in segments
        ]
