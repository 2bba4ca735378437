"""From runs of text with roles to the strips that the terminal shows."""

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.text.width import width as cells
from reader.tui.typeset.lines import Run


class Palette:
    """The styles of a widget's roles: its component classes named ``prefix--role``.

    *owner* is the widget; the styles are looked up once and again after `forget`.
    """

    def __init__(self, owner: Widget, prefix: str) -> None:
        self._owner = owner
        self._prefix = prefix
        self._styles: dict[str, Style] = {}

    def __getitem__(self, role: str) -> Style:
        if role not in self._styles:
            name = f"{self._prefix}--{role}"
            self._styles[role] = (
                self._owner.get_component_rich_style(name) if role else self._owner.rich_style
            )
        return self._styles[role]

    def forget(self) -> None:
        """Look the styles up again: the theme or the widget's state changed."""
        self._styles.clear()


def paint(runs: Iterable[Run], styles: Palette, width: int, overlay: str = "") -> Strip:
    """Paint one line *width* cells wide; *overlay* is a role that lies over it all."""
    over = lying_over(styles[overlay]) if overlay else None
    used = 0
    styled: list[tuple[str, Style]] = []
    for text, role in runs:
        styled.append((text, styles[role] + over))
        used += cells(text)
    if used < width:
        styled.append((" " * (width - used), styles[""] + over))
    return Strip(_joined(styled), max(used, width)).crop(0, width)


def _joined(runs: Iterable[tuple[str, Style]]) -> list[Segment]:
    """Return *runs* as few segments: each change of style costs some 40 bytes.

    Blanks take the style of what stands before them, or after them, where they look the same in it.
    """
    joined: list[tuple[str, Style]] = []
    for text, style in runs:
        if not text:
            continue
        if joined:
            before, last = joined[-1]
            if style == last or (text.isspace() and _is_alike_blank(style, last)):
                joined[-1] = (before + text, last)
                continue
            if before.isspace() and _is_alike_blank(style, last):
                joined[-1] = (before + text, style)
                continue
        joined.append((text, style))
    return [Segment(text, style) for text, style in joined]


@lru_cache(maxsize=1024)
def _is_alike_blank(one: Style, other: Style) -> bool:
    """Whether a blank looks the same in both styles: the same ground, and no line through it."""
    return one.bgcolor == other.bgcolor and not any(map(_is_ruled, (one, other)))


def _is_ruled(style: Style) -> bool:
    return bool(style.reverse or style.underline or style.underline2 or style.strike)


def lying_over(style: Style) -> Style:
    """Return what an overlay of *style* changes: background and weight, or all if it reverses."""
    if style.reverse:
        return style + Style(dim=False)
    return Style(bgcolor=style.bgcolor, bold=style.bold or None, underline=style.underline or None)


def roles(prefix: str, *names: str) -> set[str]:
    """Return the component classes of *names*, for ``COMPONENT_CLASSES``."""
    return {f"{prefix}--{name}" for name in names}
